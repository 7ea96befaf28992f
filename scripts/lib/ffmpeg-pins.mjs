import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { root } from './root.mjs';

/** @typedef {{ release: string, sha256: Record<string, string | null> }} FfmpegPins `sha256`: by `<platform>-<arch>`; null: not known yet */

/** Kept by `node scripts/pin-ffmpeg.mjs`. */
export const pinsFile = join(root, 'build', 'ffmpeg.json');

/** @returns {FfmpegPins} */
export const readPins = () => JSON.parse(readFileSync(pinsFile, 'utf8'));

/** A file's SHA-256, in hexadecimal. @param {string} file */
export async function sha256Of(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/**
 * Looks whether this is the ffmpeg that is known. ffmpeg-static fetches it when it is installed, and looks at no hash. Throws when it is another
 * one; one whose hash nobody knows yet is refused in a release, and else told of (the answer).
 * @param {{ system: string, sha256: string, isRelease: boolean, pins: FfmpegPins }} found
 * @returns {string | null}
 */
export function checkFfmpeg({ system, sha256, isRelease, pins }) {
  const known = pins.sha256[system] ?? null;
  if (known === sha256) return null;
  if (known !== null) {
    throw new Error(`Expected the ffmpeg of ${pins.release} for ${system}, SHA-256 ${known}, got ${sha256}`);
  }
  const problem = `the SHA-256 of ffmpeg for ${system} is not in build/ffmpeg.json (node scripts/pin-ffmpeg.mjs; docs/packaging.md)`;
  if (isRelease) throw new Error(`Expected a known ffmpeg in a release: ${problem}`);
  return problem;
}
