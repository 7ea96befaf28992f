import type { BroadcastRow, Journal } from '../../archive/journal.js';
import type { PublicationJournal } from './publication-journal.js';

/** What the pages at a destination may know of the archive's journal. */
export type PresentedJournal = Pick<Journal, 'broadcasts' | 'renditions' | 'segments'>;

/**
 * The archive's journal as one destination tells it: only what is published there, and what is still on its way is not over
 * for its viewers, though it is here.
 */
export function presentedJournal(options: {
  readonly journal: PresentedJournal;
  readonly publications: Pick<PublicationJournal, 'all'>;
  readonly destinationId: string;
  /** All of it is in the bucket. */
  readonly isComplete: (broadcastId: string) => boolean;
}): PresentedJournal {
  const { journal, publications, destinationId, isComplete } = options;
  return {
    broadcasts: () => {
      const known = new Map(
        publications
          .all()
          .filter((row) => row.destinationId === destinationId)
          .map((row) => [row.broadcastId, row]),
      );
      return journal.broadcasts().flatMap((row) => {
        const publication = known.get(row.id);
        if (publication?.state !== 'publishing' && publication?.state !== 'complete') return [];
        const isWhole = isComplete(row.id);
        // a recording that is published later is no show that is on: it is listed when it can be played
        if (!isWhole && (row.endedAtMs ?? Infinity) <= publication.createdAtMs) return [];
        return presentedRow(row, isWhole);
      });
    },
    renditions: (id) => journal.renditions(id),
    segments: (id, rendition) => journal.segments(id, rendition),
  };
}

/** One row as a destination tells it. */
export function presentedRow(row: BroadcastRow, isComplete: boolean): BroadcastRow {
  if (isComplete || row.status !== 'ended') return row;
  return { ...row, status: 'reconnecting', endedAtMs: null };
}
