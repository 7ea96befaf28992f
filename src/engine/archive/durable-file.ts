import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../shared/errors.js';

/** Makes a rename or a new file in `directory` survive a power cut. Windows has no such call and needs none. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes a small file so that a reader sees the old or the new content and never a mixture. With `durable` it also
 * survives a power cut. Throws `disk.full` or `archive.write-failed`.
 */
export async function writeAtomically(
  file: string,
  content: string | Buffer,
  options: { readonly durable: boolean },
): Promise<void> {
  const temporary = `${file}.${process.pid}-${(counter += 1)}.tmp`;
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(content);
      if (options.durable) await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    if (options.durable) await syncDirectory(path.dirname(file));
  } catch (thrown) {
    // a full disk needs the room; the failure itself is what is told
    await rm(temporary, { force: true }).catch(() => undefined);
    throw toArchiveError(thrown, file);
  }
}

let counter = 0;

/** A failed write as an AppError: `disk.full` where the disk is, else `archive.write-failed`. */
export function toArchiveError(thrown: unknown, file: string): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
  const details = { file: path.basename(file), reason: code };
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('disk.full', 'Expected room on the disk, got none', { details, cause: thrown });
  }
  return new AppError('archive.write-failed', `Expected to write ${path.basename(file)}, got ${code}`, {
    details,
    cause: thrown,
  });
}
