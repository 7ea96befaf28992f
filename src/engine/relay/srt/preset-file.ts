import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { toArchiveError } from '../../archive/durable-file.js';

const ours = /^srt-[0-9a-f-]{36}\.ffpreset$/;

/** A file that one ffmpeg reads its secrets from, for its owner's eyes alone, and gone once it has. */
export class PresetFile {
  readonly path: string;
  #removed: Promise<void> | null = null;

  private constructor(file: string) {
    this.path = file;
  }

  /** Writes it into `folder`, which is made when it is not there. Throws `disk.full`, `archive.write-failed`. */
  static async write(folder: string, text: string): Promise<PresetFile> {
    const file = new PresetFile(path.join(folder, `srt-${randomUUID()}.ffpreset`));
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(file.path, text, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      await file.remove().catch(() => undefined); // the failure itself is what is told
      throw toArchiveError(error, file.path);
    }
    return file;
  }

  /** Removes what an engine that was killed left in the folder. Rejects when a file stays. */
  static async removeLeftovers(folder: string): Promise<void> {
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    await Promise.all(
      names.filter((name) => ours.test(name)).map((name) => rm(path.join(folder, name), { force: true })),
    );
  }

  /** Also a second time. Rejects when the file stays. */
  remove(): Promise<void> {
    this.#removed ??= rm(this.path, { force: true });
    return this.#removed;
  }
}
