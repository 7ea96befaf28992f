import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Surroundings } from '../engine/host/data-dir.js';
import { defaultDataDir } from '../shared/data-dir.js';

/** `npm run` changes the working folder to the project's; people mean the one they are in. */
function workingFolder(around: Surroundings): string {
  const initial = around.env['INIT_CWD'];
  const ownScript = ['headwater', 'start'].includes(around.env['npm_lifecycle_event'] ?? '');
  return ownScript && initial !== undefined && isAbsolute(initial) ? initial : around.cwd;
}

/** The data folder to use: `--data`, then HEADWATER_HOME, then the platform's. Always absolute. */
export function dataDir(asked: string | null, around: Surroundings): string {
  const named = asked ?? around.env['HEADWATER_HOME'];
  return named === undefined || named === '' ? defaultDataDir(around) : resolve(workingFolder(around), named);
}

/** An input as the engine takes it: URLs as they are, anything else as an absolute path. */
export function resolveInput(input: string, around: Surroundings): string {
  if (/^file:\/\//i.test(input)) return fileURLToPath(input);
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(input) ? input : resolve(workingFolder(around), input);
}
