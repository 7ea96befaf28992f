import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Bytes that this user may still write where `path` is, or will be: a folder not yet made has its parent's room. */
export async function freeBytes(path: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch (error) {
    const parent = dirname(path);
    if (parent === path || !isMissing(error)) throw error;
    return freeBytes(parent);
  }
}

/** How long it can go on. */
export interface DiskForecast {
  readonly freeBytes: number;
  /** Seconds until only the reserve is left, at this rate; null when nothing is being written. */
  readonly secondsLeft: number | null;
  readonly isLow: boolean;
}

/**
 * When the disk will be full. `bytesPerSecond` is what the broadcast writes now, `reserveBytes` what must stay so that a
 * recording can always be closed, `lowSeconds` from when on people should be told.
 */
export function forecastDisk(now: {
  readonly freeBytes: number;
  readonly bytesPerSecond: number;
  readonly reserveBytes: number;
  readonly lowSeconds: number;
}): DiskForecast {
  const usable = Math.max(0, now.freeBytes - now.reserveBytes);
  const secondsLeft = now.bytesPerSecond > 0 ? usable / now.bytesPerSecond : null;
  return { freeBytes: now.freeBytes, secondsLeft, isLow: usable === 0 || (secondsLeft ?? Infinity) < now.lowSeconds };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
