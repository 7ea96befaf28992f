import type { Destination, DestinationConfig } from '../../shared/destinations.js';
import { AppError } from '../../shared/errors.js';
import { placeOf } from '../destinations/destination-place.js';

/** What stands in front of every diagnostics key: `<prefix>/diagnostics/`. */
export function diagnosticsFolder({ prefix }: DestinationConfig): string {
  return `${prefix === '' ? '' : `${prefix}/`}diagnostics/`;
}

/**
 * Makes sure that diagnostics put at `config` would not lie among what viewers may read: below the prefix of a destination
 * that broadcasts are published to, which its bucket lets everybody read. Throws `destination.invalid` (details.field,
 * details.why in words).
 */
export function requirePrivatePlace(config: DestinationConfig, published: readonly Destination[]): void {
  const key = diagnosticsFolder(config);
  const bucket = bucketOf(config);
  const open = published.find((other) => {
    const { prefix } = other.config;
    return bucketOf(other.config) === bucket && (prefix === '' || key.startsWith(`${prefix}/`));
  });
  if (open === undefined) return;
  const why = `broadcasts are published there ("${open.config.name}"), so everybody could read the diagnostics; choose a private bucket for them`;
  throw new AppError('destination.invalid', `Expected a private place for diagnostics, got a public one`, {
    details: { field: 'bucket', why },
  });
}

function bucketOf(config: DestinationConfig): string | null {
  try {
    return placeOf({ ...config, prefix: '' });
  } catch {
    return null; // not usable, so nothing is published there
  }
}
