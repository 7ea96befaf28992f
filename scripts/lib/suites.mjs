import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findElectron } from './electron.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { runCollected } from './run-collected.mjs';
import { say } from './say.mjs';
import { unhandledReportVariable } from './unhandled-reporter.mjs';
import { filesToTryAgain, firstLine, triedAgain, vitestCounts } from './vitest-report.mjs';

/** @typedef {import('./vitest-report.mjs').Counts} Counts */
/** @typedef {{ name: string, needs: readonly string[], welcome?: readonly string[], run: () => Promise<Counts> }} Suite */

const reports = join(root, 'out', 'test');
const unhandledReporter = join(root, 'scripts', 'lib', 'unhandled-reporter.mjs');
/** @param {string} script */
const bin = (script) => join(root, 'node_modules', script);

/** @param {string} file @returns {any} */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null; // the runner died before it wrote one
  }
}

/** A fresh name for a runner's report: one left over from an earlier run must never be read. @param {string} name */
function reportFile(name) {
  mkdirSync(reports, { recursive: true });
  const file = join(reports, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/**
 * What a runner's exit status adds: one that failed without naming a test counts as one failure.
 * @param {Counts} counts @param {number | null} code
 */
function withStatus(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1, note: `ended with status ${code}` } : counts;
}

/**
 * A check that is no test (types, style): it adds to the failures only. It takes one core and runs beside a suite of tests, so
 * what it has to say comes in one piece.
 * @param {string} name @param {readonly (readonly string[])[]} commands
 * @returns {Suite}
 */
function check(name, commands) {
  return {
    name,
    needs: [],
    run: async () => {
      let failed = 0;
      for (const [script = '', ...args] of commands) {
        const { code, output } = await runCollected(process.execPath, [bin(script), ...args], { cwd: root });
        if (code === 0) continue;
        failed = 1;
        process.stdout.write(`\n${name}: ${script} ended with status ${String(code)}\n${output}\n`);
      }
      return { passed: 0, failed, skipped: 0 };
    },
  };
}

/**
 * @param {string} name @param {readonly string[]} needs
 * @param {readonly string[]} [welcome] what some of its tests use; they are skipped by name without it
 * @returns {Suite}
 */
function vitest(name, needs, welcome = []) {
  /** @param {string} reportName @param {readonly string[]} extra */
  const runOnce = async (reportName, extra) => {
    const [file, unhandledFile] = [reportFile(reportName), reportFile(`${reportName}-unhandled`)];
    const reporters = ['--reporter=default', '--reporter=json', `--reporter=${unhandledReporter}`];
    const args = ['run', '--project', name, '--passWithNoTests', ...reporters, `--outputFile.json=${file}`, ...extra];
    const env = { ...process.env, [unhandledReportVariable]: unhandledFile };
    const all = [bin('vitest/vitest.mjs'), ...args];
    const { code } = await run(process.execPath, all, { cwd: root, stdout: 'inherit', env });
    /** @type {import('./vitest-report.mjs').Unhandled[]} */
    const unhandled = readReport(unhandledFile) ?? [];
    return { code, report: readReport(file), unhandled };
  };
  return {
    name,
    needs,
    welcome,
    run: async () => {
      const first = await runOnce(name, []);
      const again = filesToTryAgain(first.report, first.unhandled);
      if (first.code === 0 || again.length === 0)
        return withStatus(vitestCounts(first.report, null, first.unhandled), first.code);
      // a file fails as a whole where a machine with too much to do cannot set it up: Vitest tries tests again, never that
      say(`suite ${name}: ${again.map((file) => relative(root, file)).join(', ')} once more, alone …`);
      const second = await runOnce(`${name}-again`, ['--maxWorkers=1', ...again]);
      return withStatus(vitestCounts(first.report, second.report, first.unhandled), second.code);
    },
  };
}

/**
 * @param {string} project @param {readonly string[]} extra
 * @param {boolean} isBeside true: something else runs meanwhile, so that its words come in one piece at the end
 */
async function runPlaywright(project, extra = [], isBeside = false) {
  const file = reportFile(project);
  const args = [
    'test',
    '-c',
    'test/e2e/playwright.config.ts',
    `--project=${project}`,
    '--pass-with-no-tests',
    ...extra,
  ];
  const node = [process.execPath, bin('@playwright/test/cli.js'), ...args];
  // Windows need a screen: a virtual one unless there is a real one.
  const needsScreen = project === 'electron' && process.platform === 'linux' && !process.env['DISPLAY'];
  const [program = '', ...rest] = needsScreen ? ['xvfb-run', '-a', '-s', '-screen 0 1280x800x24', ...node] : node;
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const { code, output } = isBeside
    ? await runCollected(program, rest, { cwd: root, env })
    : { ...(await run(program, rest, { cwd: root, env, stdout: 'inherit' })), output: '' };
  const report = readReport(file);
  return { code, output, stats: report?.stats, suites: report?.suites };
}

/** @param {string} project @param {readonly string[]} needs @param {boolean} [isBeside] @returns {Suite} */
function playwright(project, needs, isBeside) {
  return {
    name: project === 'chromium' ? 'e2e' : project,
    needs,
    run: async () => {
      const { code, output, stats, suites } = await runPlaywright(project, [], isBeside);
      process.stdout.write(output);
      const counts = {
        passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
        failed: stats?.unexpected ?? 0,
        skipped: stats?.skipped ?? 0,
        names: unsteadySpecs({ suites }),
      };
      return withStatus(stats?.flaky > 0 ? { ...counts, note: `${stats.flaky} flaky` } : counts, code);
    },
  };
}

/** The tests that failed, at last or at first. @param {any} suite @param {string} [within] @returns {string[]} */
function unsteadySpecs(suite, within = '') {
  /** @type {string[]} */
  const names = [];
  for (const { title, file, line, tests } of suite.specs ?? []) {
    for (const { status, results } of tests) {
      if (status !== 'unexpected' && status !== 'flaky') continue;
      const failed = results.find((/** @type {any} */ result) => result.status !== 'passed');
      const why = firstLine(failed?.error?.message);
      names.push(`${status === 'flaky' ? triedAgain : ''}${file}:${line}: ${within}${title}: ${why}`);
    }
  }
  for (const inner of suite.suites ?? []) {
    const outer = inner.title === inner.file ? '' : `${within}${inner.title} › `;
    names.push(...unsteadySpecs(inner, outer));
  }
  return names;
}

/** @param {any} suite @returns {number} */
function countSpecs(suite) {
  let count = suite.specs?.length ?? 0;
  for (const inner of suite.suites ?? []) count += countSpecs(inner);
  return count;
}

/** The tests in real Electron; without its program they are skipped by name. @returns {Suite} */
function electron() {
  const suite = playwright('electron', findElectron() === null ? [] : ['electron-libraries', 'xvfb'], true);
  return {
    ...suite,
    welcome: findElectron() === null ? [] : ['xdotool', 'keyring'],
    run: async () => {
      if (findElectron() !== null) return suite.run();
      const { suites } = await runPlaywright('electron', ['--list'], true);
      const skipped = countSpecs({ suites }) || 1;
      const note =
        'SKIPPED: no Electron program here. Get it with: npx install-electron (or ELECTRON_OVERRIDE_DIST_PATH)';
      say(`electron: ${note}`);
      return { passed: 0, failed: 0, skipped, note };
    },
  };
}

/** All suites, in the order in which they run: the quick ones first. Those of one stage run beside each other. */
export const stages = [
  [
    check('types', [['typescript/bin/tsc', '-b']]),
    check('lint', [
      ['eslint/bin/eslint.js', '.'],
      ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
    ]),
    vitest('unit', ['ffmpeg', 'ffprobe']),
  ],
  // these wait for programmes that run at their own speed, and leave some of the machine
  [vitest('integration', ['ffmpeg', 'ffprobe'], ['ceph', 'nginx', 'faketime']), electron()],
  // capturing a real screen takes an X server of its own; elsewhere those tests are skipped by name
  [
    playwright('chromium', [
      'ffmpeg',
      'ffprobe',
      'chromium',
      'fonts',
      ...(process.platform === 'linux' ? ['xvfb'] : []),
    ]),
  ],
];
