import { expect, test } from 'vitest';
import type { MeterReading } from '../../studio-media.js';
import { PacedMeter } from './paced-meter.js';

test('tells 30 readings a second while something is heard, and silence once', () => {
  const readings: MeterReading[] = [];
  const meter = new PacedMeter(48_000, (reading) => readings.push(reading));
  const play = (seconds: number, level: number) => {
    const block = new Float32Array(128).fill(level);
    for (let frame = 0; frame < seconds * 48_000; frame += 128) meter.add(block, block);
  };
  play(10, 0);
  expect(readings.length).toBe(1);
  play(2, 0.5);
  expect(readings.length).toBe(61);
  play(20, 0);
  expect(readings.length).toBeLessThan(61 + 6 * 30);
  expect(readings.at(-1)?.peakDb).toEqual([-Infinity, -Infinity]);
});
