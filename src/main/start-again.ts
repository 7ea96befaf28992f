import type { RelaunchOptions } from 'electron';
import { linkAmong } from './deep-link.js';
import { ownAppImage } from './own-app-image.js';

/** Says to the start that follows: an update was to be put in place, and could not be. */
export const updateFailed = '--update-failed';

const isPassing = (argument: string): boolean => argument === updateFailed || linkAmong([argument]) !== null;

/**
 * How to start again what was started with `own`, now that another start had `latest`: as before, with the link and the word of that
 * one alone. An AppImage and a portable program run from a folder that goes with them: `env` names the program itself.
 */
export function startAgainOptions(
  own: readonly string[],
  latest: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  execPath: string,
): RelaunchOptions {
  const link = linkAmong(latest);
  const news = latest.filter((argument) => argument === updateFailed);
  const args = [...own.slice(1).filter((argument) => !isPassing(argument)), ...news, ...(link === null ? [] : [link])];
  const program = ownAppImage(env, execPath) ?? env['PORTABLE_EXECUTABLE_FILE'];
  return program === undefined ? { args } : { args, execPath: program };
}
