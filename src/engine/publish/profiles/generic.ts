import type { ProviderProfile } from '../s3/provider-profile.js';
import { keyIntervalMs } from './key-interval.js';

/** Plain S3 as most servers speak it: careful where they differ. Tried by test/integration on Ceph 16. */
export const generic: ProviderProfile = {
  id: 'generic',
  info: {
    id: 'generic',
    label: 'Other S3-compatible storage',
    standing: 'tried',
    asks: { endpoint: 'required', region: 'optional', publicUrl: 'derived' },
    defaultRegion: 'us-east-1',
    regions: [],
    endpointExample: 'https://s3.example.com',
    publicUrlExample: 'https://s3.example.com/my-show',
    keyLabels: { accessKeyId: 'Access key', secretAccessKey: 'Secret key' },
    guide: [
      'Make a bucket and a key that may read, write, list and delete in it.',
      'Let everybody read the bucket (a bucket policy, or a switch at the provider), and allow browsers of every origin to (CORS).',
      "Enter the address of the S3 service without the bucket's name, the region if the provider names one, and both halves of the key.",
      '"Test this bucket" says what is missing and shows the documents to paste.',
    ],
  },
  endpointForm: null,
  publicUrlForm: '{endpoint}/{bucket}',
  signingRegion: 'us-east-1',
  pathStyle: true,
  checksums: 'when-required',
  publicBy: 'policy',
  deletes: 'multi-md5',
  conditionalPut: true,
  minKeyIntervalMs: keyIntervalMs,
  canPutCors: true,
  canPutPolicy: true,
  prices: null,
};
