import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkAt, readTimeParam } from './time-param.js';

describe('readTimeParam', () => {
  it.each([
    ['?t=754', 754],
    ['?t=754s', 754],
    ['?t=1h2m3s', 3723],
    ['?t=12m', 720],
    ['?a=1&t=90m5', 5405],
    ['?t=0', 0],
  ])('reads %s', (search, seconds) => expect(readTimeParam(search)).toBe(seconds));

  it.each([
    '',
    '?t=',
    '?t=-5',
    '?t=1e9',
    '?t=NaN',
    '?t=99999999',
    '?t=3m2h',
    '?t=5x',
    '?t=%3Cscript%3E',
    '?t=1:02',
    '?t=0x10',
    '?t=%00',
  ])('takes %s for none', (search) => expect(readTimeParam(search)).toBeNull());

  it('answers with seconds or null for anything at all', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('t', '=', '&', '%', '1', '9', 'h', 'm', 's', '-', '.') }),
        (search) => {
          const seconds = readTimeParam(`?t=${search}`);
          expect(seconds === null || (Number.isInteger(seconds) && seconds >= 0 && seconds <= 3_600_000)).toBe(true);
        },
      ),
    );
  });

  it('reads what linkAt wrote, below any prefix', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_600_000 }), (seconds) => {
        const link = linkAt('https://x.example/a%20b/index.html?t=4&u=1#h', seconds + 0.7);
        expect(link).toBe(`https://x.example/a%20b/index.html?t=${seconds}`);
        expect(readTimeParam(new URL(link).search)).toBe(seconds);
      }),
    );
  });
});
