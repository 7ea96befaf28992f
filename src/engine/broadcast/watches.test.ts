import { describe, expect, it } from 'vitest';
import { lagBehind, LagWatch } from './lag-watch.js';
import { SpeedWatch } from './speed-watch.js';

describe('LagWatch', () => {
  const observeAll = (lags: readonly (number | null)[]): boolean[] => {
    const watch = new LagWatch();
    return lags.map((lag, second) => watch.observe(lag, second));
  };

  it('gives a rung up after five seconds of lagging more and more', () => {
    expect(observeAll([5, 6, 7, 8, 9, 10, 11]).indexOf(true)).toBe(5);
  });

  it('leaves a ladder alone that works off a burst, or is hardly behind, or not known', () => {
    expect(observeAll([12, 11, 10, 9, 8, 7, 6, 5])).not.toContain(true);
    expect(observeAll([1, 1, 1, 1, 1, 1, 1, 1])).not.toContain(true);
    expect(observeAll([null, null, null, null, null, null, null])).not.toContain(true);
  });

  it('starts over after it has spoken', () => {
    const said = observeAll([5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]);
    expect(said.filter(Boolean)).toHaveLength(2);
  });
});

describe('lagBehind', () => {
  it('takes the head start of the run clock off', () => {
    expect(lagBehind(100, 108)).toBe(2);
    expect(lagBehind(100, 111)).toBe(0);
    expect(lagBehind(null, 108)).toBeNull();
  });
});

describe('SpeedWatch', () => {
  it('speaks after ten slow seconds and is quiet again at once', () => {
    const watch = new SpeedWatch();
    const said = Array.from({ length: 12 }, (_, second) => watch.observe(0.8, second));
    expect(said.indexOf(true)).toBe(10);
    expect(watch.observe(1, 12)).toBe(false);
    expect(watch.observe(0.8, 13)).toBe(false);
  });
});
