import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ACKNOWLEDGE_EVERY_BYTES as every, Acknowledgements } from './acknowledgements.js';

/** A peer that has acknowledged `count` times, each time after `stride` more; how much that is. */
function acknowledged(it: Acknowledgements, count: number, stride: number, from = 0): number {
  for (let index = 1; index <= count; index += 1) it.take((from + index * stride) % 2 ** 32, index * stride);
  return count * stride;
}

test('owed from when two are outstanding, of a peer that gave them until then; given, nothing is owed', () => {
  const it = new Acknowledgements();
  const handed = acknowledged(it, 5, every);
  expect(it.owedMs(handed, 0)).toBe(0);
  expect(it.owedMs(handed + 1, 4_000)).toBe(0);
  expect(it.owedMs(handed + 2 * every - 1, 5_000)).toBe(0);
  expect(it.owedMs(handed + 2 * every, 5_250)).toBe(1_250);
  it.take(handed + every, handed + 2 * every);
  expect(it.owedMs(handed + 3 * every, 9_000)).toBe(0);
});

test('a pause of the source owes nothing, however long', () => {
  const it = new Acknowledgements();
  const handed = acknowledged(it, 5, every);
  expect([0, 30_000, 60_000].map((nowMs) => it.owedMs(handed, nowMs))).toEqual([0, 0, 0]);
  expect(it.owedMs(handed + 3 * every, 90_000)).toBe(0);
});

test('nothing is expected of a peer that never acknowledged, or does so in strides of its own', () => {
  const mute = new Acknowledgements();
  expect([0, 60_000].map((nowMs) => mute.owedMs(1e9, nowMs))).toEqual([0, 0]);
  const slow = new Acknowledgements();
  const handed = acknowledged(slow, 4, 2_500_000);
  expect([0, 60_000].map((nowMs) => slow.owedMs(handed + 4_900_000, nowMs))).toEqual([0, 0]);
  expect([60_000, 60_500].map((nowMs) => slow.owedMs(handed + 5_000_000, nowMs))).toEqual([60_000, 60_500]);
});

test('whatever is handed over, a peer that gives one for each stride never owes for long, also past 4 GB', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 400_000 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(
      sizes,
      fc.integer({ min: 1, max: every }),
      fc.integer({ min: 0, max: 2 ** 32 }),
      (given, stride, from) => {
        const it = new Acknowledgements();
        let handed = 0;
        let told = 0;
        given.forEach((bytes, index) => {
          handed += bytes;
          it.owedMs(handed, index * 1_000);
          for (; handed - told >= stride; told += stride) it.take((from + told + stride) % 2 ** 32, handed);
          expect(it.owedMs(handed, index * 1_000 + 500)).toBe(0);
        });
      },
    ),
  );
});
