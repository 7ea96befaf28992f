import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockTime, dayOf, spokenTime } from './time-format.js';

describe('clockTime', () => {
  it.each([
    [0, '0:00'],
    [7.9, '0:07'],
    [123, '2:03'],
    [3723, '1:02:03'],
    [36_000 * 10, '100:00:00'],
    [-3, '0:00'],
    [Number.NaN, '0:00'],
    [Number.POSITIVE_INFINITY, '0:00'],
  ])('shows %d as %s', (seconds, shown) => expect(clockTime(seconds)).toBe(shown));

  it('can be read back', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (seconds) => {
        const back = clockTime(seconds)
          .split(':')
          .reduce((sum, part) => sum * 60 + Number(part), 0);
        expect(back).toBe(seconds);
      }),
    );
  });
});

describe('spokenTime', () => {
  it('speaks', () => {
    expect(spokenTime(3661)).toBe('1 hour 1 minute 1 second');
    expect(spokenTime(120)).toBe('2 minutes');
    expect(spokenTime(0)).toBe('0 seconds');
  });
});

describe('dayOf', () => {
  it('names the day, or nothing', () => {
    expect(dayOf(Date.UTC(2026, 10, 21, 12), 'en-GB')).toBe('21 November 2026');
    expect(dayOf(null)).toBe('');
  });
});
