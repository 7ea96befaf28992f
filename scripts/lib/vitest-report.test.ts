import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './root.mjs';
import { filesToTryAgain, vitestCounts } from './vitest-report.mjs';

const at = (name: string): string => path.join(root, name);
const passed = (fullName: string, ...failureMessages: string[]): object => ({
  fullName,
  status: 'passed',
  failureMessages,
});
const failed = (fullName: string, message: string): object => ({
  fullName,
  status: 'failed',
  failureMessages: [message],
});
const skipped = (fullName: string): object => ({ fullName, status: 'skipped', failureMessages: [] });
const file = (name: string, status: string, tests: object[], message = ''): object => ({
  name: at(name),
  status,
  message,
  assertionResults: tests,
});

const first = {
  testResults: [
    file('a.test.ts', 'passed', [passed('one'), passed('two', 'slow\nat line 3')]),
    file('b.test.ts', 'failed', [skipped('three'), skipped('four')], 'Expected a set-up\nat line 9'),
    file('c.test.ts', 'failed', [failed('five', 'Expected 5'), passed('six')]),
  ],
};

test('a run without a second try is told as it was', () => {
  expect(vitestCounts(first)).toEqual({
    passed: 3,
    failed: 1,
    skipped: 2,
    note: '1 flaky',
    names: [
      'passed when tried again: a.test.ts: two: slow',
      'b.test.ts: Expected a set-up',
      'c.test.ts: five: Expected 5',
    ],
  });
  expect(filesToTryAgain(first)).toEqual([at('b.test.ts'), at('c.test.ts')]);
});

test('what passed at a second try is counted as that, and named; what failed again is a failure', () => {
  const second = {
    testResults: [
      file('b.test.ts', 'passed', [passed('three'), passed('four')]),
      file('c.test.ts', 'failed', [failed('five', 'Expected 5 again'), passed('six')]),
    ],
  };
  expect(vitestCounts(first, second)).toEqual({
    passed: 5,
    failed: 1,
    skipped: 0,
    note: '2 flaky',
    names: [
      'passed when tried again: a.test.ts: two: slow',
      'passed when tried again: b.test.ts: Expected a set-up',
      'c.test.ts: five: Expected 5 again',
    ],
  });
});

test('nothing is tried again where much is broken, or where nobody wrote a report', () => {
  const broken = Array.from({ length: 5 }, (_, index) => file(`${String(index)}.test.ts`, 'failed', []));
  expect(filesToTryAgain({ testResults: broken })).toEqual([]);
  expect(filesToTryAgain(null)).toEqual([]);
  expect(vitestCounts(null)).toEqual({ passed: 0, failed: 0, skipped: 0, names: [] });
});

test('a file in which something failed that nobody waited for has a second try, too', () => {
  const lost = { testResults: [file('a.test.ts', 'passed', [passed('one')])] };
  const unhandled = [{ file: at('a.test.ts'), message: 'Expected an answer\nat line 1' }];
  expect(filesToTryAgain(lost, unhandled)).toEqual([at('a.test.ts')]);
  expect(filesToTryAgain(lost, [...unhandled, { file: null, message: '' }])).toEqual([]);
  expect(vitestCounts(lost, lost, unhandled)).toEqual({
    passed: 1,
    failed: 0,
    skipped: 0,
    note: '1 flaky',
    names: ['passed when tried again: a.test.ts: nobody waited for: Expected an answer'],
  });
  expect(vitestCounts(lost, null, unhandled).names).toEqual(['a.test.ts: nobody waited for: Expected an answer']);
});
