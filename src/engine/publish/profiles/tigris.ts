import type { ProviderProfile } from '../s3/provider-profile.js';
import { keyIntervalMs } from './key-interval.js';

/** Tigris. Sources: docs/providers.md. */
export const tigris: ProviderProfile = {
  id: 'tigris',
  info: {
    id: 'tigris',
    label: 'Tigris',
    standing: 'emulated',
    asks: { endpoint: 'derived', region: 'fixed', publicUrl: 'derived' },
    defaultRegion: 'auto',
    regions: ['auto'],
    endpointExample: 'https://t3.storage.dev',
    publicUrlExample: 'https://my-show.t3.tigrisfiles.io',
    keyLabels: { accessKeyId: 'Access Key ID', secretAccessKey: 'Secret Access Key' },
    guide: [
      'Open console.storage.dev, choose "Create New Bucket" and set its access to "Public".',
      'In the bucket\'s settings, under "CORS", allow GET and HEAD from every origin with all headers.',
      'Open "Access Keys" and create a key with the role "Editor" for this bucket.',
      'Enter both halves of the key here.',
    ],
  },
  endpointForm: 'https://t3.storage.dev',
  publicUrlForm: 'https://{bucket}.t3.tigrisfiles.io',
  signingRegion: 'auto',
  pathStyle: false,
  checksums: 'when-required',
  publicBy: 'console',
  deletes: 'multi-md5',
  conditionalPut: true,
  minKeyIntervalMs: keyIntervalMs,
  canPutCors: true,
  canPutPolicy: false,
  prices: {
    perThousandPuts: 0.005,
    perThousandGets: 0.0005,
    perGbMonthStored: 0.02,
    perGbEgress: 0,
    asOf: '2026-06-20',
  },
};
