import type { BucketCredentials, DestinationConfig } from '../../../shared/destinations.js';
import { AppError } from '../../../shared/errors.js';
import { providerProfile } from '../profiles/provider-profiles.js';
import type { BucketTarget } from './bucket-target.js';

const serviceHost =
  /^(?:s3[.-]|t3\.storage\.|storage\.googleapis\.|[a-z]{3}\d\.digitaloceanspaces\.|[0-9a-f]{32}\.(?:\w+\.)?r2\.)/;

/**
 * Fills in what the creator need not type: endpoint, region and public URL from the provider's profile. `publicUrl` stays
 * null where nobody can know it (R2): the doctor says so. Throws `destination.invalid` with `details.field` and
 * `details.why` in words.
 */
export function resolveTarget(config: DestinationConfig, credentials: BucketCredentials): BucketTarget {
  const profile = providerProfile(config.provider);
  const { label, asks, endpointExample, regions } = profile.info;
  const region = asks.region === 'fixed' ? profile.signingRegion : config.region;
  const needsRegion = config.endpoint === null && profile.endpointForm?.includes('{region}') === true;
  if (region === null && needsRegion) {
    throw invalid('region', `${label} needs the bucket's region, for example ${regions[0] ?? 'us-east-1'}`);
  }
  const fill = (form: string, endpoint: string): string =>
    form
      .replaceAll('{endpoint}', endpoint)
      .replaceAll('{bucket}', config.bucket)
      .replaceAll('{region}', region ?? regionOf(endpoint) ?? profile.signingRegion);

  const endpoint = config.endpoint ?? (profile.endpointForm === null ? null : fill(profile.endpointForm, ''));
  if (endpoint === null) {
    throw invalid('endpoint', `${label} needs the address of its S3 service, for example ${endpointExample}`);
  }
  if (namesBucket(endpoint, config.bucket)) {
    throw invalid('endpoint', `The address must not contain the bucket's name, for example ${endpointExample}`);
  }
  const pathStyle = config.pathStyle ?? profile.pathStyle;
  return {
    config,
    profile,
    endpoint,
    region: region ?? regionOf(endpoint) ?? profile.signingRegion,
    pathStyle,
    publicUrl: config.publicUrl ?? derivedPublicUrl(profile.publicUrlForm, config, endpoint, fill),
    credentials,
  };
}

/** The provider's own form; an address that the creator typed himself is served from there, not from the provider's. */
function derivedPublicUrl(
  form: string | null,
  config: DestinationConfig,
  endpoint: string,
  fill: (form: string, endpoint: string) => string,
): string | null {
  if (form === null) return null;
  const url = fill(form, endpoint);
  const { hostname } = new URL(url);
  const isServedByEndpoint = hostname.endsWith(new URL(endpoint).hostname);
  const isOwnAddress = config.endpoint !== null && !form.startsWith('{endpoint}') && !isServedByEndpoint;
  // a certificate for *.host does not cover a name with dots in front of it
  const isBeyondCertificate = isServedByEndpoint && config.bucket.includes('.') && hostname.startsWith(config.bucket);
  return isOwnAddress || isBeyondCertificate ? `${endpoint}/${config.bucket}` : url;
}

/** As consoles show a bucket: `https://host/bucket` or `https://bucket.s3.host`. A host that merely begins alike is fine. */
function namesBucket(endpoint: string, bucket: string): boolean {
  const { hostname, pathname } = new URL(endpoint);
  if (pathname.split('/').at(-1) === bucket) return true;
  return hostname.startsWith(`${bucket}.`) && serviceHost.test(hostname.slice(bucket.length + 1));
}

/** `s3.<region>.host` names the region: one need not type it twice. */
function regionOf(endpoint: string): string | null {
  const { hostname } = new URL(endpoint);
  return (
    /^s3[.-]([a-z]{2}(?:-[a-z0-9]+)+)\./.exec(hostname)?.[1] ??
    /^([a-z]{3}\d)\.digitaloceanspaces\.com$/.exec(hostname)?.[1] ??
    null
  );
}

function invalid(field: 'endpoint' | 'region', why: string): AppError {
  return new AppError('destination.invalid', why, { details: { field, why } });
}
