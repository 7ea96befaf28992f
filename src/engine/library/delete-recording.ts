import { randomBytes } from 'node:crypto';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../shared/errors.js';
import { broadcastIdSchema } from '../../shared/domain.js';
import { syncDirectory } from '../archive/durable-file.js';
import { removeTree, trashFolder } from './purge-trash.js';

/**
 * Deletes a recording (`<archiveRoot>/<channel>/b/<broadcast>`): its folder is moved into `<archiveRoot>/.trash` in one step,
 * then `forget` takes it out of the journal, then the folder is removed. A crash in between leaves the folder in the trash,
 * where the next start finds it (`deletedRecordings`, `purgeTrash`); the other way round the repair would find a folder that
 * no row knows and bring the recording back. When `forget` throws the folder is put back. Does without a folder. Throws
 * what `forget` throws, `recording.busy` while something holds the folder open (Windows), `input.invalid` for a path that is
 * no recording, else `archive.write-failed`.
 */
export async function deleteRecording(folder: string, forget: () => void): Promise<void> {
  const broadcastId = path.basename(folder);
  const parent = path.dirname(folder);
  if (!broadcastIdSchema.safeParse(broadcastId).success || path.basename(parent) !== 'b') {
    throw new AppError('input.invalid', `Expected the folder of a recording, got ${broadcastId}`);
  }
  const trash = trashFolder(path.resolve(parent, '..', '..'));
  const aside = path.join(trash, `${broadcastId}-${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(trash, { recursive: true });
    await rename(folder, aside);
  } catch (error) {
    const failure = toDeleteError(error, broadcastId);
    if (failure !== null) throw failure;
  }
  try {
    await syncDirectory(parent);
    await syncDirectory(trash);
    forget();
  } catch (error) {
    // where it cannot be put back either, the next start forgets it
    await rename(aside, folder).catch(() => undefined);
    throw error;
  }
  // what cannot be removed now the next start removes
  await removeTree(aside).catch(() => undefined);
}

/** Null when there was no folder. */
function toDeleteError(error: unknown, broadcastId: string): AppError | null {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (reason === 'ENOENT') return null;
  const isHeld = process.platform === 'win32' && ['EBUSY', 'EPERM', 'EACCES', 'ENOTEMPTY'].includes(reason);
  return new AppError(
    isHeld ? 'recording.busy' : 'archive.write-failed',
    `Expected to delete ${broadcastId}, got ${reason}`,
    { retryable: true, details: { broadcastId, reason }, cause: error },
  );
}
