import type { RelaunchOptions } from 'electron';
import { linkAmong } from './deep-link.js';
import { ownAppImage } from './own-app-image.js';

/**
 * How to start again what was started with `own`, now that another start had `latest`: as before, with the link of that one alone.
 * An AppImage and a portable program run from a folder that goes with them: `env` names the program itself.
 */
export function startAgainOptions(
  own: readonly string[],
  latest: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  execPath: string,
): RelaunchOptions {
  const link = linkAmong(latest);
  const others = own.slice(1).filter((argument) => linkAmong([argument]) === null);
  const args = link === null ? others : [...others, link];
  const program = ownAppImage(env, execPath) ?? env['PORTABLE_EXECUTABLE_FILE'];
  return program === undefined ? { args } : { args, execPath: program };
}
