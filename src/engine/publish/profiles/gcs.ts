import type { ProviderProfile } from '../s3/provider-profile.js';
import { keyIntervalMs } from './key-interval.js';

/** Google Cloud Storage by its XML API with HMAC keys. Sources: docs/providers.md. */
export const gcs: ProviderProfile = {
  id: 'gcs',
  info: {
    id: 'gcs',
    label: 'Google Cloud Storage',
    standing: 'emulated',
    asks: { endpoint: 'derived', region: 'fixed', publicUrl: 'derived' },
    defaultRegion: 'auto',
    regions: ['auto'],
    endpointExample: 'https://storage.googleapis.com',
    publicUrlExample: 'https://storage.googleapis.com/my-show',
    keyLabels: { accessKeyId: 'Access key', secretAccessKey: 'Secret' },
    guide: [
      'Open the Google Cloud console, choose "Cloud Storage" and create a bucket; clear "Enforce public access prevention".',
      'Under "Permissions", grant the principal allUsers the role "Storage Legacy Object Reader": everybody may read files then, and nobody list them.',
      'Allow browsers to read it in Cloud Shell: gcloud storage buckets update gs://BUCKET --cors-file=cors.json with the document that "Test this bucket" shows you.',
      'Make a service account for Headwater with the role "Storage Object User" on this bucket.',
      'Under Cloud Storage, "Settings", "Interoperability", create a key for the service account and enter both halves here.',
    ],
  },
  endpointForm: 'https://storage.googleapis.com',
  publicUrlForm: 'https://storage.googleapis.com/{bucket}',
  signingRegion: 'auto',
  pathStyle: true,
  checksums: 'when-required',
  publicBy: 'console',
  deletes: 'single',
  // If-Match and If-None-Match are ignored on a PUT: Google's own conditions are by generation number
  conditionalPut: false,
  minKeyIntervalMs: keyIntervalMs,
  // its CORS document is another XML than S3's
  canPutCors: false,
  canPutPolicy: false,
  // Standard, one region of the US, first tier
  prices: {
    perThousandPuts: 0.005,
    perThousandGets: 0.0004,
    perGbMonthStored: 0.02,
    perGbEgress: 0.12,
    asOf: '2025-09-01',
  },
};
