import { AppError } from '../../../shared/errors.js';
import type { Journal } from '../../archive/journal.js';
import type { Logger } from '../../log/logger.js';
import type { PublicationJournal, PublicationRow } from '../bucket/publication-journal.js';

interface Remover {
  remove(broadcastId: string, onRemoved: () => void): Promise<void>;
  /** Nothing of it is sent or removed any more. */
  leave(broadcastId: string): void;
}

export interface PublicationDeparturesDeps {
  readonly journal: Pick<Journal, 'broadcast'>;
  readonly publications: PublicationJournal;
  /** Made when there is none. */
  readonly removals: (row: PublicationRow) => Remover;
  /** Something is on its way to this destination no more. */
  readonly onLeft: (destinationId: string) => Promise<void>;
  /** Nothing of it is on its way any more. */
  readonly onSettled: (broadcastId: string) => void;
  readonly logger: Logger;
  readonly onChange: () => void;
}

/** Why a destination cannot go now. */
export type DestinationUse = 'live' | 'upload' | 'removal';

/** How a broadcast leaves a destination: removed from the bucket, or forgotten here while the bucket keeps it. */
export class PublicationDepartures {
  readonly #deps: PublicationDeparturesDeps;

  constructor(deps: PublicationDeparturesDeps) {
    this.#deps = deps;
  }

  /** Stores the intent to remove it; it goes on by itself, also after a restart. */
  remove(row: PublicationRow): void {
    const { publications, removals, logger, onChange, onSettled } = this.#deps;
    const { broadcastId, destinationId } = row;
    publications.update(broadcastId, destinationId, { state: 'removing', isVerified: false });
    onChange();
    void removals(row)
      .remove(broadcastId, () => {
        publications.forgetAll(destinationId, broadcastId);
        publications.update(broadcastId, destinationId, { state: 'removed' });
        onSettled(broadcastId);
        onChange();
      })
      .catch((error: unknown) => logger.debug({ err: error, broadcast: broadcastId }, 'not removed yet'));
  }

  /** As PublicationCommands.unpublish. */
  async unpublish(broadcastId: string, destinationId: string): Promise<void> {
    const row = this.#over(broadcastId, destinationId);
    if (row.state !== 'removed') this.remove(row);
    await Promise.resolve();
  }

  /** As PublicationCommands.unpublishAll. */
  async unpublishAll(destinationId: string): Promise<void> {
    for (const row of this.#at(destinationId)) {
      const isThere = row.state === 'publishing' || row.state === 'complete';
      if (isThere && !this.#isLive(row)) this.remove(row);
    }
    await Promise.resolve();
  }

  /** As PublicationCommands.forget. */
  async forget(broadcastId: string, destinationId: string): Promise<void> {
    const { publications, removals, logger, onChange, onSettled, onLeft } = this.#deps;
    const row = this.#over(broadcastId, destinationId);
    publications.forgetPublication(broadcastId, destinationId);
    if (row.state === 'publishing' || row.state === 'removing') removals(row).leave(broadcastId);
    logger.info({ broadcast: broadcastId, destination: destinationId, was: row.state }, 'publication forgotten');
    onSettled(broadcastId);
    onChange();
    await onLeft(destinationId);
  }

  /** Why a destination cannot be given up now; null: nothing is on its way there, or from there. */
  useOf(destinationId: string): DestinationUse | null {
    const rows = this.#at(destinationId).filter(({ state }) => state === 'publishing' || state === 'removing');
    if (rows.some((row) => row.state === 'publishing' && this.#isLive(row))) return 'live';
    if (rows.some(({ state }) => state === 'publishing')) return 'upload';
    return rows.length > 0 ? 'removal' : null;
  }

  /**
   * Forgets all that was published there; the bucket keeps it. Called within the transaction that forgets the destination.
   * Throws `destination.in-use` (details.why: a DestinationUse).
   */
  forgetDestination(destinationId: string): void {
    const why = this.useOf(destinationId);
    if (why !== null) {
      throw new AppError('destination.in-use', `Expected nothing on its way to ${destinationId}, got: ${why}`, {
        details: { why },
      });
    }
    this.#deps.publications.forgetDestination(destinationId);
    void this.#deps.onLeft(destinationId);
  }

  #at(destinationId: string): PublicationRow[] {
    return this.#deps.publications.all().filter((row) => row.destinationId === destinationId);
  }

  #isLive({ broadcastId }: PublicationRow): boolean {
    const status = this.#deps.journal.broadcast(broadcastId)?.status;
    return status !== undefined && status !== 'ended' && status !== 'failed';
  }

  /** Throws `publication.not-found`, and `recording.busy` for what is live. */
  #over(broadcastId: string, destinationId: string): PublicationRow {
    const row = this.#deps.publications.get(broadcastId, destinationId);
    if (row === null) throw new AppError('publication.not-found', `Expected ${broadcastId} to be published`);
    if (this.#isLive(row)) throw new AppError('recording.busy', 'Expected a broadcast that has ended');
    return row;
  }
}
