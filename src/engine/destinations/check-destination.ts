import { destinationConfigSchema, type DestinationConfig } from '../../shared/destinations.js';
import { AppError } from '../../shared/errors.js';
import { placeOf } from './destination-place.js';
import type { DestinationRow } from './destination-table.js';

/** What `--to` takes for something else. */
const reservedNames = ['this-computer'];

/**
 * A configuration that may be saved beside `others` (those that are saved, without itself), parsed. Throws
 * `destination.invalid` with `details.field` and `details.why`: a name or a place that another one has would make two
 * destinations overwrite each other's channel.
 */
export function checkDestination(config: DestinationConfig, others: readonly DestinationRow[]): DestinationConfig {
  const parsed = destinationConfigSchema.safeParse(config);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(String(issue?.path[0] ?? 'config'), issue?.message ?? 'not valid');
  }
  const { name } = parsed.data;
  if (reservedNames.includes(fold(name)) || name.includes('://')) {
    throw invalid('name', 'this name means something else on the command line');
  }
  if (others.some((other) => fold(other.config.name) === fold(name))) {
    throw invalid('name', 'another destination has this name');
  }
  const place = placeOf(parsed.data);
  const twin = others.find((other) => isAt(other, place));
  if (twin !== undefined) throw invalid('bucket', `"${twin.config.name}" is the same bucket and prefix`);
  return parsed.data;
}

/** True when a row puts its objects at that place; one that is not usable is nowhere. */
export function isAt(row: DestinationRow, place: string): boolean {
  try {
    return placeOf(row.config) === place;
  } catch {
    return false; // an endpoint or a region is missing
  }
}

/** Names that people take for the same are the same. */
export function fold(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}

function invalid(field: string, why: string): AppError {
  return new AppError('destination.invalid', `Expected a destination that can be saved, got: ${why}`, {
    details: { field, why },
  });
}
