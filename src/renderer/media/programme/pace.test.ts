import { expect, test } from 'vitest';
import { Pace } from './pace.js';

test('each tick is looked at until nothing has changed for a second, then four in one; a change brings back each', () => {
  const pace = new Pace(0);
  expect(pace.nextInMs(999, 12)).toBe(12);
  expect(pace.isResting(999)).toBe(false);
  expect(pace.nextInMs(1_000, 12)).toBe(250);
  pace.changed(1_500);
  expect(pace.isResting(1_500)).toBe(false);
  expect(pace.nextInMs(1_500, 0)).toBe(0);
  expect(pace.isResting(2_500)).toBe(true);
});
