import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The ffmpeg of a packaged app: this computer's, which counts how often it is started. */
export interface OwnFfmpeg {
  runs(): Promise<number>;
  /** From now on it cannot be run. */
  breakIt(): Promise<void>;
  remove(): Promise<void>;
}

/** Puts one where a package for installing has it. */
export async function ownFfmpeg(resources: string): Promise<OwnFfmpeg> {
  const folder = join(resources, 'app.asar.unpacked', 'node_modules', 'ffmpeg-static');
  const file = join(folder, 'ffmpeg');
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', 'command -v ffmpeg']);
  await mkdir(folder, { recursive: true });
  await writeFile(file, `#!/bin/sh\necho >> "${file}.runs"\nexec "${stdout.trim()}" "$@"\n`, { mode: 0o755 });
  return {
    runs: async () => (await readFile(`${file}.runs`, 'utf8')).split('\n').length - 1,
    breakIt: () => chmod(file, 0o644),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
