import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The ffmpeg of a packaged app, which counts how often it is started. */
export interface OwnFfmpeg {
  runs(): Promise<number>;
  /** From now on it cannot be run. */
  breakIt(): Promise<void>;
  remove(): Promise<void>;
}

/** Counts the starts of the one that was packed; where none was, this computer's is put in its place. */
export async function ownFfmpeg(resources: string): Promise<OwnFfmpeg> {
  const folder = join(resources, 'app.asar.unpacked', 'node_modules', 'ffmpeg-static');
  const file = join(folder, 'ffmpeg');
  const packed = `${file}.packed`;
  const wasPacked = existsSync(file);
  if (wasPacked) await rename(file, packed);
  else await mkdir(folder, { recursive: true });
  const real = wasPacked ? packed : (await promisify(execFile)('/bin/sh', ['-c', 'command -v ffmpeg'])).stdout.trim();
  await writeFile(file, `#!/bin/sh\necho >> "${file}.runs"\nexec "${real}" "$@"\n`, { mode: 0o755 });
  return {
    runs: async () => (await readFile(`${file}.runs`, 'utf8')).split('\n').length - 1,
    breakIt: () => chmod(file, 0o644),
    remove: async () => {
      if (!wasPacked) return rm(folder, { recursive: true, force: true });
      await rm(`${file}.runs`, { force: true });
      await rename(packed, file);
    },
  };
}
