import type { DestinationConfig } from '../../../src/shared/destinations.js';
import { AppError } from '../../../src/shared/errors.js';
import type { Clock } from '../../../src/engine/clock.js';
import type { Logger } from '../../../src/engine/log/logger.js';
import type { BucketClient } from '../../../src/engine/publish/s3/bucket-client.js';
import { resolveTarget } from '../../../src/engine/publish/s3/resolve-target.js';
import { createBucketClient } from '../../../src/engine/publish/s3/s3-bucket-client.js';
import type { S3Access } from '../../servers/s3-client.js';

const quiet: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => quiet,
};

/** The product's client for a bucket of a test server. Close it at the end. */
export function bucketClient(
  access: S3Access,
  bucket: string,
  options: Partial<Omit<DestinationConfig, 'bucket'>> & { readonly clock?: Clock } = {},
): BucketClient {
  const { clock, ...config } = options;
  const { accessKeyId, secretAccessKey, sessionToken = null } = access;
  const target = resolveTarget(
    {
      name: 'Test',
      provider: 'ceph',
      endpoint: access.endpoint,
      region: access.region,
      prefix: '',
      publicUrl: null,
      pathStyle: null,
      ...config,
      bucket,
    },
    { accessKeyId, secretAccessKey, sessionToken },
  );
  return createBucketClient({ target, logger: quiet, ...(clock === undefined ? {} : { clock }) });
}

/** The error of ours that a request ends with. Throws when it does not. */
export async function appErrorOf(request: Promise<unknown>): Promise<AppError> {
  const error: unknown = await request.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`Expected an AppError, got ${String(error)}`);
  return error;
}
