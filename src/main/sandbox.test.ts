import { expect, test } from 'vitest';
import { isSandboxMissing } from './sandbox.js';

test.each([
  [false, 1000, false],
  [true, 1000, true],
  [true, undefined, true],
  [true, 0, false],
])('with the sandbox switched off %s for user %s: missing %s', (isSwitchedOff, uid, isMissing) => {
  expect(isSandboxMissing({ isSwitchedOff, uid })).toBe(isMissing);
});
