import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './root.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number, note?: string, names?: string[] }} Counts `names`: the tests that failed or had to be tried again */

export const triedAgain = 'passed when tried again: ';
/** More than this is no bad luck. */
const filesAtMost = 4;

/** @param {string | undefined} text */
export function firstLine(text) {
  return (
    stripVTControlCharacters(text ?? '')
      .trim()
      .split('\n', 1)[0] ?? ''
  );
}

/** @param {any} report @returns {any[]} */
function filesOf(report) {
  return report?.testResults ?? [];
}

/** @param {any} file @returns {string[]} What to say of a file's tests that failed, at last or at first. */
function unsteady({ name, assertionResults, status, message }) {
  const file = relative(root, name);
  // one that passed has messages of the try before
  const tests = assertionResults.filter((/** @type {any} */ test) => test.failureMessages?.length > 0);
  const names = tests.map(
    (/** @type {any} */ { fullName, failureMessages, status: how }) =>
      `${how === 'passed' ? triedAgain : ''}${file}: ${fullName}: ${firstLine(failureMessages[0])}`,
  );
  const isNamed = assertionResults.some((/** @type {any} */ test) => test.status === 'failed');
  return status === 'failed' && !isNamed ? [...names, `${file}: ${firstLine(message)}`] : names;
}

/** @typedef {{ file: string | null, message: string }} Unhandled what failed and nobody waited for; `file`: the test file that ran */

/**
 * The files of a run that are worth a second try alone: those that failed, or in which something failed that nobody waited for, unless
 * so many did that something is broken, or nobody knows in which.
 * @param {any} report Vitest's report in JSON, null where it wrote none
 * @param {readonly Unhandled[]} [unhandled]
 * @returns {string[]}
 */
export function filesToTryAgain(report, unhandled = []) {
  const failed = filesOf(report).filter(({ status }) => status === 'failed');
  const files = [...new Set([...failed.map(({ name }) => name), ...unhandled.map(({ file }) => file)])];
  return files.length > filesAtMost || files.includes(null) ? [] : files;
}

/**
 * What to say of a run and, where some files had a second try, of that: the second try's tests count in place of the first's.
 * @param {any} first Vitest's report in JSON @param {any} [second]
 * @param {readonly Unhandled[]} [unhandled] of the first
 * @returns {Counts}
 */
export function vitestCounts(first, second = null, unhandled = []) {
  const after = new Map(filesOf(second).map((file) => [file.name, file]));
  const names = unhandled.map(({ file, message }) => {
    const words = `${file === null ? 'somewhere' : relative(root, file)}: nobody waited for: ${firstLine(message)}`;
    return after.get(file)?.status === 'passed' ? again(words) : words;
  });
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const before of filesOf(first)) {
    const file = after.get(before.name) ?? before;
    const isMended = file !== before && file.status !== 'failed';
    names.push(...(isMended ? unsteady(before).map((words) => again(words)) : unsteady(file)));
    for (const { status } of file.assertionResults) {
      counts[status === 'passed' ? 'passed' : status === 'failed' ? 'failed' : 'skipped']++;
    }
  }
  const flaky = names.filter((words) => words.startsWith(triedAgain)).length;
  return { ...counts, names, ...(flaky > 0 ? { note: `${String(flaky)} flaky` } : {}) };
}

/** @param {string} words */
function again(words) {
  return words.startsWith(triedAgain) ? words : triedAgain + words;
}
