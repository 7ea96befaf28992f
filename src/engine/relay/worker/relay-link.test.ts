import { afterEach, expect, test } from 'vitest';
import { RtmpSink } from '../../../../test/servers/rtmp-sink.js';
import { systemClock } from '../../clock.js';
import { RtmpPush } from '../rtmp/rtmp-push.js';
import { defaultUnitLimits } from '../unit-limits.js';
import { readFeedTag } from './feed-tag.js';
import { RelayLink } from './relay-link.js';
import { fed, picture, sound, videoHeader } from './testing/tags.js';

const MEGABYTE = 1024 * 1024;
const pictureBytes = 64 * 1024;
const limits = { ...defaultUnitLimits, queueBytes: 4 * MEGABYTE, queueMs: 60_000 };

const sinks: RtmpSink[] = [];
afterEach(async () => {
  for (const sink of sinks.splice(0)) await sink.die();
});

async function linkTo(sink: RtmpSink): Promise<RelayLink> {
  const push = await RtmpPush.open(
    { url: sink.url, key: 'a-key-of-a-test', connectTimeoutMs: 10_000 },
    new AbortController().signal,
  );
  return new RelayLink({ push, via: 'primary', clock: systemClock, limits });
}

/** Lets the sockets have their turn. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a service that never reads costs no more than its bound, however much comes', async () => {
  const sink = await RtmpSink.start({ keepsData: false });
  sinks.push(sink);
  sink.acceptAndNeverRead();
  const link = await linkTo(sink);
  link.begin(fed(videoHeader()));
  // 192 MB, of which the kernels' buffers swallow a few
  for (let index = 0; index < 3_072; index += 1) {
    link.take(readFeedTag(picture(index * 10, index % 16 === 0, pictureBytes)));
    link.take(readFeedTag(sound(index * 10)));
    if (index % 16 === 0) await turn();
    // the queue, what was handed to the socket, and the one picture that went past that
    expect(link.heldBytes).toBeLessThanOrEqual(limits.queueBytes + limits.aheadBytes + 2 * pictureBytes);
  }
  expect(link.droppedFrames).toBeGreaterThan(2_000);
  await link.close();
});

test('one that reads again gets whole GOPs behind the configuration, and what waits goes out before a good-bye', async () => {
  const sink = await RtmpSink.start();
  sinks.push(sink);
  const link = await linkTo(sink);
  const [publish] = sink.publishes;
  sink.stall();
  link.begin(fed(videoHeader()));
  for (let index = 0; index < 512; index += 1) {
    const made = picture(index * 10, index % 16 === 0, pictureBytes);
    new DataView(made.data.buffer).setUint32(5, index);
    link.take(readFeedTag(made));
    if (index % 16 === 0) await turn();
  }
  expect(link.droppedFrames).toBeGreaterThan(0);
  sink.resume();
  await link.leave();
  expect(await publish?.ended).toBe('unpublished');
  const [header, ...pictures] = publish?.tags ?? [];
  expect(header?.data?.[1]).toBe(0);
  const numbers = pictures.map(({ data }) => data?.readUInt32BE(5) ?? NaN);
  // after each hole a keyframe comes
  const afterHoles = numbers.filter((number, index) => index === 0 || number !== (numbers[index - 1] ?? 0) + 1);
  expect(afterHoles.length).toBeGreaterThan(1);
  for (const number of afterHoles) expect(number % 16).toBe(0);
  expect(numbers.at(-1)).toBe(511);
  expect(numbers.length).toBe(512 - link.droppedFrames);
});
