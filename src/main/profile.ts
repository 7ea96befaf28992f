import { app } from 'electron';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defaultDataDir, logsFolderName } from '../shared/data-dir.js';

/** HEADWATER_HOME; null where there is none. */
function ownHome(): string | null {
  const home = process.env['HEADWATER_HOME'];
  return home === undefined || home === '' ? null : resolve(home);
}

/** Where the engine keeps its data: HEADWATER_HOME, or the platform's folder. Absolute. */
export function dataFolder(): string {
  const { platform, env } = process;
  return resolve(ownHome() ?? defaultDataDir({ platform, env, home: app.getPath('home') }));
}

/** Where the logs are: the engine's, and the shell's own. */
export const logsFolder = (): string => join(dataFolder(), logsFolderName);

/**
 * Puts Chromium's profile beside, never into, the engine's data (on macOS and Windows both would be the same folder). With
 * HEADWATER_HOME the profile goes there: two homes are two apps, and a test leaves nothing behind. Throws where nothing can be written:
 * Electron would take it for another app's, and end without a word.
 */
export function chooseProfileFolder(): void {
  const folder = join(ownHome() ?? join(app.getPath('appData'), 'Headwater'), 'desktop');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  accessSync(folder, constants.W_OK);
  app.setPath('userData', folder);
}
