import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBitrate, formatBytes, formatDuration, formatMoney, formatNumber, formatSpan } from './format.js';

test('durations', () => {
  expect([0, 7.9, 754, 3723, null].map(formatDuration)).toEqual(['0:00', '0:07', '12:34', '1:02:03', '–']);
});

test('spans', () => {
  expect([0, 45, 720, 3600, 11_400].map(formatSpan)).toEqual(['0 s', '45 s', '12 min', '1 h', '3 h 10 min']);
});

test('bytes and bitrates', () => {
  expect([0, 999, 999.6, 1240000000, null].map(formatBytes)).toEqual(['0 B', '999 B', '1 kB', '1.24 GB', '–']);
  expect([850_000, 4_523_000].map(formatBitrate)).toEqual(['850 kb/s', '4.52 Mb/s']);
  expect(formatNumber(29.97)).toBe('30');
});

test('money', () => {
  expect([0, 0.0004, 0.0231, 0.1, 12.345, null].map(formatMoney)).toEqual([
    '$0.00',
    'less than $0.001',
    '$0.023',
    '$0.10',
    '$12.35',
    '–',
  ]);
});

test('any number of bytes has at most three figures and reads back to within half a percent', () => {
  const factor = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15 };
  fc.assert(
    fc.property(fc.double({ min: 1, max: 9e17, noNaN: true }), (bytes) => {
      const [figure = '', unit = ''] = formatBytes(bytes).split(' ');
      expect(figure.replace('.', '').length).toBeLessThanOrEqual(3);
      const back = Number(figure) * (factor[unit as keyof typeof factor] ?? 0);
      expect(Math.abs(back - bytes)).toBeLessThanOrEqual(Math.max(0.5, bytes * 0.0051));
    }),
  );
});
