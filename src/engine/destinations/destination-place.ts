import { createHash } from 'node:crypto';
import type { DestinationConfig } from '../../shared/destinations.js';
import { AppError } from '../../shared/errors.js';
import { resolveTarget } from '../publish/s3/resolve-target.js';

/** Keys do not matter for where something is. */
const anyKeys = { accessKeyId: '-', secretAccessKey: '-', sessionToken: null };

/**
 * Where a destination puts its objects: endpoint, bucket and prefix, in one text. Two configurations with the same place
 * write the same keys. Throws `destination.invalid` where the profile misses something.
 */
export function placeOf(config: DestinationConfig): string {
  const { endpoint } = resolveTarget(config, anyKeys);
  const { host, pathname } = new URL(endpoint);
  // http or https: the same server
  return JSON.stringify([`${host}${pathname.replace(/\/+$/, '')}`, config.bucket, config.prefix]);
}

/** Where viewers read a destination; null where nobody knows, or the profile misses something. */
export function publicUrlOf(config: DestinationConfig): string | null {
  try {
    return resolveTarget(config, anyKeys).publicUrl;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** The id of a destination from a command line: the same flags give the same id, so that a later run goes on with its backlog. */
export function transientId(place: string): string {
  return `cli-${createHash('sha256').update(place).digest('hex').slice(0, 24)}`;
}
