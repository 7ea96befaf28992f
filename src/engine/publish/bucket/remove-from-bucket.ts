import { toAppError, type AppError } from '../../../shared/errors.js';
import type { BucketClient } from '../s3/bucket-client.js';
import { unpublishBroadcast } from '../unpublish/unpublish-broadcast.js';
import type { BucketLine } from './bucket-line.js';

const longestPauseMs = 60_000;

/**
 * Removes everything below `prefix`, however long it takes. Beside the line, not on it: keys that may write and not delete
 * must not hold up a show that is live. A bucket that is gone has nothing left. Answers whether nothing is left: not when it
 * was called off. Rejects only when the line is closed.
 */
export async function removeFromBucket(options: {
  readonly line: BucketLine;
  readonly client: () => Promise<BucketClient>;
  readonly prefix: () => string;
  /** Why it does not get on; null: it does. */
  readonly onTrouble: (error: AppError | null) => void;
  /** Nobody wants it removed any more. */
  readonly calledOff: AbortSignal;
}): Promise<boolean> {
  const { line, onTrouble, calledOff } = options;
  for (let attempt = 0; ; attempt += 1) {
    await line.ready();
    if (calledOff.aborted) return false;
    try {
      const client = await options.client();
      await unpublishBroadcast({
        client,
        prefix: options.prefix(),
        signal: AbortSignal.any([line.signal, calledOff]),
        onProgress: () => undefined,
      });
      onTrouble(null);
      return true;
    } catch (thrown) {
      const error = toAppError(thrown, 'publish.unreachable');
      if (line.isClosed) throw error;
      if (calledOff.aborted) return false;
      if (error.code === 'publish.no-bucket') return true;
      onTrouble(error);
      await line.pause(Math.min(longestPauseMs, 1_000 * 2 ** Math.min(attempt, 6)));
    }
  }
}
