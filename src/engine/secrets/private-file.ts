import { constants } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncDirectory, toArchiveError } from '../archive/durable-file.js';

/** What others may do with a file. */
const othersMask = 0o077;

/** Read from a file that only its owner may touch. */
export interface PrivateText {
  readonly text: string;
  /** Others could read it until now; the mode has been put right. */
  readonly wasLoose: boolean;
}

/**
 * Reads a private file; null when there is none. One that others may touch is closed to them first. Rejects with the file
 * system's error when that cannot be done: a secret that everybody can read or change is none.
 */
export async function readPrivateFile(file: string): Promise<PrivateText | null> {
  let handle: FileHandle;
  try {
    handle = await open(file, constants.O_RDONLY);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    // Windows keeps no such mode: there the profile folder's own rights protect it.
    const wasLoose = process.platform !== 'win32' && ((await handle.stat()).mode & othersMask) !== 0;
    if (wasLoose) await handle.chmod(0o600);
    return { text: await handle.readFile('utf8'), wasLoose };
  } finally {
    await handle.close();
  }
}

/**
 * Writes a file that only its owner may read, from its first byte on; readers see the old or the new content, also after a
 * power cut. One writer at a time. Throws `disk.full`, `archive.write-failed`.
 */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  const temporary = `${file}.tmp`;
  try {
    // One that a killed writer left behind may have another mode.
    await rm(temporary, { force: true });
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    await syncDirectory(dirname(file));
  } catch (thrown) {
    await rm(temporary, { force: true }).catch(() => undefined); // the failure itself is what is told
    throw toArchiveError(thrown, file);
  }
}

/** Renames a file out of the way, by adding to its name; nothing when there is none. Throws `archive.write-failed`. */
export async function moveAside(file: string, suffix: string): Promise<void> {
  try {
    await rename(file, `${file}${suffix}`);
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')) throw toArchiveError(thrown, file);
  }
}
