import { runTests } from './lib/run-tests.js';
import { currentCommit, currentLoad, enterSoakRun } from './lib/soak-table.js';

/**
 * `npm run soak -- fidelity [seconds]`: the test of the whole ladder (test/integration/fidelity.test.ts) with a longer
 * programme, a minute unless told. The status is the test's.
 */
const seconds = Number(process.argv[2] ?? 60);
if (!Number.isInteger(seconds) || seconds < 10) throw new RangeError('Expected a whole number of seconds from 10 on');
const load = currentLoad();
const { passed, failed } = await runTests({
  files: ['fidelity'],
  env: { HEADWATER_FIDELITY_SECONDS: String(seconds) },
});
enterSoakRun(
  `\`fidelity ${seconds}\` at ${currentCommit()}, load ${load}→${currentLoad()}`,
  `${passed} of ${passed + failed}`,
);
process.exitCode = failed === 0 ? 0 : 1;
