import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pollDelayMs } from './poll-delay.js';

const calm = { outcome: 'ok', failures: 0, mood: 'calm', hidden: false, random: 0.5 } as const;

describe('pollDelayMs', () => {
  it('asks sooner while something is awaited', () => {
    expect(pollDelayMs({ ...calm, mood: 'soon' })).toBeLessThan(pollDelayMs(calm));
    expect(pollDelayMs(calm)).toBeLessThan(pollDelayMs({ ...calm, mood: 'rare' }));
  });

  it('backs off while the origin cannot be reached', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7].map((failures) => pollDelayMs({ ...calm, outcome: 'unreachable', failures }));
    expect(delays).toEqual([1500, 3000, 6000, 12000, 24000, 30000, 30000]);
  });

  it('is never hasty and never forgets', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('ok', 'missing', 'unreachable', 'invalid' as const),
        fc.nat(100_000),
        fc.constantFrom('soon', 'calm', 'rare' as const),
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (outcome, failures, mood, hidden, random) => {
          const delay = pollDelayMs({ outcome, failures: outcome === 'ok' ? 0 : failures + 1, mood, hidden, random });
          expect(delay).toBeGreaterThanOrEqual(hidden ? 30_000 : 1_200);
          expect(delay).toBeLessThanOrEqual(35_000);
        },
      ),
    );
  });
});
