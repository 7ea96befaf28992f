import { spawn, type SpawnOptions } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { childEnvironment } from '../engine/process/child-environment.js';

/** It outlives this process, and gets none of its keys. */
const detached = (): SpawnOptions => ({ detached: true, stdio: 'ignore', env: childEnvironment(process.env) });

/** The program that opens a URL on this platform, or null where there is nobody to see it. */
function browserOpener(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): readonly [file: string, ...args: string[]] | null {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  const hasDisplay = (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== '';
  return hasDisplay ? ['xdg-open'] : null;
}

/**
 * Shows the folder that holds a file (or a folder itself), with the desktop's own file manager. Null where there is no
 * desktop.
 */
export function folderOpener(): ((file: string) => Promise<void>) | null {
  const opener = process.platform === 'win32' ? (['explorer'] as const) : browserOpener(process.platform, process.env);
  if (opener === null) return null;
  const [program, ...args] = opener;
  return async (file) => {
    const isFolder = (await stat(file)).isDirectory();
    const child = spawn(program, [...args, isFolder ? file : dirname(file)], detached());
    child.on('error', () => undefined); // no file manager: nothing to show it with
    child.unref();
  };
}

/**
 * Opens a URL in the person's browser, when there is one and a display. A missing browser is no error: the URL is printed
 * anyway. The URL's token stands in the opener's argv for a moment; it is single-use and spent by the page it opens.
 */
export function openBrowser(url: string): void {
  const opener = browserOpener(process.platform, process.env);
  if (opener === null) return;
  const [file, ...args] = opener;
  const child = spawn(file, [...args, url], detached());
  child.on('error', () => undefined); // no such program: see above
  child.unref();
}
