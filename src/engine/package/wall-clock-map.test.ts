import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WallClockMap } from './wall-clock-map.js';

describe('WallClockMap', () => {
  test('the earliest arrival counts, until it is frozen', () => {
    const map = new WallClockMap();
    map.observe(10, 50_000);
    map.observe(12, 51_000);
    expect(map.toWallClockMs(10)).toBe(49_000);
    map.freeze();
    map.observe(14, 0);
    map.notBefore(10, 90_000);
    expect(map.toWallClockMs(10)).toBe(49_000);
  });

  test('a run is never dated before the end of what it continues, however the clock was set', () => {
    const ms = fc.integer({ min: 0, max: 1e9 });
    fc.assert(
      fc.property(ms, fc.array(ms, { minLength: 1 }), fc.nat(100), (endMs, arrivals, start) => {
        const map = new WallClockMap();
        for (const nowMs of arrivals) map.observe(start, nowMs);
        map.notBefore(start, endMs);
        map.freeze();
        expect(map.toWallClockMs(start)).toBe(Math.max(endMs, Math.min(...arrivals)));
        expect(map.toWallClockMs(start + 2) - map.toWallClockMs(start)).toBe(2_000);
      }),
    );
  });
});
