/** `npm test [-- suite …]`: set-up, build, then the suites stage by stage, a summary, and one line with the counts. */
import { stages } from './lib/suites.mjs';
import { SetupError, runMain, say } from './lib/say.mjs';
import { setUp } from './setup.mjs';

/** @typedef {import('./lib/suites.mjs').Counts} Counts */

function wantedStages() {
  const names = process.argv.slice(2);
  const known = stages.flat().map((suite) => suite.name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new SetupError(`Expected suites out of ${known.join(', ')}, got "${unknown}".`, 2);
  }
  return stages.map((stage) => stage.filter((suite) => names.length === 0 || names.includes(suite.name)));
}

/** @param {Counts} counts */
function describe({ passed, failed, skipped, note }) {
  const words = failed > 0 ? 'FAILED' : passed > 0 || skipped === 0 ? 'ok' : 'skipped';
  return `${words.padEnd(8)} ${passed} passed, ${failed} failed, ${skipped} skipped${note === undefined ? '' : `  (${note})`}`;
}

await runMain(async () => {
  const wanted = wantedStages();
  const suites = wanted.flat();
  await setUp({
    system: [...new Set(suites.flatMap((suite) => suite.needs))],
    welcome: [...new Set(suites.flatMap((suite) => suite.welcome ?? []))],
  });
  /** @type {{ name: string, counts: Counts }[]} */
  const results = [];
  for (const stage of wanted) {
    if (stage.length === 0) continue;
    say(`suite ${stage.map(({ name }) => name).join(' and ')} …`);
    const counted = stage.map(async ({ name, run }) => ({ name, counts: await run() }));
    results.push(...(await Promise.all(counted)));
  }
  const lines = results.map(({ name, counts }) => `  ${name.padEnd(12)} ${describe(counts)}`);
  const named = results.flatMap(({ name, counts }) => (counts.names ?? []).map((words) => `  ${name}: ${words}`));
  process.stdout.write(`\nSummary\n${[...lines, ...named].join('\n')}\n\n`);
  /** @param {'passed' | 'failed' | 'skipped'} field */
  const sum = (field) => results.reduce((total, { counts }) => total + counts[field], 0);
  process.stdout.write(`Tests: ${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`);
  return sum('failed') === 0 ? 0 : 1;
});
