import fc from 'fast-check';
import { expect, it } from 'vitest';
import { settingsPatchSchema } from '../../../shared/settings.js';
import { amountOf, limitWords, modeOf, retentionFrom } from './retention-draft.js';

const all = { maxAgeDays: null, maxBytes: null };

it('offers a month and 50 GB where no limit holds', () => {
  expect([modeOf(all), amountOf(all, 'days'), amountOf(all, 'size')]).toEqual(['all', '30', '50']);
});

it('keeps what is typed, and shows it again', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('days' as const, 'size' as const),
      fc.integer({ min: 1, max: 36_500 }),
      (mode, amount) => {
        const retention = retentionFrom(mode, ` ${amount} `);
        if (retention === null) throw new Error('Expected limits');
        expect(settingsPatchSchema.safeParse({ publish: { retention } }).success).toBe(true);
        expect([modeOf(retention), amountOf(retention, mode)]).toEqual([mode, String(amount)]);
      },
    ),
  );
});

it.each(['', '0', '-1', '1.5', '1e3', 'a month', '36501', '99999999'])('takes %j for no number of days', (text) => {
  expect(retentionFrom('days', text)).toBeNull();
});

it('shows a size below one GB that was set elsewhere as one', () => {
  expect(amountOf({ maxAgeDays: null, maxBytes: 5 }, 'size')).toBe('1');
});

it('says one day as people do', () => {
  expect([limitWords('days', '1'), limitWords('days', '14'), limitWords('size', '1')]).toEqual([
    '1 day',
    '14 days',
    '1 GB',
  ]);
});
