import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} file */
const isTest = (file) => /\.test\.tsx?$/.test(file);

/**
 * @param {string} root
 * @param {string} path relative, `/`-separated
 * @param {string[]} found
 */
function collect(root, path, found) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isDirectory()) {
    if (!isTest(path)) found.push(path);
    return;
  }
  for (const name of readdirSync(join(root, path))) if (!name.startsWith('.')) collect(root, `${path}/${name}`, found);
}

/**
 * One hash over the names and contents of files and folders (tests left out: they are not built). Times do not count: a
 * checkout or a copy changes them all.
 * @param {string} root
 * @param {readonly string[]} inputs relative paths; missing ones count as missing
 */
export function contentHash(root, inputs) {
  /** @type {string[]} */
  const files = [];
  for (const input of inputs) collect(root, input, files);
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    const body = readFileSync(join(root, file));
    hash.update(`${file}\0${body.length}\0`).update(body);
  }
  return hash.digest('hex');
}
