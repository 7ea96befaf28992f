import { expect, test } from 'vitest';
import { loadFailure } from './load-failure.js';

test.each([
  [-3, null],
  [-20, 'blocked'],
  [-312, 'blocked'],
  [-202, 'certificate'],
  [-200, 'certificate'],
  [-102, 'unreachable'],
  [-105, 'unreachable'],
  [-324, 'unreachable'],
])('%d is %s', (code, why) => {
  expect(loadFailure(code)).toBe(why);
});
