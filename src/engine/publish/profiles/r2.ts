import type { ProviderProfile } from '../s3/provider-profile.js';
import { keyIntervalMs } from './key-interval.js';

/** Cloudflare R2. Sources: docs/providers.md. */
export const r2: ProviderProfile = {
  id: 'r2',
  info: {
    id: 'r2',
    label: 'Cloudflare R2',
    standing: 'emulated',
    asks: { endpoint: 'required', region: 'fixed', publicUrl: 'required' },
    defaultRegion: 'auto',
    regions: ['auto'],
    endpointExample: 'https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com',
    publicUrlExample: 'https://live.example.com',
    keyLabels: { accessKeyId: 'Access Key ID', secretAccessKey: 'Secret Access Key' },
    guide: [
      'Open the Cloudflare dashboard, choose "R2 Object Storage" and create a bucket.',
      'In the bucket\'s "Settings", under "Custom Domains", connect a domain of yours: that is the public URL. The r2.dev address is slowed down on purpose and no good for viewers.',
      'In the same settings, add the CORS policy that "Test this bucket" shows you.',
      'Back on the R2 overview, choose "Manage API tokens" and create a token with "Object Read & Write" for this bucket.',
      'Enter the Access Key ID, the Secret Access Key and the endpoint (https://<account id>.r2.cloudflarestorage.com) that the token page shows once.',
    ],
  },
  // the host carries the account id, and the account's address serves nobody without a key
  endpointForm: null,
  publicUrlForm: null,
  signingRegion: 'auto',
  pathStyle: true,
  checksums: 'when-required',
  publicBy: 'console',
  deletes: 'multi-md5',
  conditionalPut: true,
  minKeyIntervalMs: keyIntervalMs,
  canPutCors: true,
  canPutPolicy: false,
  prices: {
    perThousandPuts: 0.0045,
    perThousandGets: 0.00036,
    perGbMonthStored: 0.015,
    perGbEgress: 0,
    asOf: '2025-09-01',
  },
};
