import { readFile } from 'node:fs/promises';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../clock.js';
import type { RelayFeedMessage } from '../relay-tag.js';
import { eventually } from '../../../../test/integration/support/eventually.js';
import { EncodeBench, smallEncode } from '../../../../test/servers/encode-bench.js';

let bench: EncodeBench;

beforeEach(async () => {
  bench = await EncodeBench.create();
});
afterEach(() => bench.remove());

// Windows has no SIGSTOP, by which an ffmpeg stands still
test.skipIf(process.platform === 'win32')('one that stands still is ended and counts as a failure', async () => {
  const { port1, port2 } = new MessageChannel();
  let inputs = 0;
  let nowMs = 0;
  const openInput = () => {
    inputs += 1;
    return inputs === 1 ? port1 : bench.openSource();
  };
  const clock = { ...systemClock, monotonicMs: () => nowMs };
  const { feed, reads } = await bench.start(openInput, smallEncode, clock);
  feed.inputBegins();
  port2.postMessage({ type: 'tags', tags: bench.source } satisfies RelayFeedMessage);
  const first = await eventually('the first feed', () => reads[0] ?? null);
  await eventually('packets', () => (first.tags.length > 20 ? true : null));
  const stopped = bench.child;
  process.kill(stopped?.pid ?? NaN, 'SIGSTOP');
  const isHeld = async () => /^State:\s+T/m.test(await readFile(`/proc/${stopped?.pid}/status`, 'utf8'));
  if (process.platform === 'linux') while (!(await isHeld()));
  const frames = bench.source.slice(-4);
  // what it had written is read meanwhile, and each time it has given something
  let isOver = false;
  void first.ended.then(() => (isOver = true));
  while (!isOver) {
    nowMs += 1_000;
    port2.postMessage({ type: 'tags', tags: frames } satisfies RelayFeedMessage);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(bench.troubles[0]).toEqual({ failures: 1, isHopeless: false });
  expect(bench.log.lines.join('\n')).toContain('a relay encode stands still');
  // and it is made anew
  const second = await eventually('the second feed', () => reads[1] ?? null);
  await second.ended;
  expect(second.tags.length).toBeGreaterThan(20);
  await feed.close();
});

test.skipIf(process.platform === 'win32')('another stay does not wait for one that stands still', async () => {
  const { port1, port2 } = new MessageChannel();
  let inputs = 0;
  const { feed, reads } = await bench.start(() => {
    inputs += 1;
    return inputs === 1 ? port1 : bench.openSource();
  });
  feed.inputBegins();
  port2.postMessage({ type: 'tags', tags: bench.source } satisfies RelayFeedMessage);
  const first = await eventually('the first feed', () => reads[0] ?? null);
  await eventually('packets', () => (first.tags.length > 20 ? true : null));
  process.kill(bench.child?.pid ?? NaN, 'SIGSTOP');
  feed.inputBegins();
  const second = await eventually('the second feed', () => reads[1] ?? null);
  await second.ended;
  expect([second.tags.length > 20, bench.troubles]).toEqual([true, []]);
  await feed.close();
});

test.skipIf(process.platform === 'win32')('nor does its end while a start is under way', async () => {
  const { feed, reads } = await bench.start(() => bench.openSource({ ends: false }));
  feed.inputBegins();
  const first = await eventually('the first feed', () => reads[0] ?? null);
  await eventually('packets', () => (first.tags.length > 20 ? true : null));
  process.kill(bench.child?.pid ?? NaN, 'SIGSTOP');
  feed.inputBegins();
  await feed.close();
  expect((await bench.child?.exited)?.asked).toBe(true);
  expect(reads).toHaveLength(1);
});

test('sound that stops, or pictures that do, hold up nothing: that would look like standing still', async () => {
  for (const stops of [8, 9]) {
    const { port1, port2 } = new MessageChannel();
    const { feed, reads } = await bench.start(() => port1);
    feed.inputBegins();
    const isHeader = (data: Uint8Array): boolean => data[1] === 0;
    const tags = bench.source.filter(({ type, data, timestampMs }) => {
      return type !== stops || isHeader(data) || timestampMs < 500;
    });
    port2.postMessage({ type: 'tags', tags } satisfies RelayFeedMessage);
    const read = await eventually('the first feed', () => reads[0] ?? null);
    await eventually('3 s of packets', () => (read.tags.some(({ timestampMs }) => timestampMs > 3_000) ? true : null));
    await feed.close();
    port2.close();
  }
});
