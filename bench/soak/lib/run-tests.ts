import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** How a run of tests came out. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  /** Left out because this computer lacks something (their names say what). Those that nobody asked for are not counted. */
  readonly skipped: number;
  readonly seconds: number;
  /** What tests have measured (test/integration/support/soak-figures.ts), in words. */
  readonly figures: readonly string[];
}

export interface TestRun {
  /** Of test/integration, without `.test.ts`. */
  readonly files: readonly string[];
  /** A regular expression on the tests' names: these alone. */
  readonly only?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** For tests that take longer in a soak run than vitest.config.ts allows. */
  readonly testTimeoutMs?: number;
}

/** Runs integration tests in a process of their own. A runner that dies counts as one failure. */
export async function runTests({ files, only, env = {}, testTimeoutMs }: TestRun): Promise<TestCounts> {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-soak-'));
  const report = path.join(folder, 'report.json');
  const figures = path.join(folder, 'figures');
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'integration', '--no-file-parallelism'];
  args.push('--reporter=default', '--reporter=json', `--outputFile.json=${report}`);
  if (only !== undefined) args.push(`--testNamePattern=${only}`);
  if (testTimeoutMs !== undefined) args.push(`--testTimeout=${testTimeoutMs}`);
  args.push(...files.map((file) => `test/integration/${file}.test.ts`));
  const startMs = performance.now();
  try {
    const code = await run(args, { ...process.env, HEADWATER_SOAK_FIGURES: figures, ...env });
    const counts = countsOf(report);
    const failed = counts.failed === 0 && (code !== 0 || counts.passed + counts.skipped === 0) ? 1 : counts.failed;
    const seconds = Math.round((performance.now() - startMs) / 1000);
    return { ...counts, failed, seconds, figures: readLines(figures) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function readLines(file: string): string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

interface Assertion {
  readonly status: string;
  readonly fullName: string;
}

function countsOf(report: string): { passed: number; failed: number; skipped: number } {
  const tests = readAssertions(report);
  const count = (isCounted: (test: Assertion) => boolean): number => tests.filter(isCounted).length;
  return {
    passed: count(({ status }) => status === 'passed'),
    failed: count(({ status }) => status === 'failed'),
    skipped: count(({ status, fullName }) => !/passed|failed/.test(status) && fullName.includes('SKIPPED')),
  };
}

function readAssertions(report: string): Assertion[] {
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
      testResults: { assertionResults: Assertion[] }[];
    };
    return testResults.flatMap(({ assertionResults }) => assertionResults);
  } catch {
    return []; // the runner died before it wrote one
  }
}
