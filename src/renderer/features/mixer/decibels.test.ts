import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faderGain, faderPosition, formatDb, leastDb, meterPosition, parseDb } from './decibels.js';

const gain = fc.integer({ min: -600, max: 240 }).map((tenths) => tenths / 10);

test('a fader goes to a volume and back', () => {
  fc.assert(fc.property(gain, (db) => void expect(faderGain(faderPosition(db, 24), 24)).toBeCloseTo(db, 1)));
  expect([faderGain(0, 24), faderGain(1, 24), faderGain(1, 12), faderGain(-3, 24)]).toEqual([leastDb, 24, 12, leastDb]);
});

test('more of the travel belongs to the volumes that are used', () => {
  expect(faderPosition(0, 24) - faderPosition(-10, 24)).toBeGreaterThan(
    faderPosition(-40, 24) - faderPosition(-50, 24),
  );
});

test('a meter grows with its level, by the corners of IEC 60268-18', () => {
  expect([-Infinity, NaN, -80, -60, -20, -10, 0, 6].map(meterPosition)).toEqual([0, 0, 0, 0.025, 0.5, 0.75, 1, 1]);
  fc.assert(
    fc.property(
      fc.double({ min: -90, max: 6, noNaN: true }),
      fc.double({ min: 0, max: 6, noNaN: true }),
      (db, more) => void expect(meterPosition(db + more)).toBeGreaterThanOrEqual(meterPosition(db)),
    ),
  );
});

test('what is written is read again', () => {
  fc.assert(fc.property(gain, (db) => void expect(parseDb(formatDb(db))).toBeCloseTo(db, 6)));
  expect(['-3,5', ' +6 dB', '−12.04', '', 'loud', '1e3', '--3', '.5'].map(parseDb)).toEqual([
    -3.5,
    6,
    -12,
    null,
    null,
    null,
    null,
    null,
  ]);
  expect([formatDb(-0.04), formatDb(-Infinity), formatDb(6)]).toEqual(['0', '−∞', '+6']);
});
