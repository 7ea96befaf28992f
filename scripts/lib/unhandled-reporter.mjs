import { writeFileSync } from 'node:fs';

/** The file that `UnhandledReporter` writes: its name comes by the environment. */
export const unhandledReportVariable = 'HEADWATER_UNHANDLED_REPORT';

/**
 * A reporter of Vitest for what nobody waited for and failed: a run is lost by that though all of its tests passed, and Vitest's report
 * in JSON says nothing of it. Writes `{ file, message }` for each; `file`: the test file that ran, null where it is not known.
 */
class UnhandledReporter {
  /**
   * @param {unknown} _modules
   * @param {readonly { message?: string, VITEST_TEST_PATH?: string }[]} errors
   */
  onTestRunEnd(_modules, errors) {
    const target = process.env[unhandledReportVariable];
    if (target === undefined) return;
    const told = errors.map(({ message = '', VITEST_TEST_PATH: file = null }) => ({ file, message }));
    writeFileSync(target, JSON.stringify(told));
  }
}

// Vitest looks for it there
export { UnhandledReporter as default };
