import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureReason } from './failure-reason.js';
import { parseInputDump } from './parse-input-dump.js';
import { parsePackets } from './parse-packets.js';

/** One stream line in a dump, as ffmpeg writes it. */
function dumpOf(...streams: string[]) {
  const head = [
    "Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'x':",
    '  Duration: 01:02:03.50, start: 0.000000, bitrate: 5 kb/s',
  ];
  return parseInputDump([...head, ...streams, 'At least one output file must be specified']);
}

describe('parseInputDump', () => {
  it('reads MP4', () => {
    const dump = dumpOf(
      '  Stream #0:0[0x1](und): Video: h264 (High) (avc1 / 0x31637661), yuv420p(tv, bt709, progressive), 1280x720 [SAR 1:1 DAR 16:9], 2998 kb/s, 29.97 fps, 29.97 tbr, 30k tbn (default)',
      '  Stream #0:1[0x2](eng): Audio: aac (LC) (mp4a / 0x6134706D), 48000 Hz, stereo, fltp, 128 kb/s (default)',
    );
    expect(dump).toEqual({
      durationSeconds: 3723.5,
      video: {
        codec: 'h264',
        profile: 'High',
        pixelFormat: 'yuv420p',
        width: 1280,
        height: 720,
        fps: 29.97,
        gopSeconds: null,
        bitrate: 2_998_000,
      },
      audio: { codec: 'aac', sampleRate: 48000, channels: 2, bitrate: 128_000 },
      rotated: false,
      interlaced: false,
    });
  });

  it.each([
    [
      'hevc (Main 10) (hev1 / 0x31766568), yuv420p10le(tv, bt2020nc/bt2020/arib-std-b67), 3840x2160, 30 fps, 30 tbr, 600 tbn',
      'hevc',
      'Main 10',
      30,
    ],
    [
      'vp9 (Profile 0), yuv420p(tv, progressive), 854x479, SAR 1:1 DAR 854:479, 25 fps, 25 tbr, 1k tbn (default)',
      'vp9',
      'Profile 0',
      25,
    ],
    ['av1 (libdav1d) (Main), yuv420p(tv), 640x360 [SAR 1:1 DAR 16:9], 60 fps, 60 tbr, 1k tbn', 'av1', 'Main', 60],
    [
      'mjpeg (Baseline), yuvj422p(pc, bt470bg/unknown/unknown), 640x480, 30.30 fps, 30 tbr, 1k tbn',
      'mjpeg',
      'Baseline',
      30.3,
    ],
    [
      'h264 (Constrained Baseline) ([27][0][0][0] / 0x001B), yuv420p, 320x240, 90k tbr, 90k tbn',
      'h264',
      'Constrained Baseline',
      null,
    ],
  ])('reads the picture %s', (text, codec, profile, fps) => {
    expect(dumpOf(`  Stream #0:0: Video: ${text}`)?.video).toMatchObject({ codec, profile, fps });
  });

  it.each([
    ['aac (HE-AAC) ([15][0][0][0] / 0x000F), 44100 Hz, stereo, fltp, 32 kb/s', 'aac-he-aac', 44100, 2],
    ['pcm_mulaw, 8000 Hz, 1 channels, s16, 64 kb/s', 'pcm_mulaw', 8000, 1],
    ['pcm_alaw ([6][0][0][0] / 0x0006), 8000 Hz, mono, s16, 64 kb/s', 'pcm_alaw', 8000, 1],
    ['ac3 (ac-3 / 0x332D6361), 48000 Hz, 5.1(side), fltp, 384 kb/s (default)', 'ac3', 48000, 6],
    ['opus, 48000 Hz, stereo, fltp (default)', 'opus', 48000, 2],
  ])('reads the sound %s', (text, codec, sampleRate, channels) => {
    expect(dumpOf(`    Stream #0:1(und): Audio: ${text}`)?.audio).toMatchObject({ codec, sampleRate, channels });
  });

  it('turns a rotated picture and sees interlacing', () => {
    const dump = dumpOf(
      '  Stream #0:0[0x1](und): Video: h264 (High), yuv420p(tv, bt709, top first), 1920x1080, 25 fps, 25 tbr, 90k tbn',
      '      Side data:',
      '        displaymatrix: rotation of -90.00 degrees',
    );
    expect(dump).toMatchObject({ rotated: true, interlaced: true, video: { width: 1080, height: 1920 } });
  });

  it('passes over covers and tracks without parameters', () => {
    const dump = dumpOf(
      '  Stream #0:0: Video: mjpeg (Baseline), yuvj420p(pc), 500x500, 90k tbr, 90k tbn (attached pic)',
      '  Stream #0:1: Video: h264, none, 90k tbr, 90k tbn',
      '  Stream #0:2: Audio: mp3, 44100 Hz, stereo, fltp, 192 kb/s',
    );
    expect(dump).toMatchObject({ video: null, audio: { codec: 'mp3' } });
  });

  it('knows a live source and none at all', () => {
    const live = ["Input #0, flv, from 'rtmp://h/a/b':", '  Duration: N/A, start: 0.000000, bitrate: N/A'];
    expect(parseInputDump(live)?.durationSeconds).toBeNull();
    expect(parseInputDump(['rtmp://h/a/b: Connection refused'])).toBeNull();
  });

  it('takes any lines', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string(), (lines, text) => {
        parseInputDump([
          "Input #0, flv, from 'x':",
          ...lines,
          `  Stream #0:0: Video: ${text}`,
          `  Stream #0:1: Audio: ${text}`,
        ]);
      }),
    );
  });
});

describe('parsePackets', () => {
  it('measures the longest GOP and the bitrate', () => {
    const lines = ['#software: Lavf', '#tb 0: 1/1000', '#media_type 0: video'];
    const packets = Array.from({ length: 90 }, (_, index) => {
      const flags = [0, 30, 75].includes(index) ? '' : ', F=0x0';
      return `0, ${index * 100 - 100}, ${index * 100}, 100, 1000, 0x1234abcd${flags}, S=1, 12`;
    });
    expect(parsePackets([...lines, ...packets])).toEqual({ gopSeconds: 4.5, bitrate: 80_000 });
    expect(parsePackets(lines)).toEqual({ gopSeconds: null, bitrate: null });
  });
});

describe('failureReason', () => {
  it.each([
    [
      [
        '[tcp @ 0x55] Connection to tcp://127.0.0.1:9 failed: Connection refused',
        'http://127.0.0.1:9/x.mp4: Connection refused',
      ],
      'Connection refused',
    ],
    [
      [
        '[in#0 @ 0x6] Error opening input: No such file or directory',
        'Error opening input file a.mp4.',
        'Error opening input files: No such file or directory',
      ],
      'No such file or directory',
    ],
    [['https://h/x: Server returned 404 Not Found'], 'Server returned 404 Not Found'],
    [[], 'ffmpeg gave no reason'],
  ])('reads %j', (lines, reason) => {
    expect(failureReason(lines)).toBe(reason);
  });
});
