import type { Destination } from '../../shared/destinations.js';
import { AppError } from '../../shared/errors.js';
import type { BucketTarget } from '../publish/s3/bucket-target.js';
import { requirePrivatePlace } from './private-place.js';

/**
 * Where diagnostics are uploaded to: the destination of the setting, as long as viewers do not read there. Looked at each
 * time, for what is private today may be published to tomorrow. Throws `destination.invalid` (details.why in words) and what
 * `target` throws.
 */
export async function privateTarget(request: {
  /** The setting; null: none is chosen. */
  readonly id: string | null;
  readonly destinations: readonly Destination[];
  readonly isPublishedTo: (id: string) => boolean;
  readonly target: (id: string) => Promise<BucketTarget>;
}): Promise<BucketTarget> {
  const { id, destinations, isPublishedTo } = request;
  if (id === null) {
    throw new AppError('destination.invalid', 'Expected a destination for diagnostics, got none', {
      details: { field: 'diagnosticsDestinationId', why: 'no private destination for diagnostics is chosen' },
    });
  }
  const target = await request.target(id);
  const published = destinations.filter((each) => each.isDefault || isPublishedTo(each.id));
  requirePrivatePlace(target.config, published);
  return target;
}
