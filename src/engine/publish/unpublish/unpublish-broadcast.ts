import { AppError } from '../../../shared/errors.js';
import type { BucketClient } from '../s3/bucket-client.js';
import { assertBroadcastPrefix, doorKeys, isOwnKey, removalTurn } from './broadcast-keys.js';

/** So many listings in a row that find no less than the one before: what is removed there does not go away. */
const patience = 3;

/**
 * Removes a broadcast from the bucket: first what leads viewers there, then the playlists, then the media, page by page, and
 * listed again until nothing is left. Nothing is remembered: called again after a failure it goes on. Never asks to remove a
 * key outside `prefix` (the broadcast's whole key prefix, ending in `/`), whatever the server lists.
 *
 * `removed`: objects that were listed and removed (0: there was nothing left to do); `onProgress` hears it after each page.
 * Rejects as the bucket client does; `input.invalid` for a prefix that is not a broadcast's; `publish.refused` (retryable) when
 * objects are still listed after being removed.
 */
export async function unpublishBroadcast(options: {
  readonly client: BucketClient;
  readonly prefix: string;
  readonly signal: AbortSignal;
  readonly onProgress: (removed: number) => void;
}): Promise<{ removed: number }> {
  const { client, prefix, signal, onProgress } = options;
  assertBroadcastPrefix(prefix);
  await client.delete(doorKeys(prefix), { signal });
  let removed = 0;
  const sweep = async (isWanted: (key: string) => boolean): Promise<number> => {
    let found = 0;
    for await (const page of client.list(prefix, { signal })) {
      const keys = page.map(({ key }) => key).filter((key) => isOwnKey(prefix, key) && isWanted(key));
      if (keys.length === 0) continue;
      await client.delete(keys, { signal });
      found += keys.length;
      removed += keys.length;
      onProgress(removed);
    }
    return found;
  };
  await sweep((key) => removalTurn(key) === 0);
  let least = Infinity;
  for (let idle = 0; idle < patience;) {
    const found = await sweep(() => true);
    if (found === 0) return { removed };
    idle = found < least ? 0 : idle + 1;
    least = Math.min(least, found);
  }
  throw new AppError('publish.refused', 'Expected removed objects to be gone, they are still listed', {
    retryable: true,
    details: { objects: least },
  });
}
