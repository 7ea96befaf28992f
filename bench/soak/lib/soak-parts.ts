import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { runTests, type TestCounts } from './run-tests.js';
import { currentCommit, currentLoad, enterSoakRun } from './soak-table.js';

/** One piece of a soak run: a test file, or some of its tests. */
export interface SoakPart {
  readonly name: string;
  /** Of test/integration, without `.test.ts`. */
  readonly file: string;
  /** A regular expression on the tests' names: these alone. `{seed}` stands for the part's seed. */
  readonly only?: string;
  /** It is run with so many seeds, one after the other; 1 unless told. */
  readonly seeds?: number;
}

const doneSchema = z.object({
  name: z.string(),
  seed: z.number(),
  passed: z.number(),
  failed: z.number(),
  skipped: z.number(),
  seconds: z.number(),
  commit: z.string(),
  load: z.string(),
  figures: z.array(z.string()).readonly().default([]),
});
type Done = z.infer<typeof doneSchema>;
/** `done`: parts of the run with this first seed. A run that is over is in the table of docs/benchmarks.md. */
const stateSchema = z.object({ seed: z.number(), done: z.array(doneSchema) });
type State = z.infer<typeof stateSchema>;

/** Seeds of the soak begin here: those below are `npm test`'s own. */
const firstSeed = 1001;
/** From one run to the next. */
const seedStep = 10;

/**
 * Runs the parts one after the other, each in a process of its own, and enters the run into docs/benchmarks.md. What is done
 * is in the state file after each part: an interrupted run goes on where it was. The next run has other seeds. `named`: these
 * parts alone, whatever the state says, with the seeds of the run at hand. Answers how many parts failed.
 */
export async function runSoakParts(
  name: string,
  parts: readonly SoakPart[],
  options: { readonly named: readonly string[]; readonly testTimeoutMs: number },
): Promise<number> {
  const unknown = options.named.find((each) => !parts.some((part) => part.name === each));
  if (unknown !== undefined) {
    throw new RangeError(`Expected parts out of ${parts.map((part) => part.name).join(', ')}, got "${unknown}"`);
  }
  const file = path.join(process.env['HEADWATER_BENCH_OUT'] ?? 'out/soak', `${name}.json`);
  const isWhole = options.named.length === 0;
  const state = readState(file);
  const known = isWhole ? state.done : [];
  const done: Done[] = [];
  for (const part of parts) {
    if (!isWhole && !options.named.includes(part.name)) continue;
    for (let seed = state.seed; seed < state.seed + (part.seeds ?? 1); seed += 1) {
      const before = known.find((each) => each.name === part.name && each.seed === seed);
      const result = before ?? (await runPart(part, seed, options.testTimeoutMs));
      done.push(result);
      say(`${name}: ${describe(result)}${before === undefined ? '' : ' (done before)'}`);
      if (isWhole) writeFileSync(file, `${JSON.stringify({ seed: state.seed, done }, null, 2)}\n`);
    }
  }
  const run = [name, ...options.named].join(' ');
  const result = resultOf(done);
  enterSoakRun(`\`${run}\` at ${commitsOf(done)}, seeds from ${state.seed}, load ${loadsOf(done)}`, result);
  say(`${run}: ${result}`);
  if (isWhole) writeFileSync(file, `${JSON.stringify({ seed: state.seed + seedStep, done: [] }, null, 2)}\n`);
  return done.filter(({ failed }) => failed > 0).length;
}

function readState(file: string): State {
  const found = existsSync(file) ? stateSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  return found?.success === true ? found.data : { seed: firstSeed, done: [] };
}

async function runPart(part: SoakPart, seed: number, testTimeoutMs: number): Promise<Done> {
  const { name, file, only } = part;
  const [commit, load] = [currentCommit(), currentLoad()];
  const counts: TestCounts = await runTests({
    files: [file],
    ...(only === undefined ? {} : { only: only.replaceAll('{seed}', String(seed)) }),
    env: { HEADWATER_FAULT_SEED: String(seed), HEADWATER_FAULT_SEEDS: '1' },
    testTimeoutMs,
  });
  return { name, seed, ...counts, commit, load };
}

function describe({ name, seed, passed, failed, skipped, seconds, figures }: Done): string {
  const outcome = failed > 0 ? 'FAILED' : passed === 0 ? 'SKIPPED' : 'passed';
  const told = [`${passed} of ${passed + failed + skipped} tests`, `${seconds} s`, ...figures].join(', ');
  return `${name}, seed ${seed}: ${outcome}, ${told}`;
}

function resultOf(done: readonly Done[]): string {
  const sum = (of: (each: Done) => number): number => done.reduce((total, each) => total + of(each), 0);
  const named = (isMeant: (each: Done) => boolean): string =>
    done.flatMap((each) => (isMeant(each) ? [`${each.name} ${each.seed}`] : [])).join(', ');
  const failed = named((each) => each.failed > 0);
  const skipped = named((each) => each.skipped > 0);
  const tests = sum(({ passed, failed: bad }) => passed + bad);
  const minutes = Math.round(sum(({ seconds }) => seconds) / 60);
  return [
    `${sum(({ passed }) => passed)} of ${tests} tests in ${done.length} parts, ${minutes} min`,
    ...(failed === '' ? [] : [`failed: ${failed}`]),
    ...(skipped === '' ? [] : [`skipped here: ${skipped}`]),
    ...done.flatMap((each) => each.figures.map((figure) => `${each.name} ${each.seed}: ${figure}`)),
  ].join('; ');
}

const commitsOf = (done: readonly Done[]): string => [...new Set(done.map(({ commit }) => commit))].join(', ');

function loadsOf(done: readonly Done[]): string {
  const loads = done.map(({ load }) => Number(load));
  return `${Math.min(...loads)}–${Math.max(...loads)}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
