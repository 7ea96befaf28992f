import type { S3Client } from '@aws-sdk/client-s3';
import type { Logger } from '../../log/logger.js';
import type { RequestOptions } from './bucket-client.js';
import type { ProviderProfile } from './provider-profile.js';
import type { WriteConditions } from './write-conditions.js';

/** What the operations on a bucket share. */
export interface S3Session {
  readonly sdk: S3Client;
  readonly bucket: string;
  readonly profile: ProviderProfile;
  readonly logger: Logger;
  readonly conditions: WriteConditions;
  /** One request; `defaultTimeoutMs` where the caller names none. Rejects with AppError. */
  run<T>(
    send: (signal: AbortSignal) => Promise<T>,
    options: RequestOptions | undefined,
    defaultTimeoutMs?: number,
  ): Promise<T>;
  /** Bytes of an object's body that came. */
  countReceived(bytes: number): void;
}

const shortestTimeoutMs = 10_000;
/** 256 kbit/s: an uplink of 1 Mbit/s that four uploads share. A kernel buffers what it sends, so silence says nothing. */
const slowestBytesPerSecond = 32_000;

/** How long a request with so large a body may take, milliseconds. */
export function uploadTimeoutMs(bytes: number): number {
  return shortestTimeoutMs + Math.ceil((bytes / slowestBytesPerSecond) * 1000);
}
