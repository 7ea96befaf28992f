import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './run.mjs';
import { SetupError, say } from './say.mjs';

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, link?: boolean, os?: string[], cpu?: string[] }} LockEntry */

/**
 * @param {string} file
 * @returns {Record<string, LockEntry> | null}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null; // not there, or cut: both mean "install"
  }
}

/**
 * True when node_modules holds what package-lock.json asks for. npm writes node_modules/.package-lock.json as the very
 * last step of an install, so it is the stamp: a broken-off install has none, and a changed lock file differs from it.
 * @param {string} root
 */
export function areDependenciesInstalled(root) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === null || present === null) return false;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      entry.optional === true || // npm leaves out what this system cannot use or could not fetch
      present[path]?.version === entry.version,
  );
}

/**
 * `npm ci` when it is needed.
 * @param {string} root
 */
export async function installDependencies(root) {
  if (areDependenciesInstalled(root)) return;
  say('installing the packages of package-lock.json (npm ci) …');
  // NODE_ENV=production would leave out the build tools.
  const result = await runNpm(['ci', '--include=dev', '--include=optional', '--no-fund', '--no-audit'], root);
  if (result.code !== 0) {
    throw new SetupError('npm ci failed (its reason is above). Mend that, then run the same command again.');
  }
}
