import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

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

/**
 * The ffmpeg that the builder put beside the archive of an installed app, whose bundles lie in `outDir`; null: it has none, as one
 * packed to try, or this is no installed app (its bundles lie in no archive). Looked for by its place alone: what ffmpeg-static answers may be said by the environment (FFMPEG_BIN).
 */
export function installedFfmpegPath(outDir: string): string | null {
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const inside = join(outDir, '..', 'node_modules', 'ffmpeg-static', name);
  const path = outsideAsar(inside);
  return path !== inside && existsSync(path) ? path : null;
}

/** `…/app.asar/…` → `…/app.asar.unpacked/…`; other paths come back as they are. */
export function outsideAsar(path: string): string {
  return path.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
}
