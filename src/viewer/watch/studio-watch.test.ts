import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSilent, nextLookMs } from './studio-watch.js';

describe('nextLookMs', () => {
  const first = { dryForMs: 0, behindMs: 4_000, sinceLookMs: Number.POSITIVE_INFINITY };

  it('waits until a studio that died with its last media has lost its lease', () => {
    expect(nextLookMs(first)).toBe(25_000);
    expect(nextLookMs({ ...first, dryForMs: 20_000 })).toBe(5_000);
  });

  it('looks at once where what is on screen is old', () => {
    expect(nextLookMs({ ...first, behindMs: 3_600_000 })).toBe(0);
  });

  it('never looks more than once a minute', () => {
    const amount = fc.nat(10_000_000);
    fc.assert(
      fc.property(amount, amount, amount, (dryForMs, behindMs, sinceLookMs) => {
        expect(sinceLookMs + nextLookMs({ dryForMs, behindMs, sinceLookMs })).toBeGreaterThanOrEqual(60_000);
      }),
    );
  });
});

describe('isSilent', () => {
  it('counts by the server alone', () => {
    expect(isSilent(1_000_000, 1_022_000)).toBe(false);
    expect(isSilent(1_000_000, 1_023_000)).toBe(true);
    // a studio whose clock is ahead of what the server says in whole seconds
    expect(isSilent(1_000_900, 1_000_000)).toBe(false);
  });
});
