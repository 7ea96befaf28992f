import type { ProviderProfile } from '../s3/provider-profile.js';
import { keyIntervalMs } from './key-interval.js';

/** Ceph's RADOS gateway. Tried by test/integration on Ceph 16; sources: docs/providers.md. */
export const ceph: ProviderProfile = {
  id: 'ceph',
  info: {
    id: 'ceph',
    label: 'Ceph',
    standing: 'tried',
    asks: { endpoint: 'required', region: 'optional', publicUrl: 'derived' },
    defaultRegion: 'us-east-1',
    regions: [],
    endpointExample: 'https://ceph.example.com',
    publicUrlExample: 'https://ceph.example.com/my-show',
    keyLabels: { accessKeyId: 'Access key', secretAccessKey: 'Secret key' },
    guide: [
      'Ask the one who runs the cluster for an S3 user, or make one: radosgw-admin user create --uid=headwater --display-name=Headwater',
      "Enter the address of the gateway, a name for the bucket and both halves of the user's key here.",
      'Choose "Test this bucket" with "create": it makes the bucket, lets everybody read it and allows browsers to.',
    ],
  },
  endpointForm: null,
  publicUrlForm: '{endpoint}/{bucket}',
  // a bucket is made only in the gateway's own region, which answers to this name
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
