import { expect, test } from 'vitest';
import { OneTimeNames } from './one-time-names.js';

test('a name works once, and only in time', () => {
  const names = new OneTimeNames<string>(1_000);
  const [first, second, third] = ['a', 'b', 'c'].map((grant) => names.mint(grant, 0));
  expect(new Set([first, second, third]).size).toBe(3);
  expect(first).toMatch(/^[0-9a-f]{48}$/);
  expect(names.spend(first ?? '', 999)).toBe('a');
  expect(names.spend(first ?? '', 999)).toBeNull();
  expect(names.spend(second ?? '', 1_000)).toBeNull();
  names.sweep(1_000);
  expect(names.spend(third ?? '', 0)).toBeNull();
  expect(names.spend('', 0)).toBeNull();
});
