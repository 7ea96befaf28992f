import type { ProviderId } from '../../../shared/destinations.js';
import type { CorsRule } from '../s3/bucket-client.js';
import { jsonDocument } from './json-document.js';

/**
 * What players on other websites need. Headers by name: R2 takes no star among them. `Range` for byte ranges, the conditions
 * for revalidation, and what a player may read to know the time and the size.
 */
export const playerCorsRule: CorsRule = {
  allowedOrigins: ['*'],
  allowedMethods: ['GET', 'HEAD'],
  allowedHeaders: ['range', 'if-none-match', 'if-modified-since', 'cache-control'],
  exposeHeaders: ['ETag', 'Content-Length', 'Content-Range', 'Date', 'Age'],
  maxAgeSeconds: 3600,
};

/** True when a rule lets players on any website read. */
export function letsPlayersRead(rules: readonly CorsRule[] | null): boolean {
  return (rules ?? []).some((rule) => rule.allowedOrigins.includes('*') && rule.allowedMethods.includes('GET'));
}

/** The CORS document to paste, in the form that this provider takes. */
export function corsDocument(provider: ProviderId): string {
  switch (provider) {
    case 'aws':
    case 'r2':
    case 'wasabi':
    case 'tigris':
      return jsonDocument([s3Rule()]);
    case 'b2':
      return jsonDocument([backblazeRule()]);
    case 'gcs':
      return jsonDocument([googleRule()]);
    case 'minio':
    case 'ceph':
    case 'spaces':
    case 'generic':
      return xml();
  }
}

function s3Rule(): object {
  const { allowedOrigins, allowedMethods, allowedHeaders, exposeHeaders, maxAgeSeconds } = playerCorsRule;
  return {
    AllowedOrigins: allowedOrigins,
    AllowedMethods: allowedMethods,
    AllowedHeaders: allowedHeaders,
    ExposeHeaders: exposeHeaders,
    MaxAgeSeconds: maxAgeSeconds,
  };
}

/** Backblaze names operations instead of methods: those of its own download URLs and those of its S3 interface. */
function backblazeRule(): object {
  const { allowedOrigins, allowedHeaders, exposeHeaders, maxAgeSeconds } = playerCorsRule;
  return {
    corsRuleName: 'headwater',
    allowedOrigins,
    allowedOperations: ['b2_download_file_by_name', 'b2_download_file_by_id', 's3_get', 's3_head'],
    allowedHeaders,
    exposeHeaders: exposeHeaders.map((name) => name.toLowerCase()),
    maxAgeSeconds,
  };
}

/** Google has one list for the headers that may be sent and those that may be read. */
function googleRule(): object {
  const { allowedOrigins, allowedMethods, allowedHeaders, exposeHeaders, maxAgeSeconds } = playerCorsRule;
  return {
    origin: allowedOrigins,
    method: allowedMethods,
    responseHeader: [...allowedHeaders, ...exposeHeaders],
    maxAgeSeconds,
  };
}

function xml(): string {
  const { allowedOrigins, allowedMethods, allowedHeaders, exposeHeaders, maxAgeSeconds } = playerCorsRule;
  const lines = [
    ...allowedOrigins.map((value) => element('AllowedOrigin', value)),
    ...allowedMethods.map((value) => element('AllowedMethod', value)),
    ...allowedHeaders.map((value) => element('AllowedHeader', value)),
    ...exposeHeaders.map((value) => element('ExposeHeader', value)),
    element('MaxAgeSeconds', String(maxAgeSeconds)),
  ];
  return ['<CORSConfiguration>', '  <CORSRule>', ...lines, '  </CORSRule>', '</CORSConfiguration>'].join('\n');
}

const element = (name: string, value: string): string => `    <${name}>${value}</${name}>`;
