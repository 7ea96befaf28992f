import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Where folders wait to be removed: beside the channels, none of which can be named so. */
export function trashFolder(archiveRoot: string): string {
  return path.join(archiveRoot, '.trash');
}

/**
 * Removes what deletions have left behind; for the engine's start. Answers how many folders could not be removed: they
 * wait for the next start. Never throws.
 */
export async function purgeTrash(archiveRoot: string): Promise<number> {
  const trash = trashFolder(archiveRoot);
  const names = await readdir(trash).catch(() => []);
  let left = 0;
  for (const name of names) {
    await removeTree(path.join(trash, name)).catch(() => {
      left += 1;
    });
  }
  return left;
}

/** Ids of the recordings whose deletion has begun and whose folder is still in the trash. */
export async function deletedRecordings(archiveRoot: string): Promise<string[]> {
  const names = await readdir(trashFolder(archiveRoot)).catch(() => []);
  return names.flatMap((name) => /^(.+)-[0-9a-f]{8}$/.exec(name)?.[1] ?? []);
}

/** Removes a folder with all in it; Windows' virus scanners hold files for moments, hence the retries. */
export async function removeTree(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
