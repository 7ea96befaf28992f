import { describe, expect, it } from 'vitest';
import { Pace } from './pace.js';

const lookMs = 200;

interface Viewer {
  /** Seconds behind what has come. */
  readonly ahead: number;
  readonly rates: readonly number[];
  readonly stalls: number;
  readonly skipped: number;
}

/** A viewer who gets `step` seconds every `step` seconds, from `ahead` on, for `seconds`; `late`: delay of an object. */
function watch(
  pace: Pace,
  ahead: number,
  seconds: number,
  step = 0.5,
  late: (index: number) => number = () => 0,
): Viewer {
  const rates: number[] = [];
  let [left, rate, stalls, skipped, came, isStalled] = [ahead, 1, 0, 0, 0, false];
  for (let atMs = 0; atMs < seconds * 1000; atMs += lookMs) {
    while ((came + 1) * step * 1000 + late(came) <= atMs) {
      left += step;
      came += 1;
    }
    isStalled = isStalled && left < 0.1;
    if (!isStalled) left -= (lookMs / 1000) * rate;
    if (left <= 0) {
      left = 0;
      if (!isStalled) {
        stalls += 1;
        pace.stalled(atMs);
      }
      isStalled = true;
    }
    const advice = pace.next(left, atMs);
    if ('rate' in advice) rate = advice.rate;
    else {
      left -= advice.skip;
      skipped += advice.skip;
    }
    rates.push(rate);
  }
  return { ahead: left, rates, stalls, skipped };
}

const options = { leastReserve: 0.3, mostReserve: 4 };

describe('Pace', () => {
  it('catches up gently with what is ahead, and then plays as it was made', () => {
    const viewer = watch(new Pace(options), 2.5, 60);
    expect(Math.max(...viewer.rates)).toBeLessThanOrEqual(1.1);
    expect(viewer.skipped).toBe(0);
    expect(viewer.stalls).toBe(0);
    expect(viewer.ahead).toBeLessThan(1);
    expect(viewer.rates.slice(-50).every((rate) => rate === 1)).toBe(true);
  });

  it('skips what would take minutes to catch up with', () => {
    const viewer = watch(new Pace(options), 30, 20);
    expect(viewer.skipped).toBeGreaterThan(25);
    expect(viewer.ahead).toBeLessThan(1.5);
  });

  it('keeps more ahead after it ran out, and less again later', () => {
    const pace = new Pace(options);
    // every tenth object comes 0.7 s late
    const uneven = watch(pace, 0.8, 120, 0.5, (index) => (index % 10 === 9 ? 700 : 0));
    expect(uneven.stalls).toBeLessThan(6);
    expect(pace.reserveSeconds).toBeGreaterThan(0.3);
    const grown = pace.reserveSeconds;
    for (let minute = 0; minute < 30; minute += 1) pace.next(1, 200_000 + minute * 60_000);
    expect(pace.reserveSeconds).toBeLessThan(grown);
  });

  it('never keeps more than the most', () => {
    const pace = new Pace(options);
    for (let stall = 0; stall < 20; stall += 1) pace.stalled(stall * 1000);
    expect(pace.reserveSeconds).toBe(4);
  });

  it('slows down a little before the last of it is played', () => {
    const pace = new Pace(options);
    for (let atMs = 0; atMs < 3_000; atMs += lookMs) pace.next(0.5, atMs);
    expect(pace.next(0.05, 3_000)).toEqual({ rate: 0.95 });
  });
});
