import type { DestinationConfig, ProviderId } from '../../../shared/destinations.js';
import type { BucketTarget } from '../s3/bucket-target.js';
import { resolveTarget } from '../s3/resolve-target.js';

/** A target for unit tests: a bucket `shows` at a provider, with keys that open nothing. */
export function testTarget(provider: ProviderId, changes: Partial<DestinationConfig> = {}): BucketTarget {
  return resolveTarget(
    {
      name: 'Stage',
      provider,
      endpoint: 'https://s3.example.com',
      region: 'eu-central-1',
      bucket: 'shows',
      prefix: 'tea',
      publicUrl: null,
      pathStyle: null,
      ...changes,
    },
    { accessKeyId: 'AKIATEST0000', secretAccessKey: 'a-secret-that-nobody-may-see', sessionToken: null },
  );
}
