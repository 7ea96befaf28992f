import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ServerClock } from './server-clock.js';

/** What an honest server writes into `Date`: whole seconds. */
function dateOf(serverMs: number): number {
  return Math.floor(serverMs / 1000) * 1000;
}

describe('ServerClock', () => {
  test('after an answer that came quickly it is right to a few seconds, whatever it believed before', () => {
    const hour = 3_600_000;
    const offset = fc.integer({ min: -48 * hour, max: 48 * hour });
    const delay = fc.nat(2_000);
    fc.assert(
      fc.property(offset, offset, delay, delay, fc.nat(1e9), (before, truth, there, back, start) => {
        const clock = new ServerClock();
        clock.learn(dateOf(start + before), start, start);
        clock.learn(dateOf(start + there + truth), start, start + there + back);
        expect(Math.abs(clock.offsetMs - truth)).toBeLessThanOrEqual(2_000 + 1_000 + there + back);
      }),
    );
  });

  test('an answer that fits changes nothing', () => {
    const clock = new ServerClock();
    expect(clock.learn(dateOf(1_000_999), 1_000_990, 1_001_100)).toBe(false);
    expect(clock.offsetMs).toBe(0);
    expect(clock.learn(dateOf(5_000_000), 1_000_000, 1_000_100)).toBe(true);
    const learned = clock.offsetMs;
    expect(clock.learn(dateOf(6_000_400), 2_000_000, 2_000_100)).toBe(false);
    expect(clock.offsetMs).toBe(learned);
  });

  test('a computer that slept between question and answer has no wrong clock', () => {
    const clock = new ServerClock();
    const slept = 3_600_000;
    expect(clock.learn(dateOf(1_000_000), 1_000_000, 1_000_000 + slept)).toBe(false);
    expect(clock.learn(dateOf(1_000_000 + slept), 1_000_000, 1_000_000 + slept)).toBe(false);
    expect(clock.offsetMs).toBe(0);
  });

  test('forgets the difference when the clock is mended', () => {
    const clock = new ServerClock();
    clock.learn(dateOf(9_000_000), 1_000_000, 1_000_050);
    expect(clock.offsetMs).not.toBe(0);
    clock.learn(dateOf(9_001_000), 9_001_000, 9_001_050);
    expect(clock.offsetMs).toBe(0);
  });
});
