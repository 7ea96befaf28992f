import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockText, countdownText } from './time-text.js';

const base = { spanSeconds: 3661, endsAtMs: null, endText: '' };

test('a countdown shows its span until it is started, then what is left, then its end', () => {
  expect(countdownText(base, 0)).toBe('1:01:01');
  expect(countdownText({ ...base, endsAtMs: 245_000 }, 0)).toBe('4:05');
  expect(countdownText({ ...base, endsAtMs: 245_000 }, 244_001)).toBe('0:01');
  expect(countdownText({ ...base, endsAtMs: 245_000 }, 245_000)).toBe('0:00');
  expect(countdownText({ ...base, endsAtMs: 245_000, endText: 'Now' }, 300_000)).toBe('Now');
});

test('a countdown never goes back', () => {
  const seconds = (text: string) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4e8 }), fc.integer({ min: 0, max: 4e8 }), (endsAtMs, now) => {
      const [before, after] = [now, now + 700].map((at) => seconds(countdownText({ ...base, endsAtMs }, at)));
      expect((before ?? 0) - (after ?? 0)).toBeGreaterThanOrEqual(0);
      expect((before ?? 0) - (after ?? 0)).toBeLessThanOrEqual(1);
    }),
  );
});

test('the time of day in each form', () => {
  const now = new Date(2026, 0, 5, 15, 4, 9).getTime();
  expect(clockText('24h', now)).toBe('15:04');
  expect(clockText('24h-seconds', now)).toBe('15:04:09');
  expect(clockText('12h', now)).toBe('3:04 pm');
  expect(clockText('date', now)).toContain('5 January 2026');
});
