import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isHeader, readFeedTag, type FeedTag } from './feed-tag.js';
import { RelayQueue, type QueuedTag } from './relay-queue.js';
import { audioHeader, fed, picture, script, sound, videoHeader } from './testing/tags.js';

function drain(queue: RelayQueue): QueuedTag[] {
  const all: QueuedTag[] = [];
  for (let item = queue.shift(); item !== null; item = queue.shift()) all.push(item);
  return all;
}

const kindsOf = (items: readonly QueuedTag[]): string[] => items.map(({ tag }) => tag.kind);

test('begins with headers and a keyframe; what came before it is not missed', () => {
  const queue = new RelayQueue({ maxBytes: 10_000, maxMs: 10_000 });
  for (const tag of fed(
    script(),
    videoHeader(),
    picture(0, false),
    sound(0),
    picture(40, true),
    sound(20),
    sound(40),
  )) {
    queue.push(tag, tag.tag.timestampMs);
  }
  expect(kindsOf(drain(queue))).toEqual(['script', 'video-header', 'keyframe', 'sound']);
  expect(queue.droppedFrames).toBe(0);
});

test('when full, everything up to the next keyframe goes, sound as well, and the headers stay', () => {
  const queue = new RelayQueue({ maxBytes: 500, maxMs: 10_000 });
  const tags = fed(
    ...[script(), videoHeader(), audioHeader(), picture(0, true), sound(5), picture(40, false), picture(80, true)],
    ...[sound(85), picture(120, false), picture(160, false)],
  );
  for (const tag of tags) queue.push(tag, tag.tag.timestampMs);
  const kept = drain(queue);
  expect(kindsOf(kept)).toEqual(['script', 'video-header', 'audio-header', 'keyframe', 'sound', 'picture', 'picture']);
  expect(kept[3]?.lineMs).toBe(80);
  expect([queue.droppedFrames, queue.droppedBytes]).toEqual([2, 220]);
});

test('without another keyframe in the queue it waits for one, and counts what goes by', () => {
  const queue = new RelayQueue({ maxBytes: 10_000, maxMs: 100 });
  for (const tag of fed(picture(0, true), picture(40, false), picture(80, false), picture(120, false))) {
    queue.push(tag, tag.tag.timestampMs);
  }
  expect([queue.length, queue.spanMs, queue.droppedFrames]).toEqual([0, 0, 4]);
  for (const tag of fed(picture(160, false), sound(160), picture(200, true), sound(201))) {
    queue.push(tag, tag.tag.timestampMs);
  }
  expect(queue.droppedFrames).toBe(5);
  expect(kindsOf(drain(queue))).toEqual(['keyframe', 'sound']);
});

test('sound alone has a place to begin in every packet', () => {
  const queue = new RelayQueue({ maxBytes: 100, maxMs: 10_000 });
  for (let ms = 0; ms < 200; ms += 20) for (const tag of fed(sound(ms))) queue.push(tag, ms);
  expect(drain(queue).map(({ lineMs }) => lineMs)).toEqual([100, 120, 140, 160, 180]);
  expect(queue.droppedFrames).toBe(5);
});

test('any programme, any reader: bounded, in order, joined at keyframes, decoded with the newest headers before it', () => {
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        make: fc.constantFrom('key', 'picture', 'sound'),
        bytes: fc.integer({ min: 5, max: 400 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        make: fc.constantFrom('script', 'video', 'audio'),
        bytes: fc.integer({ min: 0, max: 255 }),
      }),
    },
    { weight: 4, arbitrary: fc.record({ make: fc.constant('read'), bytes: fc.integer({ min: 1, max: 6 }) }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
      const bounds = { maxBytes: 1_000, maxMs: 400 };
      const queue = new RelayQueue(bounds);
      queue.push(readFeedTag(videoHeader()), 0);
      const pushed: FeedTag[] = [readFeedTag(videoHeader())];
      const out: QueuedTag[] = [];
      let ms = 0;
      for (const { make, bytes } of steps) {
        if (make === 'read') {
          for (let left = bytes; left > 0; left -= 1) {
            const item = queue.shift();
            if (item !== null) out.push(item);
          }
          continue;
        }
        ms += 20;
        const raw =
          make === 'script'
            ? script(bytes)
            : make === 'video'
              ? videoHeader(bytes)
              : make === 'audio'
                ? audioHeader(bytes)
                : make === 'sound'
                  ? sound(ms, bytes)
                  : picture(ms, make === 'key', bytes);
        const tag = readFeedTag(raw);
        pushed.push(tag);
        queue.push(tag, ms);
        expect(queue.mediaBytes).toBeLessThanOrEqual(bounds.maxBytes);
        expect(queue.spanMs).toBeLessThanOrEqual(bounds.maxMs);
        // per stretch of pictures at most three headers: they cost no more than that
        expect(queue.length).toBeLessThanOrEqual(bounds.maxMs / 20 + 1 + steps.length);
      }
      out.push(...drain(queue));
      expect(queue.mediaBytes).toBe(0);
      const media = out.filter(({ tag }) => !isHeader(tag.kind));
      const all = pushed.filter(({ kind }) => !isHeader(kind));
      // order
      const order = media.map(({ tag }) => all.indexOf(tag));
      expect(order).toEqual([...order].sort((a, b) => a - b));
      // a picture follows the one before it in its GOP, or is a keyframe
      for (const [index, item] of media.entries()) {
        if (item.tag.kind !== 'picture') continue;
        const before = media.slice(0, index).findLast(({ tag }) => tag.kind !== 'sound');
        expect(before?.tag).toBe(all.slice(0, all.indexOf(item.tag)).findLast(({ kind }) => kind !== 'sound'));
      }
      // the headers that each needs are there, and none that came later
      for (const kind of ['script', 'video-header', 'audio-header'] as const) {
        for (const item of media) {
          const wanted = pushed.slice(0, pushed.indexOf(item.tag)).findLast((tag) => tag.kind === kind);
          const got = out.slice(0, out.indexOf(item)).findLast(({ tag }) => tag.kind === kind)?.tag;
          expect(got?.tag.data).toEqual(wanted?.tag.data);
        }
      }
    }),
    { numRuns: 300 },
  );
});
