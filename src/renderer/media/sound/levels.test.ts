import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balanceGains } from './balance-gains.js';
import { dbOf, gainOf } from './decibels.js';

test('decibels and amplitudes are each other’s inverse', () => {
  expect(gainOf(0)).toBe(1);
  expect(gainOf(-20)).toBeCloseTo(0.1, 12);
  expect(gainOf(-Infinity)).toBe(0);
  expect(dbOf(0)).toBe(-Infinity);
  expect(dbOf(-0.5)).toBeCloseTo(-6.0206, 4);
  fc.assert(
    fc.property(fc.double({ min: -120, max: 24, noNaN: true }), (db) => {
      expect(dbOf(gainOf(db))).toBeCloseTo(db, 9);
    }),
  );
});

test('balance: nothing changes in the middle, one side alone at the ends, never louder', () => {
  expect(balanceGains(0)).toEqual({ left: 1, right: 1 });
  expect(balanceGains(-1)).toEqual({ left: 1, right: 0 });
  expect(balanceGains(7)).toEqual({ left: 0, right: 1 });
  const share = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, (one, other) => {
      const [low, high] = [balanceGains(Math.min(one, other)), balanceGains(Math.max(one, other))];
      expect(low.left).toBeGreaterThanOrEqual(high.left);
      expect(low.right).toBeLessThanOrEqual(high.right);
      expect(Math.max(low.left, low.right)).toBe(1);
      const mirrored = balanceGains(-one);
      expect([mirrored.right, mirrored.left]).toEqual([balanceGains(one).left, balanceGains(one).right]);
    }),
  );
});
