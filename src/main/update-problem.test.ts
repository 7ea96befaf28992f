import { expect, test } from 'vitest';
import { updateProblem } from './update-problem.js';

const withCode = (code: string): Error => Object.assign(new Error('Expected something else'), { code });

test.each([
  ['unreachable', new Error('net::ERR_INTERNET_DISCONNECTED')],
  ['unreachable', withCode('ECONNREFUSED')],
  ['refused', Object.assign(new Error('403 Forbidden'), { statusCode: 403 })],
  ['refused', withCode('ERR_UPDATER_CHANNEL_FILE_NOT_FOUND')],
  ['damaged', withCode('ERR_CHECKSUM_MISMATCH')],
  ['damaged', withCode('ERR_UPDATER_INVALID_SIGNATURE')],
  ['disk-full', withCode('ENOSPC')],
  ['other', new Error('Expected something else')],
  ['other', 'no error at all'],
] as const)('is %s: %s', (problem, thrown) => {
  expect(updateProblem(thrown)).toBe(problem);
});
