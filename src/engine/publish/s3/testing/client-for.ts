import type { DestinationConfig } from '../../../../shared/destinations.js';
import type { Clock } from '../../../clock.js';
import type { Logger } from '../../../log/logger.js';
import type { BucketClient } from '../bucket-client.js';
import { resolveTarget } from '../resolve-target.js';
import { createBucketClient } from '../s3-bucket-client.js';

/** A logger that says nothing. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLogger,
};

/** A real client for a server of a test: bucket `show`, keys `AKIDTEST…`. Close it at the end. */
export function clientFor(
  endpoint: string,
  options: Partial<DestinationConfig> & { readonly clock?: Clock } = {},
): BucketClient {
  const { clock, ...config } = options;
  const target = resolveTarget(
    {
      name: 'Test',
      provider: 'generic',
      region: null,
      bucket: 'show',
      prefix: '',
      publicUrl: null,
      // the test servers have no bucket in their host names
      pathStyle: true,
      ...config,
      endpoint,
    },
    { accessKeyId: 'AKIDTEST00000000', secretAccessKey: 'a-secret-nobody-may-see-0000', sessionToken: null },
  );
  return createBucketClient({ target, logger: silentLogger, ...(clock === undefined ? {} : { clock }) });
}
