import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** What decides where files are: injected, so that every platform is tested on any. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly cwd: string;
}

/** The real surroundings. */
export function surroundings(): Surroundings {
  return { platform: process.platform, env: process.env, home: homedir(), cwd: process.cwd() };
}

/** The platform's folder for an application's data. */
export function defaultDataDir(around: Surroundings): string {
  if (around.platform === 'darwin') return posix.join(around.home, 'Library', 'Application Support', 'Headwater');
  if (around.platform === 'win32') {
    return win32.join(around.env['APPDATA'] ?? win32.join(around.home, 'AppData', 'Roaming'), 'Headwater');
  }
  const xdg = around.env['XDG_DATA_HOME'];
  // A relative XDG_DATA_HOME shall be ignored (XDG Base Directory Specification 0.8).
  const base = xdg !== undefined && posix.isAbsolute(xdg) ? xdg : posix.join(around.home, '.local', 'share');
  return posix.join(base, 'headwater');
}
