import type { ProviderProfile } from '../s3/provider-profile.js';
import { keyIntervalMs } from './key-interval.js';

/** Wasabi. Sources: docs/providers.md. */
export const wasabi: ProviderProfile = {
  id: 'wasabi',
  info: {
    id: 'wasabi',
    label: 'Wasabi',
    standing: 'documented',
    asks: { endpoint: 'derived', region: 'required', publicUrl: 'derived' },
    defaultRegion: 'us-east-1',
    regions: [
      'us-east-1',
      'us-east-2',
      'us-central-1',
      'us-west-1',
      'us-west-2',
      'ca-central-1',
      'eu-central-1',
      'eu-central-2',
      'eu-west-1',
      'eu-west-2',
      'eu-west-3',
      'eu-south-1',
      'ap-northeast-1',
      'ap-northeast-2',
      'ap-southeast-1',
      'ap-southeast-2',
    ],
    endpointExample: 'https://s3.eu-central-1.wasabisys.com',
    publicUrlExample: 'https://s3.eu-central-1.wasabisys.com/my-show',
    keyLabels: { accessKeyId: 'Access Key', secretAccessKey: 'Secret Key' },
    guide: [
      'Open the Wasabi console and create a bucket; note its region.',
      "Public buckets are off for new and trial accounts: ask Wasabi's support to allow public access first.",
      'In the bucket\'s "Policies", paste the bucket policy that "Test this bucket" shows you.',
      'Under "Access Keys", create a key and enter both halves here.',
      'Mind the terms: every object is billed for at least 90 days, and viewers may download no more a month than you store.',
    ],
  },
  endpointForm: 'https://s3.{region}.wasabisys.com',
  publicUrlForm: 'https://s3.{region}.wasabisys.com/{bucket}',
  signingRegion: 'us-east-1',
  pathStyle: true,
  checksums: 'when-required',
  publicBy: 'policy',
  deletes: 'multi-md5',
  // not documented
  conditionalPut: false,
  minKeyIntervalMs: keyIntervalMs,
  // every bucket answers every origin; there is nothing to set
  canPutCors: false,
  canPutPolicy: true,
  prices: {
    perThousandPuts: 0,
    perThousandGets: 0,
    perGbMonthStored: 0.00799,
    perGbEgress: 0,
    asOf: '2026-07-01',
  },
};
