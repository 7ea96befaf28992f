import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TagInterleaver } from './tag-interleaver.js';

interface Tag {
  readonly type: 8 | 9;
  readonly timestampMs: number;
}

/** Two tracks, each in order, as they come through connections of their own. */
const arrivals = fc
  .array(fc.tuple(fc.constantFrom<8 | 9>(8, 9), fc.integer({ min: 1, max: 200 })), { maxLength: 200 })
  .map((steps) => {
    const times = { 8: 0, 9: 0 };
    return steps.map(([type, step]): Tag => ({ type, timestampMs: (times[type] += step) }));
  });

describe('TagInterleaver', () => {
  test('loses nothing, doubles nothing, and keeps each track in order', () => {
    fc.assert(
      fc.property(arrivals, (tags) => {
        const interleaver = new TagInterleaver<Tag>([8, 9]);
        const out = [...tags.flatMap((tag) => interleaver.push(tag)), ...interleaver.flush()];
        for (const type of [8, 9]) {
          expect(out.filter((tag) => tag.type === type)).toEqual(tags.filter((tag) => tag.type === type));
        }
      }),
    );
  });

  test('puts what is less than three seconds apart into one order', () => {
    fc.assert(
      fc.property(arrivals, (tags) => {
        const interleaver = new TagInterleaver<Tag>([8, 9]);
        const newest = { 8: 0, 9: 0 };
        const isNear = tags.every(({ type, timestampMs }) => {
          newest[type] = timestampMs;
          return Math.abs(newest[8] - newest[9]) < 3_000;
        });
        fc.pre(isNear);
        const out = [...tags.flatMap((tag) => interleaver.push(tag)), ...interleaver.flush()];
        const times = out.map(({ timestampMs }) => timestampMs);
        expect(times).toEqual([...times].sort((one, other) => one - other));
      }),
    );
  });

  test('a track without the other one is held up for three seconds only; one that is alone not at all', () => {
    const both = new TagInterleaver<Tag>([8, 9]);
    const sound = Array.from({ length: 200 }, (_, index): Tag => ({ type: 8, timestampMs: index * 20 }));
    const out = sound.flatMap((tag) => both.push(tag));
    expect(out).toEqual(sound.slice(0, out.length));
    expect(out.at(-1)?.timestampMs).toBe(199 * 20 - 3_000 - 20);
    const alone = new TagInterleaver<Tag>([8]);
    expect(sound.flatMap((tag) => alone.push(tag))).toEqual(sound);
  });
});
