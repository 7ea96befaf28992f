import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

const REACH_LIMIT_MS = 5_000;
const FETCH_LIMIT_MS = 60_000;
const downloadHost = 'https://github.com/electron/electron/releases';

const executableName =
  process.platform === 'darwin'
    ? join('Electron.app', 'Contents', 'MacOS', 'Electron')
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron';

/** The Electron program at hand, or null: ELECTRON_OVERRIDE_DIST_PATH first, then the one in node_modules. */
export function findElectron() {
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const folders = named ? [named] : [join(root, 'node_modules', 'electron', 'dist')];
  return folders.map((folder) => join(folder, executableName)).find((file) => existsSync(file)) ?? null;
}

/** True where a window would be seen. */
export function hasDisplay() {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);
}

/** Asks the download host first, for a computer without it shall not wait a minute. A proxy or a mirror is taken at its word. */
async function isHostReachable() {
  const env = process.env;
  const proxied = ['HTTPS_PROXY', 'https_proxy', 'ELECTRON_MIRROR', 'npm_config_electron_mirror'];
  if (proxied.some((name) => env[name])) return true;
  try {
    await fetch(downloadHost, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(REACH_LIMIT_MS) });
    return true;
  } catch {
    return false;
  }
}

/**
 * The Electron program, fetched once when it is not there (electron ≥ 42 has no install script). Null when that fails,
 * which is said: the studio runs in the browser then.
 */
export async function obtainElectron() {
  const present = findElectron();
  if (present !== null || process.env['ELECTRON_OVERRIDE_DIST_PATH']) return present;
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(installer)) return null;
  say('fetching the Electron program …');
  const fetched =
    (await isHostReachable()) && (await run(process.execPath, [installer], { timeoutMs: FETCH_LIMIT_MS })).code === 0;
  const found = findElectron();
  if (fetched && found !== null) return found;
  say('Electron could not be fetched, so the studio opens in the browser. For the app window: npx install-electron');
  return null;
}

/** Arguments for running the app: root in a container has no sandbox to give. */
export function electronArguments() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? [root, '--no-sandbox'] : [root];
}
