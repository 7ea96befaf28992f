import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** What the bundler writes of its own chunks, also behind `import()`. Packages are named without a dot. */
const ownImports = /(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.{1,2}\/[^"']+\.mjs)["']/g;
/** Maps are not packed. */
const mapComment = /\n\/\/# sourceMappingURL=\S*\s*$/;

/**
 * The bundles that these load, themselves among them, `/`-separated. Throws when one of them is not there.
 * @param {string} folder @param {readonly string[]} entries
 */
export function bundlesOf(folder, entries) {
  const found = new Set(entries);
  // grows while it is gone through
  for (const name of found) {
    const file = join(folder, name);
    if (!existsSync(file)) throw new Error(`Expected ${name} among the bundles of ${folder}, got none`);
    for (const [, to = ''] of readFileSync(file, 'utf8').matchAll(ownImports)) {
      found.add(posix.normalize(posix.join(posix.dirname(name), to)));
    }
  }
  return [...found];
}

/** @param {string} from @param {string} to */
function copyBundle(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, readFileSync(from, 'utf8').replace(mapComment, '\n'));
}

/**
 * Puts what the app runs of `out` into `to`, as it is to be packed: no maps and nothing that names them, and of the engine's side what its
 * process and its threads load, without the command line.
 * @param {string} out @param {string} to
 */
export function stageBundles(out, to) {
  rmSync(to, { recursive: true, force: true });
  for (const name of ['preload', 'renderer', 'viewer']) {
    cpSync(join(out, name), join(to, name), { recursive: true, filter: (file) => !file.endsWith('.map') });
  }
  const main = readdirSync(join(out, 'main'), { recursive: true, encoding: 'utf8' });
  for (const name of main.filter((one) => one.endsWith('.cjs'))) {
    copyBundle(join(out, 'main', name), join(to, 'main', name));
  }
  const node = join(out, 'node');
  const entries = readdirSync(node).filter((name) => name.endsWith('.mjs') && name !== 'cli.mjs');
  for (const name of bundlesOf(node, entries)) copyBundle(join(node, name), join(to, 'node', name));
}
