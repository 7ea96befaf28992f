import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestEngine } from './support/engine.js';
import { flashAndBeep, h264, Media, packets } from './support/media.js';
import { bits, readBack, recordPush, worstOffset } from './support/recorded.js';

const fps = 15;
const sound = ['-c:a', 'aac', '-b:a', '96k', '-ac', '2'];

let media: Media;
let server: TestEngine;

beforeAll(async () => {
  media = await Media.create();
  server = await TestEngine.start({ reconnectWindowSeconds: 0 });
});
afterAll(async () => {
  await server.stop();
  await media.remove();
});

const small = (seconds: number, size = '640x360'): string[] => flashAndBeep({ size, fps, seconds });

describe('pushed by an encoder', () => {
  test('a GOP of 8 s: the top rung is encoded, from the first frame, and the state says why', async () => {
    const file = await media.make('long-gop.flv', [...small(13), ...h264(8 * fps), ...sound]);
    const recorded = await recordPush(server, file);
    const back = await readBack(media, recorded);
    expect(recorded.reasons).toContain('ingest.gop-too-long');
    expect(
      back.videos.map(({ name }) => recorded.summary.renditions.find((own) => own.name === name)?.copied),
    ).not.toContain(true);
    for (const { name, packets: frames } of back.videos) expect([name, frames.length]).toEqual([name, 13 * fps]);
    const durations = recorded.archive.renditions.flatMap(({ segments }) => segments.map(({ duration }) => duration));
    expect(Math.max(...durations)).toBeLessThan(2.5);
    expect(await worstOffset(back, 11)).toBeLessThanOrEqual(0.04);
  });

  test('B-frames: copied with their order', async () => {
    const encoder = [...h264(2 * fps), '-preset', 'veryfast', '-bf', '3', '-b_strategy', '0'];
    const file = await media.make('b-frames.flv', [...small(8), ...encoder, ...sound]);
    const sent = await packets(file, 'v:0');
    expect(sent.some(({ pts, dts }) => pts > dts)).toBe(true);
    const recorded = await recordPush(server, file);
    const back = await readBack(media, recorded);
    const [top, ...lower] = back.videos;
    expect(recorded.summary.renditions[0]?.copied).toBe(true);
    expect(bits(top?.packets ?? [])).toEqual(bits(sent));
    const offsets = sent.map(({ pts, dts }) => Math.round((pts - dts) * 1000));
    expect(top?.packets.map(({ pts, dts }) => Math.round((pts - dts) * 1000))).toEqual(offsets);
    for (const { packets: frames } of lower) expect(frames).toHaveLength(8 * fps);
    expect(await worstOffset(back, 7)).toBeLessThanOrEqual(0.04);
  });

  test('an odd size: encoded to an even one', async () => {
    // 4:2:0 has no odd height in H.264; 4:4:4 has
    const encoder = ['-vf', 'format=yuv444p,scale=854:479', ...h264(2 * fps), '-pix_fmt', 'yuv444p'];
    const file = await media.make('odd.flv', [...small(6), ...encoder, ...sound]);
    const recorded = await recordPush(server, file);
    const back = await readBack(media, recorded);
    expect(recorded.source.video).toMatchObject({ width: 854, height: 479 });
    expect(recorded.reasons.some((code) => code.startsWith('source.'))).toBe(true);
    expect(recorded.summary.renditions[0]).toMatchObject({ copied: false, width: 854, height: 478 });
    const sides = recorded.summary.renditions.flatMap(({ width, height }) => [width ?? 0, height ?? 0]);
    expect(sides.filter((side) => side % 2 !== 0)).toEqual([]);
    for (const { name, packets: frames } of back.videos) expect([name, frames.length]).toEqual([name, 6 * fps]);
  });

  test('no sound: pictures alone', async () => {
    const file = await media.make('silent.flv', [...small(6), ...h264(2 * fps), '-an']);
    const recorded = await recordPush(server, file);
    const back = await readBack(media, recorded);
    expect(back.audio).toBeNull();
    expect(recorded.archive.master.variants.flatMap(({ audio }) => audio)).toEqual([]);
    expect(recorded.archive.master.variants.map(({ codecs }) => codecs)).toEqual(
      recorded.archive.renditions.map(({ codecs }) => codecs),
    );
    expect(bits(back.videos[0]?.packets ?? [])).toEqual(bits(await packets(file, 'v:0')));
  });

  test('sound first and the picture 3 s later: begins with the picture, in step', async () => {
    const late = ['-vf', "select='gte(t,3)'", '-fps_mode', 'vfr'];
    const file = await media.make('late-picture.flv', [...small(9), ...late, ...h264(2 * fps), ...sound]);
    const [firstPicture] = await packets(file, 'v:0');
    const [firstSound] = await packets(file, 'a:0');
    expect((firstPicture?.pts ?? 0) - (firstSound?.pts ?? 0)).toBeGreaterThan(2.9);
    const back = await readBack(media, await recordPush(server, file));
    expect(back.videos[0]?.packets).toHaveLength(6 * fps);
    const apart = (back.audio?.packets[0]?.pts ?? NaN) - (back.videos[0]?.packets[0]?.pts ?? NaN);
    expect(Math.abs(apart)).toBeLessThanOrEqual(0.0215);
    expect(await worstOffset(back, 5)).toBeLessThanOrEqual(0.04);
  });

  test.each([
    { name: 'mono at 44.1 kHz', file: 'mono.flv', args: ['-c:a', 'aac', '-b:a', '64k', '-ac', '1', '-ar', '44100'] },
    { name: 'G.711 at 8 kHz', file: 'alaw.flv', args: ['-c:a', 'pcm_alaw', '-ac', '1', '-ar', '8000'] },
  ])('$name: becomes AAC at 48 kHz, in step', async ({ file: name, args }) => {
    const file = await media.make(name, [...small(8), ...h264(2 * fps), ...args]);
    const recorded = await recordPush(server, file);
    const back = await readBack(media, recorded);
    expect(recorded.source.audio).toMatchObject({ channels: 1 });
    expect(recorded.summary.renditions.at(-1)).toMatchObject({ name: 'audio', copied: false, codecs: 'mp4a.40.2' });
    const steps = new Set(back.audio?.packets.map(({ duration }) => Math.round(duration * 48_000)));
    expect([...steps]).toEqual([1024]);
    expect(await worstOffset(back, 7)).toBeLessThanOrEqual(0.04);
  });

  test('a frame rate that varies: every frame at its own time', async () => {
    // 15 fps, then 5, then 15 again, which no key frame marks
    const vary = ['-vf', "select='lt(t,3)+gt(t,6)+not(mod(n,3))'", '-fps_mode', 'vfr'];
    const file = await media.make('vfr.flv', [
      ...small(9),
      ...vary,
      ...h264(2 * fps),
      ...sound,
      '-force_key_frames',
      'expr:gte(t,n_forced*2)',
    ]);
    const sent = await packets(file, 'v:0');
    expect(sent.length).toBeLessThan(8 * fps);
    const back = await readBack(media, await recordPush(server, file));
    expect(bits(back.videos[0]?.packets ?? [])).toEqual(bits(sent));
    const times = sent.map(({ pts }) => Math.round((pts - (sent[0]?.pts ?? 0)) * 1000));
    for (const { name, packets: frames } of back.videos) {
      const own = frames.map(({ pts }) => Math.round((pts - (frames[0]?.pts ?? 0)) * 1000));
      expect([name, ...own]).toEqual([name, ...times]);
    }
  });

  test('1920×1080 at 60 fps: whole in the top rung, whatever the machine can do below it', async () => {
    const picture = [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=1920x1080:rate=60:duration=6',
      '-f',
      'lavfi',
      '-i',
      'sine=440:d=6',
    ];
    const file = await media.make('hd60.flv', [...picture, ...h264(120, '6M'), ...sound]);
    const recorded = await recordPush(server, file);
    const top = recorded.archive.renditions[0];
    const isShed = recorded.reasons.includes('transcode.rung-shed');
    expect(recorded.summary).toMatchObject({ lostSegments: 0 });
    expect(recorded.summary.renditions[0]).toMatchObject({ width: 1920, height: 1080, copied: true });
    expect(top?.segments.reduce((sum, { samples }) => sum + samples, 0)).toBe(360);
    // without a reason in the state every rung must be whole
    const gaps = recorded.archive.renditions.flatMap(({ segments }) => segments.filter(({ gap }) => gap));
    if (!isShed) expect(gaps).toEqual([]);
  });
});
