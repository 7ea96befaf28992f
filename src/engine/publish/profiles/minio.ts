import type { ProviderProfile } from '../s3/provider-profile.js';
import { keyIntervalMs } from './key-interval.js';

/** MinIO on a machine of one's own. Sources: docs/providers.md. */
export const minio: ProviderProfile = {
  id: 'minio',
  info: {
    id: 'minio',
    label: 'MinIO',
    standing: 'emulated',
    asks: { endpoint: 'required', region: 'optional', publicUrl: 'derived' },
    defaultRegion: 'us-east-1',
    regions: [],
    endpointExample: 'https://minio.example.com:9000',
    publicUrlExample: 'https://minio.example.com:9000/my-show',
    keyLabels: { accessKeyId: 'Access key', secretAccessKey: 'Secret key' },
    guide: [
      'With the client mc, make an alias of the server and a bucket: mc mb myminio/my-show',
      'Let everybody read it: mc anonymous set download myminio/my-show',
      'Make a user for Headwater: mc admin user add myminio headwater SECRET, then mc admin policy attach myminio readwrite --user headwater',
      'Browsers of every origin may read by default; with MINIO_API_CORS_ALLOW_ORIGIN set on the server, it has to contain *.',
      "Enter the server's address, the user and its secret here. Viewers outside need an address that reaches the server.",
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
  // one setting for the whole server
  canPutCors: false,
  canPutPolicy: true,
  prices: null,
};
