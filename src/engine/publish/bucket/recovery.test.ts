import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorCodes } from '../../../shared/errors.js';
import { againAfterMs, lookAgainAfterMs, remedyFor } from './recovery.js';
import { refusal } from './testing/hand-bucket.js';

describe('recovery', () => {
  test.each([
    ['publish.forbidden', {}, 1, 'blocked'],
    ['publish.no-bucket', {}, 1, 'blocked'],
    ['destination.no-credentials', {}, 1, 'blocked'],
    ['publish.unreachable', { why: 'dns' }, 1, 'offline'],
    ['publish.unreachable', { why: 'refused' }, 1, 'offline'],
    ['publish.unreachable', { why: 'timeout' }, 2, 'again'],
    ['publish.unreachable', { why: 'timeout' }, 3, 'offline'],
    ['publish.throttled', {}, 11, 'again'],
    ['publish.server-error', {}, 12, 'offline'],
    ['publish.clock-skew', {}, 50, 'again'],
  ] as const)('%s %o, %i in a row: %s', (code, details, inARow, remedy) => {
    expect(remedyFor(refusal(code, details), inARow)).toBe(remedy);
  });

  test('whatever failed is tried again, in time and not all at once', () => {
    const wait = fc.option(fc.integer({ min: 1, max: 1e9 }), { nil: null });
    fc.assert(
      fc.property(
        fc.constantFrom(...errorCodes),
        wait,
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (code, retryAfterMs, attempt, chance) => {
          const pauseMs = againAfterMs(refusal(code, { retryAfterMs }), attempt, () => chance);
          expect(pauseMs).toBeLessThanOrEqual(33_000);
          if (retryAfterMs !== null) expect(pauseMs).toBeGreaterThanOrEqual(Math.min(retryAfterMs, 30_000));
          else if (code !== 'publish.clock-skew' || attempt > 1) expect(pauseMs).toBeGreaterThanOrEqual(100);
        },
      ),
    );
  });

  test('a clock that was measured is used at once, but one that cannot be mended does not go round and round', () => {
    expect(againAfterMs(refusal('publish.clock-skew'), 1)).toBe(0);
    expect(againAfterMs(refusal('publish.clock-skew'), 5)).toBeGreaterThan(1_000);
  });

  test('looks for the network at least every 0.6 s, and at a refusal at least every 15 s', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.double({ min: 0, max: 1, noNaN: true }), (looks, chance) => {
        expect(lookAgainAfterMs('offline', looks, () => chance)).toBeLessThanOrEqual(600);
        expect(lookAgainAfterMs('offline', looks, () => chance)).toBeGreaterThanOrEqual(125);
        expect(lookAgainAfterMs('blocked', looks, () => chance)).toBeLessThanOrEqual(15_000);
        expect(lookAgainAfterMs('blocked', looks, () => chance)).toBeGreaterThanOrEqual(500);
      }),
    );
  });
});
