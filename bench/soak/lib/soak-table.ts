import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';

const file = 'docs/benchmarks.md';
const heading = '## Soak runs';

/** Appends a run to the table of soak runs in docs/benchmarks.md, dated today. Texts are Markdown. */
export function enterSoakRun(run: string, result: string): void {
  const lines = readFileSync(file, 'utf8').split('\n');
  const from = lines.indexOf(heading);
  const last = lines.findLastIndex((line, index) => index > from && line.startsWith('|'));
  if (from < 0 || last < 0) throw new Error(`Expected a table below "${heading}" in ${file}`);
  const cells = [new Date().toISOString().slice(0, 10), run, result].map((text) => text.replaceAll('|', '\\|'));
  lines.splice(last + 1, 0, `| ${cells.join(' | ')} |`);
  writeFileSync(file, lines.join('\n'));
}

/** Which code ran: a short commit, with a plus where files differ from it. */
export function currentCommit(): string {
  try {
    const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--', 'src', 'test') === '' ? '' : '+'}`;
  } catch {
    return 'no commit'; // a copy without its history
  }
}

/** The load of the last minute, as the table has it. */
export const currentLoad = (): string => (os.loadavg()[0] ?? 0).toFixed(1);
