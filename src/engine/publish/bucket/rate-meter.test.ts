import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { RateMeter } from './rate-meter.js';

let meter: RateMeter;
beforeEach(() => {
  meter = new RateMeter();
});

describe('RateMeter', () => {
  test('knows nothing before anything came through', () => {
    meter.begin(0);
    meter.end(5_000, 0);
    expect(meter.bitsPerSecond).toBeNull();
  });

  test('however uploads overlap, an uplink that is busy all the time is measured as what it carries', () => {
    const uploads = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 500 })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(uploads, (list) => {
        const all = new RateMeter();
        let nowMs = 1_000;
        for (const [atOnce, ms] of list) {
          for (let index = all.inFlight; index < atOnce; index += 1) all.begin(nowMs);
          nowMs += ms;
          // 1 byte a millisecond
          all.end(nowMs, ms);
        }
        expect(all.bitsPerSecond).toBeCloseTo(8_000, 5);
      }),
    );
  });

  test('time with nothing under way does not count', () => {
    for (const atMs of [0, 60_000, 3_600_000]) {
      meter.begin(atMs);
      meter.end(atMs + 1_000, 100_000);
    }
    expect(meter.bitsPerSecond).toBe(800_000);
  });

  test('failures count as time', () => {
    meter.begin(0);
    meter.end(1_000, 100_000);
    meter.begin(1_000);
    meter.end(2_000, 0);
    expect(meter.bitsPerSecond).toBe(400_000);
  });

  test('follows an uplink that changes, and forgets what is long past', () => {
    meter.begin(0);
    meter.end(1_000, 1_000_000);
    for (let atMs = 1_000; atMs < 31_000; atMs += 1_000) {
      meter.begin(atMs);
      meter.end(atMs + 1_000, 1_000);
    }
    expect(meter.bitsPerSecond).toBe(8_000);
  });

  test('what waited through an outage does not make the uplink slow', () => {
    meter.begin(0);
    meter.begin(0);
    meter.reset(600_000);
    meter.end(601_000, 100_000);
    meter.end(602_000, 100_000);
    expect(meter.bitsPerSecond).toBe(800_000);
  });
});
