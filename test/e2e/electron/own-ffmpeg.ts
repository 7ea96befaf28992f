import { execFile } from 'node:child_process';
import { chmod, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The ffmpeg of a packaged app, which counts how often it is started. */
export interface OwnFfmpeg {
  runs(): Promise<number>;
  /** From now on it cannot be run. */
  breakIt(): Promise<void>;
  /** It is gone, as a virus scanner takes it away, from an app that was packed with one. */
  lose(): Promise<void>;
  /** All is as it was packed. */
  remove(): Promise<void>;
}

/** Writes other bytes, as many, over the first place where an archive has these. */
async function overwrite(archive: string, was: string, is: string): Promise<void> {
  const at = (await readFile(archive)).indexOf(was);
  if (at === -1 || was.length !== is.length) throw new Error(`Expected ${was} in ${archive}, got none`);
  const file = await open(archive, 'r+');
  await file.write(is, at);
  await file.close();
}

/** What the archive of a folder to try says of itself, and what says nothing. */
const [packedWithout, packedWith] = ['"ffmpeg": "system"', '"ffmpeq": "system"'];

/** Counts the starts of the one that was packed; where none was, this computer's is put in its place. */
export async function ownFfmpeg(resources: string): Promise<OwnFfmpeg> {
  const folder = join(resources, 'app.asar.unpacked', 'node_modules', 'ffmpeg-static');
  const file = join(folder, 'ffmpeg');
  const packed = `${file}.packed`;
  const wasPacked = existsSync(file);
  if (wasPacked) await rename(file, packed);
  else await mkdir(folder, { recursive: true });
  const real = wasPacked ? packed : (await promisify(execFile)('/bin/sh', ['-c', 'command -v ffmpeg'])).stdout.trim();
  const archive = join(resources, 'app.asar');
  let isLost = false;
  await writeFile(file, `#!/bin/sh\necho >> "${file}.runs"\nexec "${real}" "$@"\n`, { mode: 0o755 });
  return {
    runs: async () => (await readFile(`${file}.runs`, 'utf8')).split('\n').length - 1,
    breakIt: () => chmod(file, 0o644),
    lose: async () => {
      await rm(file);
      if (!wasPacked) await overwrite(archive, packedWithout, packedWith);
      isLost = true;
    },
    remove: async () => {
      if (isLost && !wasPacked) await overwrite(archive, packedWith, packedWithout);
      if (!wasPacked) return rm(folder, { recursive: true, force: true });
      await rm(`${file}.runs`, { force: true });
      await rename(packed, file);
    },
  };
}
