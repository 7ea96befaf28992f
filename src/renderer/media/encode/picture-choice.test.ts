import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PictureChoice } from './picture-choice.js';

const keysOf = (choice: PictureChoice, ticks: readonly number[]): number[] =>
  ticks.filter((tick) => choice.choose(tick, 0) === 'key');

test('keyframes keep their rhythm over ticks left out, and begin anew on demand', () => {
  const all = Array.from({ length: 41 }, (_, tick) => tick);
  expect(keysOf(new PictureChoice(5, 2), all)).toEqual([0, 10, 20, 30, 40]);
  const without = all.filter((tick) => tick !== 10 && tick !== 11);
  expect(keysOf(new PictureChoice(5, 2), without)).toEqual([0, 12, 20, 30, 40]);
  const choice = new PictureChoice(5, 2);
  expect(keysOf(choice, [0, 1, 2, 3])).toEqual([0]);
  choice.demandKeyframe();
  expect(keysOf(choice, [4, 5, 13, 14, 24])).toEqual([4, 14, 24]);
});

test('a keyframe finds room where no other picture does, but not without end', () => {
  const choice = new PictureChoice(30, 1);
  expect([choice.choose(0, 0), choice.choose(1, 7), choice.choose(2, 8)]).toEqual(['key', 'delta', 'skip']);
  expect([choice.choose(29, 8), choice.choose(30, 9)]).toEqual(['skip', 'key']);
  // one that is refused is due with the next picture
  expect([choice.choose(60, 10), choice.choose(61, 10), choice.choose(62, 9)]).toEqual(['skip', 'skip', 'key']);
  expect([choice.choose(89, 0), choice.choose(90, 0)]).toEqual(['delta', 'key']);
});

const fps = 30;
const interval = 2 * fps;

/** An encoder that needs so many ticks for each picture, and the clock of a worker that now and then stands still. */
const overload = fc.record({
  costs: fc.array(fc.double({ min: 0.01, max: 25, noNaN: true }), { minLength: 1, maxLength: 200 }),
  stalls: fc.array(fc.constantFrom(1, 1, 1, 1, 2, 5, 20, 45, 90), { minLength: 1, maxLength: 200 }),
});

test('however slow the encoder is and whenever the worker stands still, no keyframe comes later than it is due', () => {
  fc.assert(
    fc.property(overload, ({ costs, stalls }) => {
      const choice = new PictureChoice(fps, 2);
      const keys: number[] = [];
      const queue: number[] = [];
      let [now, isBusyUntil, given, skipped] = [0, 0, 0, 0];
      for (let look = 0; now < 1200; look += 1) {
        const before = now;
        now += stalls[look % stalls.length] ?? 1;
        while (queue.length > 0 && Math.max(isBusyUntil, queue[0] ?? 0) < now) {
          isBusyUntil = Math.max(isBusyUntil, queue.shift() ?? 0) + (costs[given % costs.length] ?? 1);
          given += 1;
        }
        // the ticks that nobody looked for in time are repeated, one after the other
        for (let tick = before + 1; tick <= now; tick += 1) {
          const made = choice.choose(tick, queue.length);
          if (made === 'skip') skipped += 1;
          else queue.push(now);
          if (made === 'key') keys.push(tick);
        }
      }
      for (const [index, key] of keys.slice(1).entries()) expect(key - (keys[index] ?? NaN)).toBe(interval);
      expect(keys.at(-1)).toBeGreaterThan(now - interval);
      expect(queue.length).toBeLessThanOrEqual(10);
      expect(skipped).toBeLessThan(now);
    }),
  );
});
