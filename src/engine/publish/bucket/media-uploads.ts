import { AppError } from '../../../shared/errors.js';
import { toDiskPath } from '../../archive/layout.js';
import type { BucketClient } from '../s3/bucket-client.js';
import { storedForm } from './object-headers.js';
import { readWhole } from './read-whole.js';
import type { UploadItem } from './upload-track.js';

/** A connection that carries nothing must end soon; one that is slow must not be cut and started over. */
const shortestTimeoutMs = 6_000;
const longestTimeoutMs = 300_000;

/** Reads an object of the archive (`folder`: the broadcast's); `archive.write-failed` when it is not there. */
export async function readItem(root: string, folder: string, item: UploadItem): Promise<Buffer> {
  try {
    return await readWhole(toDiskPath(root, `${folder}/${item.path}`), item.sizeBytes);
  } catch (error) {
    throw new AppError('archive.write-failed', `Expected ${item.path} in the archive`, { cause: error });
  }
}

/** One attempt to store it. */
export async function sendItem(
  client: BucketClient,
  key: string,
  body: Buffer,
  options: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<void> {
  const { headers } = storedForm(key, body, { isFinal: true });
  await client.put(key, body, headers, options);
}

/**
 * How long one upload may take: four times what it should at the measured rate, shared with what else is under way, and
 * twice as long with every time-out (`timeouts`) so that an uplink that became slow is not asked for the impossible.
 */
export function uploadTimeoutMs(options: {
  readonly bytes: number;
  readonly bitsPerSecond: number | null;
  readonly inFlight: number;
  readonly timeouts: number;
}): number {
  const share = (options.bitsPerSecond ?? 2_000_000) / Math.max(1, options.inFlight);
  const expectedMs = (options.bytes * 8000) / Math.max(share, 50_000);
  const timeoutMs = (shortestTimeoutMs + 4 * expectedMs) * 2 ** Math.min(options.timeouts, 4);
  return Math.min(longestTimeoutMs, Math.round(timeoutMs));
}
