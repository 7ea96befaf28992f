import { app } from 'electron';
import { join, resolve } from 'node:path';

/**
 * Puts Chromium's profile beside, never into, the engine's data (on macOS and Windows both would be the same folder). With
 * HEADWATER_HOME the profile goes there: two homes are two apps, and a test leaves nothing behind.
 */
export function chooseProfileFolder(): void {
  const home = process.env['HEADWATER_HOME'];
  const base = home === undefined || home === '' ? join(app.getPath('appData'), 'Headwater') : resolve(home);
  app.setPath('userData', join(base, 'desktop'));
}
