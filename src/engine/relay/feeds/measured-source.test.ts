import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readFlvTags } from '../../../../test/servers/flv-file.js';
import { RtmpClient } from '../../../../test/servers/rtmp-client.js';
import { nextPublish, RtmpFixture } from '../../../../test/servers/rtmp-fixture.js';
import type { SourceInfo } from '../../../shared/domain.js';
import { EncoderFeed } from '../../broadcast/encoder-feed.js';
import type { FeedFigures, ProgrammeFeed } from '../../broadcast/feed.js';
import { MeasuredSource } from './measured-source.js';

let fixture: RtmpFixture;
beforeAll(async () => {
  fixture = await RtmpFixture.create();
});
afterEach(() => fixture.stop());
afterAll(() => fixture.remove());

const silent: SourceInfo = {
  video: {
    ...{ codec: 'h264', profile: 'High', pixelFormat: 'yuv420p', width: 1280, height: 720, fps: 30 },
    ...{ gopSeconds: null, bitrate: null },
  },
  audio: { codec: 'aac', sampleRate: 48_000, channels: 2, bitrate: 160_000 },
};

/** A source whose figures are told by hand, once a second. */
function handFeed(source: SourceInfo) {
  const listeners = new Set<(seconds: number) => void>();
  let figures: FeedFigures | null = null;
  const feed: ProgrammeFeed = {
    ...{ source, isLive: true, keepsClock: true, ended: new Promise(() => undefined), onFfmpegEnd: 'wait-for-source' },
    input: () => Promise.reject(new Error('Expected not to be read')),
    newestSeconds: () => null,
    onNewest: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    figures: () => figures,
    release: () => undefined,
  };
  let news = 0;
  const measured = new MeasuredSource(feed, () => (news += 1));
  const tell = (more: Partial<FeedFigures>): void => {
    figures = { bitrate: 0, fps: 30, gopSeconds: null, openGopSeconds: null, ...more };
    for (const listener of listeners) listener(0);
  };
  return { measured, tell, news: () => news };
}

/** What is told of a source whose keyframes stand so far apart, one look a second. */
function gops(tell: (more: Partial<FeedFigures>) => void, lengths: readonly number[]): void {
  let last: number | null = null;
  for (const length of lengths) {
    for (let open = 0.5; open < length; open += 1) tell({ gopSeconds: last, openGopSeconds: open });
    last = length;
  }
  tell({ gopSeconds: last, openGopSeconds: 0.1 });
}

test("a real encoder's keyframes are measured where it says nothing of them", async () => {
  const server = await fixture.server();
  const file = await fixture.encode('far.flv', [
    ...['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=10:duration=18'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '80', '-keyint_min', '80', '-sc_threshold', '0'],
    ...['-pix_fmt', 'yuv420p'],
  ]);
  const published = nextPublish(server);
  const client = await RtmpClient.connect(server.state().port ?? 0);
  await client.open();
  client.command('publish', 3, null, 'key-a', 'live');
  await client.hears('NetStream.Publish.Start');
  client.setChunkSize(65_536);
  const session = await published;
  for (const { type, timestampMs, data } of readFlvTags(await readFile(file))) {
    client.message(type, timestampMs, data, 1);
  }
  const feed = new EncoderFeed(session, await session.ready);
  expect(feed.source.video?.gopSeconds).toBeNull();
  const measured = await new Promise<SourceInfo>((resolve) => {
    const source: MeasuredSource = new MeasuredSource(feed, () => resolve(source.info()));
  });
  expect(measured.video).toMatchObject({ gopSeconds: 8, width: 160, height: 90 });
  client.socket.destroy();
});

test('the first GOP counts by itself, later ones by twos: a source that stood still for a moment is none of long GOPs', () => {
  const far = handFeed(silent);
  gops(far.tell, [8]);
  expect(far.measured.info().video?.gopSeconds).toBe(8);
  const hiccup = handFeed(silent);
  gops(hiccup.tell, [2, 2, 7, 2, 2, 7, 2]);
  expect(hiccup.measured.info().video?.gopSeconds).toBe(2);
  const changed = handFeed(silent);
  gops(changed.tell, [2, 2, 8, 8]);
  expect(changed.measured.info().video?.gopSeconds).toBe(8);
  // what only ever went up does not come down in this stay
  gops(changed.tell, [2, 2, 2]);
  expect(changed.measured.info().video?.gopSeconds).toBe(8);
});

test('a GOP that never ends is one of ten seconds, and told once', () => {
  const { measured, tell, news } = handFeed(silent);
  for (let open = 0.5; open < 60; open += 1) tell({ openGopSeconds: open });
  expect([measured.info().video?.gopSeconds, news()]).toEqual([10, 1]);
});

test("a picture's bitrate is the mean of ten seconds, and only where the encoder announced none", () => {
  const { measured, tell, news } = handFeed(silent);
  for (let second = 0; second < 9; second += 1) tell({ bitrate: 8_160_000 });
  expect([measured.info().video?.bitrate, news()]).toEqual([null, 0]);
  tell({ bitrate: 8_160_000 });
  expect([measured.info().video?.bitrate, news()]).toEqual([8_000_000, 1]);
  const telling = handFeed({ ...silent, video: silent.video && { ...silent.video, bitrate: 5e6, gopSeconds: 2 } });
  for (let second = 0; second < 20; second += 1) telling.tell({ bitrate: 9e6, gopSeconds: 8, openGopSeconds: 1 });
  expect([telling.measured.info().video?.bitrate, telling.news()]).toEqual([5e6, 0]);
});

test('what is measured only grows, and is never more than what came', () => {
  const figures = fc.record({
    bitrate: fc.integer({ min: 0, max: 2e7 }),
    gopSeconds: fc.option(fc.double({ min: 0.1, max: 30, noNaN: true })),
    openGopSeconds: fc.option(fc.double({ min: 0, max: 60, noNaN: true })),
  });
  fc.assert(
    fc.property(fc.array(figures, { maxLength: 60 }), (looks) => {
      const { measured, tell } = handFeed(silent);
      let before = { gop: 0, bitrate: 0 };
      let most = { gop: 0, bitrate: 0 };
      for (const look of looks) {
        tell(look);
        const { gopSeconds, bitrate } = measured.info().video ?? { gopSeconds: null, bitrate: null };
        const now = { gop: gopSeconds ?? 0, bitrate: bitrate ?? 0 };
        most = {
          gop: Math.max(most.gop, look.gopSeconds ?? 0, look.openGopSeconds ?? 0),
          bitrate: Math.max(most.bitrate, look.bitrate),
        };
        expect(now.gop).toBeGreaterThanOrEqual(before.gop);
        expect(now.bitrate).toBeGreaterThanOrEqual(before.bitrate);
        expect(now.gop).toBeLessThanOrEqual(most.gop);
        expect(now.bitrate).toBeLessThanOrEqual(most.bitrate);
        before = now;
      }
    }),
  );
});
