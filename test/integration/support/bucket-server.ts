import type { BucketCredentials, DestinationConfig } from '../../../src/shared/destinations.js';

/** Any S3 server that a test can publish to. */
export interface BucketServer {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly bucket: string;
}

/** What an engine is told of it. `overrides`: another prefix, endpoint (a proxy), provider. */
export function destinationAt(
  server: BucketServer,
  overrides: Partial<DestinationConfig> = {},
): { readonly config: DestinationConfig; readonly credentials: BucketCredentials } {
  return {
    config: {
      name: 'test bucket',
      provider: 'generic',
      endpoint: server.endpoint,
      region: server.region,
      bucket: server.bucket,
      prefix: '',
      publicUrl: null,
      pathStyle: true,
      ...overrides,
    },
    credentials: { accessKeyId: server.accessKeyId, secretAccessKey: server.secretAccessKey, sessionToken: null },
  };
}

/** URL of the bucket's root for anonymous readers. */
export const publicRoot = (server: BucketServer): string => `${server.endpoint}/${server.bucket}`;
