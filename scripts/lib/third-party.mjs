import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** @typedef {{ version?: string, license?: string, integrity?: string, dependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }} LockEntry */
/** @typedef {{ name: string, version: string, licence: string, texts: readonly string[], integrity: string | undefined }} ThirdParty */

/** Parts of src/ that bring the packages alone which they import; the engine's come with all that these depend on. */
const bundled = ['main', 'preload', 'renderer', 'viewer', 'shared'];
const engineSide = ['engine', 'cli', 'shared'];

/** What is imported for types alone is not in a bundle. Also `export … from` and CSS's `@import`. */
const imports = /(?:\b(?:import|export)\s(?!type\s)[^'";]*?\bfrom\s*|\bimport\s*\(?\s*|@import\s+)['"]([^'"]+)['"]/g;

/** @param {string} folder @returns {string[]} the program's own files, without tests */
function sourcesOf(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|css)$/.test(name) && !/\.(test|test-support|d)\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

/** The packages that a source text imports, without Node's and Electron's own. @param {string} text */
export function importedPackages(text) {
  const specifiers = [...text.matchAll(imports)].map((match) => match[1] ?? '');
  const named = specifiers.filter((one) => /^(@[\w-]+\/)?[a-z][\w.-]*(\/|$)/.test(one) && !one.startsWith('node:'));
  return named.map((one) => one.split('/', one.startsWith('@') ? 2 : 1).join('/')).filter((one) => one !== 'electron');
}

/** @param {readonly string[]} parts folders of src/ */
function packagesOf(parts) {
  const files = parts.flatMap((part) => sourcesOf(join(root, 'src', part)));
  return new Set(files.flatMap((file) => importedPackages(readFileSync(file, 'utf8'))));
}

/** Packages that the engine and the command line load at run time: these must be dependencies, not development's. */
export const enginePackages = () => packagesOf(engineSide);

/** Where Node would find a package from inside another one. @param {Record<string, LockEntry>} lock @param {string} from @param {string} name */
function find(lock, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (lock[path] !== undefined) return path;
    if (folder === '') return null;
  }
}

/** @param {Record<string, LockEntry>} lock @param {Iterable<string>} names */
function withTheirOwn(lock, names) {
  const paths = new Set([...names].flatMap((name) => find(lock, '', name) ?? []));
  // grows while it is gone through
  for (const path of paths) {
    const { dependencies, optionalDependencies } = lock[path] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = find(lock, path, name);
      if (found !== null) paths.add(found);
    }
  }
  return [...paths];
}

/** @param {string} folder */
function licenceTexts(folder) {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  return names.sort().map((name) => readFileSync(join(folder, name), 'utf8').trim());
}

/**
 * Every npm package that is, or parts of which are, in the installable app, as package-lock.json pins it and node_modules has it.
 * Optional ones that are not installed are left out.
 * @returns {ThirdParty[]} by name
 */
export function thirdParty() {
  /** @type {Record<string, LockEntry>} */
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const own = lock[''] ?? {};
  const roots = [...Object.keys({ ...own.dependencies, ...own.optionalDependencies }), ...packagesOf(bundled)];
  const found = withTheirOwn(lock, roots).flatMap((path) => {
    const entry = lock[path] ?? {};
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    try {
      const texts = licenceTexts(join(root, path));
      return [{ name, version: entry.version ?? '', licence: entry.license ?? '', texts, integrity: entry.integrity }];
    } catch {
      return []; // optional, and not for this system
    }
  });
  return found.sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
}
