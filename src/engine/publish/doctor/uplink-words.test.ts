import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uplinkVerdict } from './uplink-words.js';

const megabit = 1e6;

describe('uplinkVerdict', () => {
  it.each([
    [50, ['2160p', '1080p', '540p', '360p']],
    [14, ['1080p', '720p', '432p', '360p']],
    [11.2, ['1080p', '432p', '360p']],
    [6, ['720p', '432p', '360p']],
    [1.5, ['360p', '234p']],
    [0.1, []],
  ])('%s Mbit/s carry %j', (rate, rungs) => {
    expect(uplinkVerdict(rate * megabit).rungs).toEqual(rungs);
  });

  it('says it in words', () => {
    expect(uplinkVerdict(11.2 * megabit).words).toBe('your uplink carries: 1080p + 432p + 360p (7.6 of 11.2 Mbit/s)');
    expect(uplinkVerdict(0.1 * megabit).words).toMatch(
      /^your uplink carries no picture live: 0\.1 Mbit\/s measured, 0\.\d/,
    );
  });

  it('never promises more than four fifths of the line, and never less for a faster one', () => {
    const height = (names: readonly string[]) => Number.parseInt(names[0] ?? '0', 10);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 0, max: 100_000 }), (kilobits, more) => {
        const slow = uplinkVerdict(kilobits * 1000);
        const fast = uplinkVerdict((kilobits + more) * 1000);
        expect(slow.bitrate).toBeLessThanOrEqual(kilobits * 800);
        expect(height(fast.rungs)).toBeGreaterThanOrEqual(height(slow.rungs));
        const heights = slow.rungs.map((name) => Number.parseInt(name, 10));
        expect(heights).toEqual([...new Set(heights)].sort((one, other) => other - one));
      }),
    );
  });
});
