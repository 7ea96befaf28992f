import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** What the built studio is made of. Nothing else is given, whatever lies beside it: no source map, no text. */
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};
/** Names as Vite gives them: nothing hidden, encoded, or with a meaning of its own to a file system. */
const pathOfNames = /^(?:\/[\w-][\w.-]*)+$/;

export interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/**
 * The file of the built studio that a path of its address names (`/` is its page), or null. What really lies outside of `folder`,
 * through a symbolic link, is not given either. Reads inside of an asar, too.
 */
export async function readPageFile(folder: string, path: string): Promise<PageFile | null> {
  const asked = path === '/' ? '/index.html' : path;
  const type = types[extname(asked)];
  if (type === undefined || !pathOfNames.test(asked)) return null;
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, ...asked.split('/')));
    if (!file.startsWith(root + sep)) return null;
    return { bytes: new Uint8Array(await readFile(file)), type };
  } catch {
    // there is none of that name, or it is a folder
    return null;
  }
}
