import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * The binary of ffmpeg-static, an optional dependency: null when it is not installed, has none for this machine, or its
 * download failed. Inside Electron's archive nothing can be executed; the builder puts the file beside it.
 */
export function bundledFfmpegPath(): string | null {
  let path: unknown;
  try {
    path = createRequire(import.meta.url)('ffmpeg-static');
  } catch {
    return null; // not installed: the next candidate's turn
  }
  if (typeof path !== 'string') return null;
  const outside = outsideAsar(path);
  return existsSync(outside) ? outside : null;
}

/** `…/app.asar/…` → `…/app.asar.unpacked/…`; other paths come back as they are. */
export function outsideAsar(path: string): string {
  return path.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
}
