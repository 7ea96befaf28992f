import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFlvTags } from '../../../../test/servers/flv-file.js';
import { parseAacConfig } from './aac-config.js';
import { parseAudioTag, parseVideoTag } from './flv-tag.js';
import { hasIdr, parseAvcConfig } from './h264-config.js';
import { parseHevcConfig } from './hevc-config.js';

const run = promisify(execFile);

/** What ffmpeg makes of these arguments, as FLV tags. */
async function encode(args: readonly string[]) {
  const all = ['-v', 'error', ...args, '-f', 'flv', '-flvflags', 'no_duration_filesize', '-'];
  const { stdout } = await run('ffmpeg', all, { encoding: 'buffer', maxBuffer: 16 * 1024 * 1024 });
  return readFlvTags(stdout);
}

describe('H.264', () => {
  test.each([
    [854, 480, 'yuv420p', 30, 'main', 'Main', []],
    [1920, 1080, 'yuv420p', 60, 'high', 'High', []],
    [853, 479, 'yuv444p', 25, 'high444', 'High 4:4:4 Predictive', []],
    [638, 358, 'yuv422p10le', 24, 'high422', 'High 4:2:2', []],
    [320, 180, 'yuvj420p', 60, 'baseline', 'Constrained Baseline', ['-color_range', 'pc']],
    [640, 360, 'yuv420p', 25, 'high', 'High', ['-flags', '+ildct+ilme']],
  ] as const)('%dx%d %s %d', async (width, height, pixelFormat, fps, profile, profileName, extra) => {
    const picture = `testsrc=size=${String(width)}x${String(height)}:rate=${String(fps)}`;
    const codec = ['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', profile, '-g', '2', ...extra];
    const tags = await encode(['-f', 'lavfi', '-i', picture, '-frames:v', '3', '-pix_fmt', pixelFormat, ...codec]);
    const video = tags.filter(({ type }) => type === 9).map(({ data }) => parseVideoTag(data));
    const [header, ...frames] = video.filter((tag) => tag?.role !== 'other');
    expect(header).toMatchObject({ kind: 'video', codec: 'h264', role: 'header' });
    const config = parseAvcConfig(header?.body ?? new Uint8Array());
    expect(config).toEqual({ profile: profileName, pixelFormat, fps, nalLengthBytes: 4, width, height });
    expect(frames.map((tag) => hasIdr(tag?.body ?? new Uint8Array(), 4))).toEqual([true, false, true]);
  });
});

describe('HEVC', () => {
  test('the size is the cropped one, the depth that of the record', async () => {
    const input = ['-f', 'lavfi', '-i', 'testsrc2=size=642x362:rate=25', '-frames:v', '2', '-pix_fmt', 'yuv420p10le'];
    const codec = [
      '-c:v',
      'libx265',
      '-preset',
      'ultrafast',
      '-x265-params',
      'log-level=none:pools=1',
      '-tag:v',
      'hvc1',
    ];
    const muxer = ['-movflags', '+empty_moov+frag_keyframe', '-f', 'mp4', '-'];
    const args = ['-v', 'error', ...input, ...codec, ...muxer];
    const { stdout } = await run('ffmpeg', args, { encoding: 'buffer', maxBuffer: 16 * 1024 * 1024 });
    const box = stdout.indexOf('hvcC');
    const record = stdout.subarray(box + 4, box - 4 + stdout.readUInt32BE(box - 4));
    expect(parseHevcConfig(record)).toEqual({
      profile: 'Main 10',
      pixelFormat: 'yuv420p10le',
      width: 642,
      height: 362,
      fps: null,
    });
  });
});

describe('AAC', () => {
  test.each([
    [44_100, 1],
    [48_000, 2],
    [8_000, 1],
    [48_000, 6],
  ])('%d Hz, %d channels', async (sampleRate, channels) => {
    const input = ['-f', 'lavfi', '-i', 'sine=440:duration=0.2', '-ar', String(sampleRate), '-ac', String(channels)];
    const tags = await encode([...input, '-c:a', 'aac']);
    const header = tags.filter(({ type }) => type === 8).map(({ data }) => parseAudioTag(data))[0];
    expect(header).toMatchObject({ kind: 'audio', codec: 'aac', role: 'header' });
    expect(parseAacConfig(header?.body ?? new Uint8Array())).toEqual({ sampleRate, channels });
  });

  test('HE-AAC v2 is heard at the doubled rate, in stereo', () => {
    // AOT 29, core 24 kHz mono, extension 48 kHz (ISO/IEC 14496-3 table 1.15).
    expect(parseAacConfig(Buffer.from([0xeb, 0x09, 0x88, 0x00]))).toEqual({ sampleRate: 48_000, channels: 2 });
  });
});

describe('tags', () => {
  test('enhanced RTMP names its codecs', () => {
    const hevcHeader = Buffer.concat([Buffer.from([0x90]), Buffer.from('hvc1'), Buffer.from([1, 2])]);
    expect(parseVideoTag(hevcHeader)).toMatchObject({ codec: 'hevc', role: 'header', isKeyframe: true });
    const av1Frame = Buffer.concat([Buffer.from([0xa1]), Buffer.from('av01'), Buffer.from([1, 2])]);
    expect(parseVideoTag(av1Frame)).toMatchObject({ codec: 'av1', role: 'frame', isKeyframe: false });
    const opusHeader = Buffer.concat([Buffer.from([0x90]), Buffer.from('Opus'), Buffer.from('OpusHead')]);
    expect(parseAudioTag(opusHeader)).toMatchObject({ codec: 'opus', role: 'header' });
  });

  test.each([
    [0x72, 'g711a', 8_000, 1],
    [0x82, 'g711u', 8_000, 1],
    [0xb2, 'speex', 16_000, 1],
    [0x2f, 'mp3', 44_100, 2],
  ])('sound format byte %d is %s', (first, codec, sampleRate, channels) => {
    expect(parseAudioTag(Buffer.from([first, 0]))).toMatchObject({ codec, sampleRate, channels, role: 'frame' });
  });

  test('nothing that comes in makes a parser throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 255 }), (bytes, first) => {
        const data = Uint8Array.from([first, ...bytes]);
        parseVideoTag(data);
        parseAudioTag(data);
        parseAacConfig(data);
        parseAvcConfig(Uint8Array.from([1, ...bytes]));
        parseHevcConfig(Uint8Array.from([1, ...bytes]));
        hasIdr(data, (first & 3) + 1);
      }),
      { numRuns: 2_000 },
    );
  });
});
