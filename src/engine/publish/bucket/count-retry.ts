import type { BroadcastPublication } from './broadcast-publication.js';
import type { DestinationPublisherDeps } from './destination-publisher-deps.js';

/** Counts an attempt beyond the first. Never throws: what is tried again is tried again, counted or not. */
export function countRetry(
  deps: Pick<DestinationPublisherDeps, 'publications' | 'destinationId' | 'logger'>,
  publication: BroadcastPublication | null,
): void {
  if (publication === null) return;
  const { publications, destinationId, logger } = deps;
  try {
    const row = publications.get(publication.broadcastId, destinationId);
    if (row !== null) publications.update(row.broadcastId, destinationId, { retries: row.retries + 1 });
  } catch (error) {
    logger.error({ err: error, broadcast: publication.broadcastId }, 'a retry was not counted');
  }
}
