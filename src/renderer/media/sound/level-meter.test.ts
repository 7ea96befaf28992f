import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gainOf } from './decibels.js';
import { LevelMeter } from './level-meter.js';

const rate = 48_000;

function tone(amplitude: number, hertz: number, frames: number, from = 0): Float32Array {
  return Float32Array.from(
    { length: frames },
    (_, n) => amplitude * Math.sin((2 * Math.PI * hertz * (from + n)) / rate),
  );
}

/** Feeds it as a worklet does, and reads 30 times a second. */
function play(meter: LevelMeter, left: Float32Array, right: Float32Array) {
  let reading = meter.read();
  for (let at = 0; at + 1600 <= left.length; at += 1600) {
    for (let part = at; part < at + 1600; part += 64)
      meter.add(left.subarray(part, part + 64), right.subarray(part, part + 64));
    reading = meter.read();
  }
  return reading;
}

test('a tone at −20 dBFS reads −20 by its peak and by its RMS, each channel for itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: 40, max: 12_000 }), fc.integer({ min: -60, max: -1 }), (hertz, db) => {
      const reading = play(new LevelMeter(rate), tone(0.1, hertz, rate), tone(gainOf(db), hertz, rate));
      for (const value of [reading.peakDb[0], reading.rmsDb[0]]) expect(Math.abs(value + 20)).toBeLessThan(0.5);
      for (const value of [reading.peakDb[1], reading.rmsDb[1]]) expect(Math.abs(value - db)).toBeLessThan(0.5);
      expect(reading.hasClipped).toBe(false);
    }),
    { numRuns: 20 },
  );
});

test('silence is −Infinity; after a tone the peak falls, is held for 1.5 s, and is gone in the end', () => {
  const meter = new LevelMeter(rate);
  const silence = (seconds: number) => new Float32Array(rate * seconds);
  expect(play(meter, silence(1), silence(1))).toEqual({
    peakDb: [-Infinity, -Infinity],
    rmsDb: [-Infinity, -Infinity],
    heldDb: [-Infinity, -Infinity],
    hasClipped: false,
  });
  play(meter, tone(0.5, 1000, rate), silence(1));
  const soon = play(meter, silence(1), silence(1));
  expect(soon.peakDb[0]).toBeCloseTo(-6.02 - 24, 0);
  expect(soon.heldDb[0]).toBeCloseTo(-6.02, 1);
  expect(soon.heldDb[1]).toBe(-Infinity);
  expect(play(meter, silence(1), silence(1)).heldDb[0]).toBe(-Infinity);
  const late = play(meter, silence(4), silence(4));
  expect([late.peakDb[0], late.rmsDb[0]]).toEqual([-Infinity, -Infinity]);
});

test('the clip mark stands for 3 s; a sample that is not a number breaks nothing', () => {
  const meter = new LevelMeter(rate);
  const block = new Float32Array(1600);
  block[7] = -1;
  expect(play(meter, block, new Float32Array(1600)).hasClipped).toBe(true);
  expect(play(meter, new Float32Array(rate * 2), new Float32Array(rate * 2)).hasClipped).toBe(true);
  expect(play(meter, new Float32Array(rate * 2), new Float32Array(rate * 2)).hasClipped).toBe(false);
  play(meter, new Float32Array(1600).fill(NaN), new Float32Array(1600));
  const reading = play(meter, tone(0.1, 440, rate), tone(0.1, 440, rate));
  expect(reading.rmsDb[0]).toBeCloseTo(-20, 1);
});
