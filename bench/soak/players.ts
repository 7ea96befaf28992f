import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { currentCommit, currentLoad, enterSoakRun } from './lib/soak-table.js';

/**
 * `npm run soak -- players [seconds]`: players of others side by side on one broadcast (test/e2e/other-players.spec.ts), five
 * minutes unless told. The status is the test's.
 */
const seconds = Number(process.argv[2] ?? 300);
if (!Number.isInteger(seconds) || seconds < 8) throw new RangeError('Expected a whole number of seconds from 8 on');
const report = path.resolve(process.env['HEADWATER_BENCH_OUT'] ?? 'out/soak', 'players.json');
rmSync(report, { force: true });
const load = currentLoad();
const args = ['node_modules/@playwright/test/cli.js', 'test', '-c', 'test/e2e/playwright.config.ts'];
const child = spawn(
  process.execPath,
  [...args, '--project=chromium', '--retries=0', '--reporter=line,json', 'test/e2e/other-players.spec.ts'],
  {
    stdio: 'inherit',
    env: { ...process.env, SOAK_PLAYER_SECONDS: String(seconds), PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  },
);
const code = await new Promise<number>((resolve, reject) => {
  child.once('error', reject);
  child.once('close', (status) => resolve(status ?? 1));
});
const { passed, failed } = countsIn(report);
enterSoakRun(
  `\`players ${seconds}\` at ${currentCommit()}, load ${load}→${currentLoad()}`,
  `${passed} of ${passed + failed}`,
);
process.exitCode = code;

/** A runner that died before it wrote its report has failed. */
function countsIn(file: string): { readonly passed: number; readonly failed: number } {
  const read: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  const { stats } = (read ?? {}) as { stats?: { expected: number; unexpected: number } };
  return stats === undefined ? { passed: 0, failed: 1 } : { passed: stats.expected, failed: stats.unexpected };
}
