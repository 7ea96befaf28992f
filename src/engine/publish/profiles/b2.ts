import type { ProviderProfile } from '../s3/provider-profile.js';
import { keyIntervalMs } from './key-interval.js';

/** Backblaze B2 by its S3-compatible API. Sources: docs/providers.md. */
export const b2: ProviderProfile = {
  id: 'b2',
  info: {
    id: 'b2',
    label: 'Backblaze B2',
    standing: 'emulated',
    asks: { endpoint: 'derived', region: 'required', publicUrl: 'derived' },
    defaultRegion: null,
    regions: [
      'us-west-000',
      'us-west-001',
      'us-west-002',
      'us-west-004',
      'us-east-005',
      'eu-central-003',
      'ca-east-006',
    ],
    endpointExample: 'https://s3.us-west-004.backblazeb2.com',
    publicUrlExample: 'https://my-show.s3.us-west-004.backblazeb2.com',
    keyLabels: { accessKeyId: 'keyID', secretAccessKey: 'applicationKey' },
    guide: [
      'Sign in at Backblaze, open "Buckets" and create a bucket; set "Files in Bucket are" to "Public".',
      'Note the bucket\'s "Endpoint": the part between "s3." and ".backblazeb2.com" is the region.',
      'Under "CORS Rules" of the bucket, share everything in it with every origin, for the S3-compatible API too.',
      'Under "Lifecycle Settings", choose "Keep only the last version of the file": playlists are rewritten all the time.',
      'Open "Application Keys" and add a key for this bucket with "Read and Write"; the master key does not work with S3.',
      'Enter keyID and applicationKey here; the second is shown only once.',
    ],
  },
  endpointForm: 'https://s3.{region}.backblazeb2.com',
  publicUrlForm: 'https://{bucket}.s3.{region}.backblazeb2.com',
  signingRegion: 'us-west-004',
  pathStyle: true,
  checksums: 'when-required',
  publicBy: 'console',
  deletes: 'multi-md5',
  // If-Match and If-None-Match are answered with NotImplemented
  conditionalPut: false,
  minKeyIntervalMs: keyIntervalMs,
  canPutCors: true,
  canPutPolicy: false,
  // downloads are free up to three times what is stored; a LIST is 0.004 per 1,000
  prices: {
    perThousandPuts: 0,
    perThousandGets: 0.0004,
    perGbMonthStored: 0.006,
    perGbEgress: 0.01,
    asOf: '2025-09-01',
  },
};
