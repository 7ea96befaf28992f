import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseVideoTag } from '../../ingest/codec/flv-tag.js';
import { FeedTaps } from '../feed-taps.js';
import type { RelayFeedMessage, RelayTag } from '../relay-tag.js';
import { eventually } from '../../../../test/integration/support/eventually.js';
import { EncodeBench } from '../../../../test/servers/encode-bench.js';

let bench: EncodeBench;

beforeEach(async () => {
  bench = await EncodeBench.create();
});
afterEach(() => bench.remove());

test('keeps within the limits that it was given, with sound and picture where they were', async () => {
  const { feed, reads } = await bench.start(() => bench.openSource());
  feed.inputBegins();
  const read = await eventually('the first feed', () => reads[0] ?? null);
  await read.ended;
  await feed.close();
  const pictures = read.tags
    .filter(({ type }) => type === 9)
    .flatMap((tag) => {
      const parsed = parseVideoTag(tag.data);
      return parsed?.kind === 'video' && parsed.role === 'frame' ? [{ ...tag, isKeyframe: parsed.isKeyframe }] : [];
    });
  expect(pictures).toHaveLength(EncodeBench.seconds * 15);
  const keyframes = pictures.filter(({ isKeyframe }) => isKeyframe).map(({ timestampMs }) => timestampMs);
  expect(keyframes).toHaveLength(EncodeBench.seconds);
  const starts = keyframes.map((timestampMs) => Math.round((timestampMs - (keyframes[0] ?? 0)) / 100));
  expect(starts).toEqual([0, 10, 20, 30, 40, 50]);
  const bits = pictures.reduce((sum, { data }) => sum + data.length * 8, 0);
  expect(bits / EncodeBench.seconds).toBeLessThan(200_000 * 1.1);
  const sound = read.tags.filter(({ type, data }) => type === 8 && data[1] === 1);
  expect(Math.abs((sound.at(-1)?.timestampMs ?? 0) - (pictures.at(-1)?.timestampMs ?? 0))).toBeLessThan(200);
  expect(Math.abs((sound[0]?.timestampMs ?? 0) - (pictures[0]?.timestampMs ?? 0))).toBeLessThan(100);
});

test('is started again when it dies, and goes on with what there is then', async () => {
  const taps = new FeedTaps({ maxHistoryBytes: 1e9, maxUntakenBytes: 1e9, onSlow: () => undefined });
  const { feed, reads } = await bench.start(() => {
    const { port1, port2 } = new MessageChannel();
    taps.attach(port2);
    for (const { type, timestampMs, data } of bench.source) {
      if (type === 18 || data[1] === 0)
        taps.open(type === 18 ? 'script' : type === 9 ? 'video' : 'audio', timestampMs, data);
      else taps.add(type, timestampMs, data, parseVideoTag(data)?.role === 'frame' && (data[0] ?? 0) >> 4 === 1);
    }
    return port1;
  });
  feed.inputBegins();
  const first = await eventually('the first feed', () => reads[0] ?? null);
  await eventually('packets', () => (first.tags.length > 20 ? true : null));
  bench.child?.kill();
  await first.ended;
  const second = await eventually('the second feed', () => reads[1] ?? null);
  await eventually('packets', () => (second.tags.length > 20 ? true : null));
  expect(bench.log.lines.join('\n')).toContain('a relay encode ended early');
  expect(bench.troubles).toEqual([{ failures: 1, isHopeless: false }]);
  await feed.close();
  await second.ended;
});

