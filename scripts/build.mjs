/**
 * Builds out/ (`npm run build`). Each target is built into a folder of its own and swapped in when whole; its stamp is the
 * hash of its inputs, so that a second run with nothing changed ends at once. A lock lets two commands run at the same time.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { contentHash } from './lib/content-hash.mjs';
import { withLock } from './lib/lock.mjs';
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';
import { SetupError, runMain, say } from './lib/say.mjs';

const out = join(root, 'out');
const stampFile = join(out, '.stamp');
const common = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'src/shared'];

/**
 * `outputs`: folders below out/.
 * @type {readonly { name: string, inputs: readonly string[], outputs: readonly string[], command: (outDir: string) => readonly string[] }[]}
 */
const targets = [
  {
    name: 'node',
    inputs: [...common, 'vite.node.config.ts', 'src/engine', 'src/cli'],
    outputs: ['node'],
    command: (outDir) => ['vite/bin/vite.js', 'build', '-c', 'vite.node.config.ts', '--outDir', join(outDir, 'node')],
  },
  {
    name: 'viewer',
    inputs: [...common, 'vite.viewer.config.ts', 'src/viewer'],
    outputs: ['viewer'],
    command: (outDir) => [
      'vite/bin/vite.js',
      'build',
      '-c',
      'vite.viewer.config.ts',
      '--outDir',
      join(outDir, 'viewer'),
    ],
  },
  {
    name: 'app',
    inputs: [...common, 'electron.vite.config.ts', 'src/main', 'src/preload', 'src/renderer'],
    outputs: ['main', 'preload', 'renderer'],
    command: (outDir) => ['electron-vite/bin/electron-vite.js', 'build', '--outDir', outDir],
  },
];

/** @returns {Record<string, string>} */
function readStamps() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return {}; // none yet, or cut: build anew
  }
}

/** @param {readonly string[]} names */
function staleTargets(names) {
  const stamps = readStamps();
  return targets
    .filter((target) => names.includes(target.name))
    .map((target) => ({ ...target, hash: contentHash(root, target.inputs) }))
    .filter(
      (target) =>
        stamps[target.name] !== target.hash || !target.outputs.every((folder) => existsSync(join(out, folder))),
    );
}

/**
 * Puts a finished folder in the place of the old one.
 * @param {string} from @param {string} to
 */
function swapIn(from, to) {
  const old = `${to}.old-${process.pid}`;
  if (existsSync(to)) renameSync(to, old);
  renameSync(from, to);
  rmSync(old, { recursive: true, force: true });
}

/** @param {ReturnType<typeof staleTargets>[number]} target */
async function buildTarget(target) {
  say(`building ${target.name} …`);
  const work = join(out, `.build-${process.pid}`);
  mkdirSync(work, { recursive: true });
  try {
    const [script = '', ...args] = target.command(work);
    const result = await run(process.execPath, [join(root, 'node_modules', script), ...args, '--logLevel', 'warn'], {
      cwd: root,
    });
    if (result.code !== 0) throw new SetupError(`building ${target.name} failed (the reason is above).`);
    for (const folder of target.outputs) swapIn(join(work, folder), join(out, folder));
    writeFileSync(stampFile, JSON.stringify({ ...readStamps(), [target.name]: target.hash }, null, 2));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Brings out/ up to date. Throws SetupError when a target cannot be built.
 * @param {readonly string[]} [names] targets; all unless told
 */
export async function build(names = targets.map((target) => target.name)) {
  if (staleTargets(names).length === 0) return;
  await withLock(join(out, '.build-lock'), 'the build', async () => {
    for (const target of staleTargets(names)) await buildTarget(target);
  });
}

/** `npm run build [-- node viewer app]` */
async function main() {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => targets.every((target) => target.name !== name));
  if (unknown !== undefined) {
    const known = targets.map((target) => target.name).join(', ');
    throw new SetupError(`Expected build targets out of ${known}, got "${unknown}".`, 2);
  }
  await build(names.length === 0 ? undefined : names);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await runMain(main);
