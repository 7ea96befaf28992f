import { expect, it } from 'vitest';
import { count, formatBitrate, formatBytes } from './amounts.js';

it('shows amounts as people read them', () => {
  expect([0, 999, 1_000, 14_400_000, 999_600, 1_250_000_000].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1 kB',
    '14 MB',
    '1 MB',
    '1.3 GB',
  ]);
  expect([850_000, 4_520_000].map(formatBitrate)).toEqual(['850 kb/s', '4.5 Mb/s']);
  expect([count(1, 'segment'), count(2, 'segment')]).toEqual(['1 segment', '2 segments']);
});
