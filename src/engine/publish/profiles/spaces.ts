import type { ProviderProfile } from '../s3/provider-profile.js';
import { keyIntervalMs } from './key-interval.js';

/** DigitalOcean Spaces. Sources: docs/providers.md. */
export const spaces: ProviderProfile = {
  id: 'spaces',
  info: {
    id: 'spaces',
    label: 'DigitalOcean Spaces',
    standing: 'emulated',
    asks: { endpoint: 'derived', region: 'required', publicUrl: 'derived' },
    defaultRegion: 'nyc3',
    regions: ['nyc3', 'sfo2', 'sfo3', 'tor1', 'atl1', 'ams3', 'fra1', 'lon1', 'sgp1', 'blr1', 'syd1'],
    endpointExample: 'https://fra1.digitaloceanspaces.com',
    publicUrlExample: 'https://my-show.fra1.digitaloceanspaces.com',
    keyLabels: { accessKeyId: 'Access Key', secretAccessKey: 'Secret Key' },
    guide: [
      'Open the DigitalOcean control panel, choose "Spaces Object Storage" and create a bucket (Standard Storage).',
      'Leave the CDN off for low latency: it keeps every playlist for at least 60 seconds.',
      'In the bucket\'s "Settings", under "CORS Configurations", allow GET and HEAD from origin * with header *.',
      'Under "Access Keys", create a key with full access; a limited one may not be allowed to make objects public.',
      'Enter both halves of the key here; the secret is shown only once.',
    ],
  },
  endpointForm: 'https://{region}.digitaloceanspaces.com',
  publicUrlForm: 'https://{bucket}.{region}.digitaloceanspaces.com',
  signingRegion: 'us-east-1',
  pathStyle: false,
  checksums: 'when-required',
  publicBy: 'acl',
  deletes: 'multi-md5',
  // not documented; a condition that is ignored in silence would be worse than none
  conditionalPut: false,
  minKeyIntervalMs: keyIntervalMs,
  canPutCors: true,
  canPutPolicy: false,
  // beyond the 250 GB and 1 TB of traffic in the flat 5 dollars a month
  prices: {
    perThousandPuts: 0,
    perThousandGets: 0,
    perGbMonthStored: 0.02,
    perGbEgress: 0.01,
    asOf: '2025-09-01',
  },
};
