import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runTests } from './run-tests.js';
import { currentCommit, currentLoad, enterSoakRun } from './soak-table.js';

interface Round {
  readonly seed: number;
  readonly passed: boolean;
  readonly seconds: number;
}

/** Seeds of the soak begin here: those below are `npm test`'s own. */
const firstSeed = 1001;
/** Seeds for each run of the tests: an abort costs no more than these. */
const seedsEach = 5;

/**
 * Runs fault tests again and again with other seeds: `wanted` rounds more than the state file knows of, entered into
 * docs/benchmarks.md at the end. `files` are those of test/integration, without `.test.ts`. What is done is in the state file
 * after each round, so that an interrupted run goes on where it was. A failed round is named with its seed and does not end
 * the run. Answers how many of this run's rounds failed.
 */
export async function runSeededRounds(name: string, files: readonly string[], wanted: number): Promise<number> {
  const stateFile = path.join(process.env['HEADWATER_BENCH_OUT'] ?? 'out/soak', `${name}.json`);
  const rounds: Round[] = existsSync(stateFile) ? parseRounds(readFileSync(stateFile, 'utf8')) : [];
  const seeds: number[] = [];
  const failed: number[] = [];
  let [passedTests, allTests] = [0, 0];
  const loads = [currentLoad()];
  for (let round = 1; round <= wanted; round += 1) {
    const seed = (rounds.at(-1)?.seed ?? firstSeed - seedsEach) + seedsEach;
    process.stderr.write(`${name}: round ${round} of ${wanted}, seeds ${seed} to ${seed + seedsEach - 1}\n`);
    const env = { HEADWATER_FAULT_SEED: String(seed), HEADWATER_FAULT_SEEDS: String(seedsEach) };
    const counts = await runTests({ files, env });
    seeds.push(seed);
    if (counts.failed > 0) failed.push(seed);
    passedTests += counts.passed;
    allTests += counts.passed + counts.failed;
    rounds.push({ seed, passed: counts.failed === 0, seconds: counts.seconds });
    writeFileSync(stateFile, `${JSON.stringify({ seedsEach, rounds }, null, 2)}\n`);
  }
  loads.push(currentLoad());
  const bad = failed.length === 0 ? '' : `; failed: the rounds from seed ${failed.join(', ')}`;
  enterSoakRun(
    `\`${name} ${wanted}\` at ${currentCommit()}, seeds ${seeds.join(', ')} (${seedsEach} each), load ${loads.join('→')}`,
    `${passedTests} of ${allTests}${bad}`,
  );
  process.stdout.write(`${name}: ${passedTests} of ${allTests} tests in ${wanted} rounds${bad}\n`);
  return failed.length;
}

/** The wanted number of rounds from the command line. Throws a RangeError. */
export function roundsWanted(argument: string | undefined): number {
  const wanted = Number(argument ?? 1);
  if (Number.isInteger(wanted) && wanted > 0) return wanted;
  throw new RangeError(`Expected a number of rounds from 1 on, got ${String(argument)}`);
}

function parseRounds(text: string): Round[] {
  const state: unknown = JSON.parse(text);
  if (typeof state !== 'object' || state === null || !('rounds' in state) || !Array.isArray(state.rounds)) return [];
  return state.rounds.filter(
    (round: unknown): round is Round => typeof round === 'object' && round !== null && 'seed' in round,
  );
}
