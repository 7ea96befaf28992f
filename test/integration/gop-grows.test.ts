import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestEngine } from './support/engine.js';
import { LiveHttp } from './support/live-http.js';
import { flashAndBeep, h264, Media, packets } from './support/media.js';
import { bits, readBack, record, worstOffset, type Recorded } from './support/recorded.js';

const fps = 15;
const sound = ['-c:a', 'aac', '-b:a', '96k', '-ac', '2'];

let media: Media;
let web: LiveHttp;
let server: TestEngine;

beforeAll(async () => {
  media = await Media.create();
  web = await LiveHttp.start(media.dir);
  server = await TestEngine.start({ reconnectWindowSeconds: 0 });
});
afterAll(async () => {
  await server.stop();
  await web.stop();
  await media.remove();
});

/** What every such broadcast has in common: segments of a proper length, one change of hands, and the reason. */
function expectChangedOnce({ archive, reasons, summary }: Recorded): void {
  expect(reasons).toContain('ingest.gop-too-long');
  expect(summary.lostSegments).toBe(0);
  for (const { name, segments } of archive.renditions) {
    expect(Math.max(...segments.map(({ duration }) => duration)), name).toBeLessThan(2.5);
    expect([name, segments.filter(({ discontinuity }) => discontinuity).length]).toEqual([name, 1]);
  }
}

test('a file whose GOP grows on the way: encoded from there on, and not a frame is lost or doubled', async () => {
  const seconds = 17;
  // key frames every 2 s for as long as the probe looks, and none afterwards
  const keyframes = ['-force_key_frames', 'expr:if(lt(t,13),gte(t,n_forced*2),0)'];
  const clip = [...flashAndBeep({ size: '640x360', fps, seconds }), ...h264(1000), ...keyframes, ...sound];
  const file = await media.make('grows.mp4', clip);
  const recorded = await record(server, async () => void (await server.live(file)));
  expectChangedOnce(recorded);
  const [copied, encoded] = [
    await readBack(media, recorded, 'init-0.mp4'),
    await readBack(media, recorded, 'init-1.mp4'),
  ];
  const sent = await packets(file, 'v:0');
  expect(bits(copied.videos[0]?.packets ?? [])).toEqual(bits(sent.slice(0, 12 * fps)));
  for (const [index, { name, packets: before }] of copied.videos.entries()) {
    const after = encoded.videos[index]?.packets ?? [];
    expect([name, before.length + after.length]).toEqual([name, seconds * fps]);
    const times = [...before, ...after].map(({ pts }) => Math.round((pts - (before[0]?.pts ?? 0)) * fps * 100) / 100);
    expect([name, ...times]).toEqual([name, ...sent.keys()]);
  }
  expect(await worstOffset(copied, 11)).toBeLessThanOrEqual(0.04);
  expect(await worstOffset(encoded, 4)).toBeLessThanOrEqual(0.04);
});

test('a live address with a GOP of 8 s: opened anew, encoded, with a playlist that stays valid', async () => {
  const seconds = 10;
  await media.make('long.ts', [...flashAndBeep({ size: '640x360', fps, seconds }), ...h264(8 * fps), ...sound]);
  const recorded = await record(server, async () => void (await server.live(web.liveUrl('long.ts'))));
  expectChangedOnce(recorded);
  const [copied, encoded] = [
    await readBack(media, recorded, 'init-0.mp4'),
    await readBack(media, recorded, 'init-1.mp4'),
  ];
  // what came until it was opened anew is kept, in segments that are not too long
  const kept = copied.videos[0]?.packets ?? [];
  expect(kept.length).toBeGreaterThan(2.4 * fps);
  expect(kept.map(({ pts }) => Math.round((pts - (kept[0]?.pts ?? 0)) * fps * 100) / 100)).toEqual([...kept.keys()]);
  expect(encoded.videos[0]?.packets).toHaveLength(seconds * fps);
  expect(await worstOffset(copied, 1)).toBeLessThanOrEqual(0.04);
  expect(await worstOffset(encoded, seconds - 1)).toBeLessThanOrEqual(0.04);
});
