import { expect, test } from 'vitest';
import { measuredDelay } from './measured-delays.js';
import { profileFigures } from './profile-figures.js';

const factsOf = (estimate: Parameters<typeof profileFigures>[0]) =>
  profileFigures(estimate).map(({ profile, facts }) => [profile, ...facts]);
const behind = (name: 'lowest' | 'low' | 'balanced' | 'economy', at: 'bucket' | 'computer') =>
  `about ${measuredDelay(name, at)} s behind`;

test('on this computer a delay costs nothing', () => {
  expect(factsOf(null)).toEqual([
    ['lowest', behind('lowest', 'computer')],
    ['low', behind('low', 'computer')],
    ['balanced', behind('balanced', 'computer')],
    ['economy', behind('economy', 'computer')],
  ]);
});

test('at a bucket each has its writes, to the hundred, and their price where it is known', () => {
  const profiles = {
    lowest: { putsPerHour: 53_294, usdPerHour: 0.2398 },
    low: { putsPerHour: 35_294, usdPerHour: 0.1588 },
    balanced: { putsPerHour: 18_930, usdPerHour: 0.0852 },
    economy: { putsPerHour: 6_930, usdPerHour: null },
  };
  const count = (value: number) => `${new Intl.NumberFormat().format(value)} writes an hour`;
  expect(factsOf({ profiles })).toEqual([
    ['lowest', behind('lowest', 'bucket'), count(53_300), '$0.24 an hour'],
    ['low', behind('low', 'bucket'), count(35_300), '$0.16 an hour'],
    ['balanced', behind('balanced', 'bucket'), count(18_900), '$0.085 an hour'],
    ['economy', behind('economy', 'bucket'), count(6_900)],
  ]);
});
