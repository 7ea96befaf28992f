import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, getPriority, loadavg, setPriority, totalmem } from 'node:os';
import path from 'node:path';

/** One line of a benchmark's table. */
export interface Figure {
  readonly what: string;
  /** As it is shown. */
  readonly measured: string;
  readonly budget?: string;
  /** Whether the budget is kept; where there is none, nothing. */
  readonly isKept?: boolean;
}

export interface BenchResult {
  readonly figures: readonly Figure[];
  /** Whatever else is worth keeping: raw values, versions, settings. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** True with HEADWATER_BENCH_QUICK: the shortest run that shows that the benchmark works; its figures say nothing. */
export const isQuick = process.env['HEADWATER_BENCH_QUICK'] !== undefined;

/** Runs a benchmark, prints its figures beside their budgets and writes them as JSON into HEADWATER_BENCH_OUT. */
export async function runBench(name: string, measure: () => Promise<BenchResult>): Promise<void> {
  // On a machine that others use, too: everything started from here on inherits it. Below 0 only for root.
  const nice = process.env['HEADWATER_BENCH_NICE'];
  if (nice !== undefined) setPriority(Number(nice));
  const loadBefore = loadavg();
  const startedAt = new Date();
  const { figures, details } = await measure();
  const machine = {
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryBytes: totalmem(),
    node: process.version,
    nice: getPriority(),
    loadBefore,
    loadAfter: loadavg(),
  };
  const rows = figures.map(({ what, measured, budget, isKept }) => [
    what,
    measured,
    budget ?? '',
    isKept === undefined ? '' : isKept ? 'kept' : 'NOT KEPT',
  ]);
  console.log(`\n${name}${isQuick ? ' (quick run: the figures say nothing)' : ''}`);
  console.log(table([['what', 'measured', 'budget', ''], ...rows]));
  const loads = [machine.loadBefore, machine.loadAfter].map((load) => (load[0] ?? 0).toFixed(1)).join(' → ');
  console.log(`load ${loads} on ${machine.cores} cores, Node ${machine.node}\n`);
  const folder = process.env['HEADWATER_BENCH_OUT'] ?? path.resolve('out/bench');
  mkdirSync(folder, { recursive: true });
  const report = { name, startedAt: startedAt.toISOString(), isQuick, machine, figures, details };
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}