test('copies a picture that is fine packet by packet, and makes its sound anew in step with it', async () => {
  const { feed, reads } = await bench.start(() => bench.openSource(), {
    picture: null,
    input: null,
    audioBitrate: 32_000,
  });
  feed.inputBegins();
  const read = await eventually('the first feed', () => reads[0] ?? null);
  await read.ended;
  await feed.close();
  const bodies = (tags: readonly RelayTag[], type: number): string[] =>
    tags
      .filter((tag) => tag.type === type && tag.data[1] === 1)
      .map(({ data }) => Buffer.from(data).toString('base64'));
  const own = bodies(bench.source, 9);
  expect(bodies(read.tags, 9)).toEqual(own);
  expect(own).toHaveLength(EncodeBench.seconds * 30);
  const header = (tags: readonly RelayTag[]) => tags.find(({ type, data }) => type === 9 && data[1] === 0)?.data;
  expect(header(read.tags)).toEqual(header(bench.source));
  const times = (tags: readonly RelayTag[], type: number): number[] =>
    tags.filter((tag) => tag.type === type && tag.data[1] === 1).map(({ timestampMs }) => timestampMs);
  const spans = (list: readonly number[]): number[] => list.map((each) => each - (list[0] ?? 0));
  expect(spans(times(read.tags, 9))).toEqual(spans(times(bench.source, 9)));
  const sound = read.tags.filter(({ type, data }) => type === 8 && data[1] === 1);
  const bits = sound.reduce((sum, { data }) => sum + data.length * 8, 0);
  expect(bits / EncodeBench.seconds).toBeLessThan(32_000 * 1.3);
  // as far from the picture as they were
  const [picture = NaN, heard = NaN] = [times(read.tags, 9)[0], times(read.tags, 8)[0]];
  expect(Math.abs(heard - picture)).toBeLessThan(100);
  expect(own.some((body) => bodies(read.tags, 8).includes(body))).toBe(false);
});

test('says that it keeps ending, and that it is hopeless', async () => {
  bench.ffmpegPath = process.execPath; // takes none of ffmpeg's arguments, and ends at once
  const { feed } = await bench.start(() => bench.openSource({ ends: false }));
  feed.inputBegins();
  const last = await eventually(
    'the end of all tries',
    () => bench.troubles.find((trouble) => trouble?.isHopeless) ?? null,
  );
  expect(last).toEqual({ failures: 4, isHopeless: true });
  expect(bench.troubles.slice(0, 3)).toEqual([1, 2, 3].map((failures) => ({ failures, isHopeless: false })));
  // another stay of the source: what was is no longer held against it
  feed.inputBegins();
  expect(bench.troubles.at(-1)).toBeNull();
  await feed.close();
});

// the stand-in for an ffmpeg that reads nothing is a script
test.skipIf(process.platform === 'win32')('counts the pictures that ffmpeg did not keep up with', async () => {
  bench.ffmpegPath = path.join(bench.folder, 'sleeper');
  await writeFile(bench.ffmpegPath, '#!/bin/sh\nexec sleep 600\n', { mode: 0o755 });
  const { port1, port2 } = new MessageChannel();
  const { feed } = await bench.start(() => port1);
  feed.inputBegins();
  const big = new Uint8Array(1024 * 1024);
  big.set([0x27, 1]);
  const tags: RelayTag[] = Array.from({ length: 20 }, () => ({ type: 9, timestampMs: 0, data: big }));
  port2.postMessage({ type: 'tags', tags } satisfies RelayFeedMessage);
  // 16 MB wait for it, and what is on its way in the pipe
  const dropped = await eventually('dropped pictures', () => (feed.droppedFrames > 0 ? feed.droppedFrames : null));
  expect(dropped).toBeLessThan(5);
  port2.postMessage({ type: 'tags', tags } satisfies RelayFeedMessage);
  expect(
    await eventually('more dropped pictures', () => (feed.droppedFrames > dropped ? feed.droppedFrames : null)),
  ).toBe(dropped + 20);
  await feed.close();
  expect(feed.droppedFrames).toBe(dropped + 20);
});

test('waits for something to encode, and is let go of without', async () => {
  const { feed, reads } = await bench.start(() => null);
  feed.inputBegins();
  await feed.close();
  expect(reads).toEqual([]);
});
