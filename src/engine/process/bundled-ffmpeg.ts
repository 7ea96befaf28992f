import { existsSync, readFileSync } from 'node:fs';
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

/** Whether the archive says what `scripts/package.mjs` has it say when there is no ffmpeg to pack. Read without zod, which would be loaded first. */
function isPackedWithout(outDir: string): boolean {
  const packed: unknown = JSON.parse(readFileSync(join(outDir, '..', 'package.json'), 'utf8'));
  return typeof packed === 'object' && packed !== null && 'ffmpeg' in packed && packed.ffmpeg === 'system';
}

/**
 * Where an installed app, whose bundles lie in `outDir`, has its ffmpeg beside the archive: also when that file is gone (deleted,
 * or in a virus scanner's quarantine), for no other program takes its place. Null: this is no installed app (its bundles lie in no archive), or one packed
 * to try without an ffmpeg, as its archive says. By its place alone: what ffmpeg-static answers may be said by the environment (FFMPEG_BIN).
 */
export function installedFfmpegPath(outDir: string): string | null {
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const inside = join(outDir, '..', 'node_modules', 'ffmpeg-static', name);
  const path = outsideAsar(inside);
  if (path === inside) return null;
  return existsSync(path) || !isPackedWithout(outDir) ? path : null;
}

/** `…/app.asar/…` → `…/app.asar.unpacked/…`; other paths come back as they are. */
export function outsideAsar(path: string): string {
  return path.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
}
