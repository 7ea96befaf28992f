import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BackoffPlan, type Via } from './backoff-plan.js';
import { ReturnRule } from './return-rule.js';

const limits = { firstPauseMs: 1_000, longestPauseMs: 30_000, healthyMs: 30_000 };
const wholePause = (): number => 1;

test('with a backup: there at once, then back and forth with pauses that double to 30 s', () => {
  const plan = new BackoffPlan(limits, wholePause);
  let via: Via = 'primary';
  const steps = Array.from({ length: 8 }, () => {
    const next = plan.failed(via, 0, true);
    via = next.via;
    return [next.via, next.pauseMs];
  });
  expect(steps).toEqual([
    ...[
      ['backup', 0],
      ['primary', 1_000],
      ['backup', 2_000],
      ['primary', 4_000],
      ['backup', 8_000],
    ],
    ...[
      ['primary', 16_000],
      ['backup', 30_000],
      ['primary', 30_000],
    ],
  ]);
});

test('without one: the same address after 1, 2, 4 s', () => {
  const plan = new BackoffPlan(limits, wholePause);
  const pauses = Array.from({ length: 3 }, () => plan.failed('primary', 0, false));
  expect(pauses).toEqual([1_000, 2_000, 4_000].map((pauseMs) => ({ via: 'primary', pauseMs })));
});

test('only a connection that held for 30 s makes it begin anew', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 30 }), fc.boolean(), (lives, hasBackup) => {
      const plan = new BackoffPlan(limits, wholePause);
      let short = 0;
      for (const livedMs of lives) {
        short = livedMs >= 30_000 ? 1 : short + 1;
        const pauses = hasBackup ? short - 1 : short;
        const { pauseMs } = plan.failed('primary', livedMs, hasBackup);
        expect(pauseMs).toBe(pauses === 0 ? 0 : Math.min(30_000, 1_000 * 2 ** (pauses - 1)));
      }
    }),
  );
});

test('jitter takes away half of a pause at most', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 40 }), (chance, count) => {
      const plan = new BackoffPlan(limits, () => chance);
      let pauseMs = 0;
      for (let index = 0; index < count; index += 1) pauseMs = plan.failed('primary', 0, false).pauseMs;
      const wholeMs = Math.min(30_000, 1_000 * 2 ** (count - 1));
      expect(pauseMs).toBeGreaterThanOrEqual(wholeMs / 2);
      expect(pauseMs).toBeLessThanOrEqual(wholeMs);
    }),
  );
});

test('back to the primary after two good looks in a row; each return that failed doubles the distance', () => {
  const rule = new ReturnRule({ probeEveryMs: 15_000, probesNeeded: 2 });
  expect([true, false, true, true].map((isGood) => rule.looked(isGood))).toEqual([false, false, false, true]);
  rule.returnFailed();
  expect([rule.pauseMs, rule.looked(true)]).toEqual([30_000, false]);
  for (let index = 0; index < 9; index += 1) rule.returnFailed();
  expect(rule.pauseMs).toBe(240_000);
  rule.restart(true);
  expect(rule.pauseMs).toBe(15_000);
});
