import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { run, runForeground } from './run.mjs';
import { SetupError, say } from './say.mjs';
import { setUp } from '../setup.mjs';

/** @param {string} folder */
function namesIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder))
    .filter((file) => /^[a-z0-9-]+\.ts$/.test(file) && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -3))
    .sort();
}

/**
 * Builds `<folder>/<name>.ts` into out/ and runs it in a process of its own. The script gets the folder for its JSON in
 * HEADWATER_BENCH_OUT and everything after its name as arguments.
 * @param {string} folder @param {string} name @param {string} outFolder @param {readonly string[]} args
 */
async function buildAndRun(folder, name, outFolder, args) {
  const built = join(root, 'out', `${folder.replace('/', '-')}-built`, name);
  const options = ['--ssr', `${folder}/${name}.ts`, '--outDir', built, '--emptyOutDir', '--logLevel', 'warn'];
  const vite = [join(root, 'node_modules/vite/bin/vite.js'), 'build', '-c', 'vite.bench.config.ts', ...options];
  const { code } = await run(process.execPath, vite, { cwd: root });
  if (code !== 0) throw new SetupError(`building ${folder}/${name}.ts failed (the reason is above).`);
  const out = join(root, 'out', outFolder);
  mkdirSync(out, { recursive: true });
  return runForeground(process.execPath, [join(built, `${name}.mjs`), ...args], {
    cwd: root,
    env: { ...process.env, HEADWATER_BENCH_OUT: out },
  });
}

/**
 * `npm run bench [-- name …]` and `npm run soak -- name [args]`.
 * @param {{ folder: string, outFolder: string, system: readonly string[], welcome?: readonly string[], all: boolean }} kind
 *   `all`: without a name all are run, one after the other; else a name is needed and the rest are its arguments.
 */
export async function runBenches({ folder, outFolder, system, welcome = [], all }) {
  const known = namesIn(folder);
  const [first, ...rest] = process.argv.slice(2);
  const names = all ? process.argv.slice(2) : first === undefined ? [] : [first];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined || (!all && names.length === 0)) {
    const got = unknown === undefined ? 'no name' : `"${unknown}"`;
    throw new SetupError(`Expected a name out of ${known.join(', ') || '(none yet)'}, got ${got}.`, 2);
  }
  await setUp({ system, welcome });
  let status = 0;
  for (const name of names.length === 0 ? known : names) {
    say(`${folder}/${name} …`);
    const code = await buildAndRun(folder, name, outFolder, all ? [] : rest);
    if (code !== 0) status = code;
  }
  return status;
}
