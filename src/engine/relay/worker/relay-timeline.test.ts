import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RelayTimeline } from './relay-timeline.js';

const WRAP = 2 ** 32;

/** A feed as its reader gets it: a picture every 40 ms and a packet of sound every 23 ms, whatever its clock starts at. */
function feed(startMs: number, seconds: number): { kind: 'sound' | 'picture'; ms: number }[] {
  const tags: { kind: 'sound' | 'picture'; ms: number }[] = [];
  for (let ms = 0; ms < seconds * 1000; ms += 1) {
    if (ms % 40 === 0) tags.push({ kind: 'picture', ms: startMs + ms });
    if (ms % 23 === 0) tags.push({ kind: 'sound', ms: startMs + ms });
  }
  return tags;
}

test('successive feeds: never backwards, distances within a feed kept exactly, 32-bit wraps and all', () => {
  const stay = fc.record({
    startMs: fc.integer({ min: 0, max: WRAP - 1 }),
    pauseMs: fc.integer({ min: 1, max: 90_000 }),
    seconds: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(stay, { minLength: 1, maxLength: 4 }), (stays) => {
      const line = new RelayTimeline();
      let nowMs = 1_000;
      const lastMs = { sound: -1, picture: -1 };
      for (const { startMs, pauseMs, seconds } of stays) {
        const endMs = line.endMs;
        const isFirst = lastMs.picture === -1;
        line.newFeed();
        nowMs += pauseMs;
        const offsets = new Set<number>();
        for (const { kind, ms } of feed(startMs, seconds)) {
          const atMs = line.at(kind, ms % WRAP, nowMs + (ms - startMs));
          expect(atMs).not.toBeNull();
          offsets.add((atMs ?? 0) - ms);
          expect(atMs).toBeGreaterThanOrEqual(lastMs[kind]);
          lastMs[kind] = atMs ?? 0;
        }
        // one offset for sound and picture: they stay in step; and the gap is the time that really went by
        const [offset = NaN] = offsets;
        expect(offsets.size).toBe(1);
        expect(startMs + offset).toBe(isFirst ? 0 : endMs + pauseMs);
        nowMs += feed(startMs, seconds).at(-1)?.ms ?? 0;
        nowMs -= startMs;
      }
    }),
    { numRuns: 60 },
  );
});

test('a source that sets its clock, backwards or far forwards, goes on behind what it sent', () => {
  for (const jumpMs of [-50_000, -2_000, 40_000, 3_600_000]) {
    const line = new RelayTimeline();
    expect(line.at('picture', 100_000, 0)).toBe(0);
    expect(line.at('sound', 100_010, 10)).toBe(10);
    expect(line.at('picture', 100_000 + jumpMs, 40)).toBe(40);
    expect(line.at('sound', 100_013 + jumpMs, 53)).toBe(53);
    expect(line.at('picture', 100_040 + jumpMs, 80)).toBe(80);
  }
});

test('whatever comes, each kind only goes forward', () => {
  const tag = fc.record({
    kind: fc.constantFrom('sound' as const, 'picture' as const),
    ms: fc.oneof(fc.integer({ min: 0, max: WRAP - 1 }), fc.integer({ min: 0, max: 5_000 })),
    passedMs: fc.integer({ min: 0, max: 2_000 }),
    isNewFeed: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(tag, { maxLength: 60 }), (tags) => {
      const line = new RelayTimeline();
      const lastMs = { sound: 0, picture: 0 };
      let nowMs = 0;
      for (const { kind, ms, passedMs, isNewFeed } of tags) {
        nowMs += passedMs;
        if (isNewFeed) line.newFeed();
        const atMs = line.at(kind, ms, nowMs);
        if (atMs === null) continue;
        expect(atMs).toBeGreaterThanOrEqual(lastMs[kind]);
        lastMs[kind] = atMs;
      }
      // no clock of a source makes a show longer than the time that went by and the leaps that are let through
      expect(line.endMs).toBeLessThanOrEqual(nowMs + tags.length * 10_001);
    }),
  );
});

test('sound before the first picture has no place; a little jitter is straightened', () => {
  const line = new RelayTimeline();
  expect(line.at('picture', 5_000, 0)).toBe(0);
  expect(line.at('sound', 4_990, 0)).toBeNull();
  expect(line.at('sound', 5_010, 0)).toBe(10);
  expect(line.at('sound', 5_004, 5)).toBe(10);
  expect(line.at('sound', 5_030, 30)).toBe(30);
});
