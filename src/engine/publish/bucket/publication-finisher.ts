import type { Clock } from '../../clock.js';
import type { Logger } from '../../log/logger.js';
import type { BroadcastPublication } from './broadcast-publication.js';
import type { BucketLine } from './bucket-line.js';
import { missingObjects, type Sight } from './missing-objects.js';
import type { PublicationJournal } from './publication-journal.js';

const longestPauseMs = 60_000;

export interface PublicationFinisherDeps {
  readonly destinationId: string;
  readonly publications: PublicationJournal;
  readonly line: BucketLine;
  readonly keyOf: (path: string) => string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The viewer page's files are there. */
  readonly assets: () => Promise<void>;
  /** How a viewer sees an object, given its whole key; null where no public URL is known. */
  readonly asViewer: () => ((key: string) => Promise<Sight>) | null;
  /** Reads back what viewers get; never rejects. */
  readonly verify: (broadcastId: string) => Promise<void>;
  /** The bucket lacks something that it had confirmed: it is on its way again. */
  readonly onLost: () => void;
  readonly onComplete: (broadcastId: string) => void;
}

/**
 * Completes a publication: when nothing is on its way any more, the bucket is asked whether it really has everything, and
 * only then told that the broadcast is over.
 */
export class PublicationFinisher {
  readonly #deps: PublicationFinisherDeps;
  readonly #running = new Set<string>();
  /** All their media is in the bucket: their pages may say that they are over. */
  readonly #whole = new Set<string>();
  /** With which gaps each was closed. */
  readonly #closed = new Map<string, string>();
  /** How often each was checked at its end. */
  readonly #rounds = new Map<string, number>();

  constructor(deps: PublicationFinisherDeps) {
    this.#deps = deps;
  }

  /** True as soon as viewers may be told that the broadcast is over. */
  isWhole(broadcastId: string): boolean {
    const { publications, destinationId } = this.#deps;
    return this.#whole.has(broadcastId) || publications.get(broadcastId, destinationId)?.state === 'complete';
  }

  /** Completes it, if it is time. Never rejects. */
  async look(publication: BroadcastPublication): Promise<void> {
    const { broadcastId, backlog } = publication;
    const isOnItsWay = backlog.objects > backlog.refused.size;
    if (!publication.isOver || isOnItsWay || this.#running.has(broadcastId)) return;
    this.#running.add(broadcastId);
    try {
      await (backlog.objects > 0 ? this.#closeWithGaps(publication) : this.#finish(publication));
    } catch (error) {
      const { line, logger } = this.#deps;
      if (!line.isClosed) logger.error({ err: error, broadcast: broadcastId }, 'not completed');
    } finally {
      this.#running.delete(broadcastId);
    }
  }

  /**
   * The bucket was gone: asks it whether it still has what it had confirmed. What it lacks, or will not tell of, is on its
   * way again. Never rejects.
   */
  async recheck(publication: BroadcastPublication): Promise<void> {
    try {
      await this.#lost(publication, 'missing');
    } catch (error) {
      const { line, logger } = this.#deps;
      if (!line.isClosed) logger.error({ err: error, broadcast: publication.broadcastId }, 'not checked');
    }
  }

  /** Once for what is refused now; that it is not complete is told by its state. */
  async #closeWithGaps(publication: BroadcastPublication): Promise<void> {
    const { broadcastId, backlog } = publication;
    const refused = [...backlog.refused.keys()].map(({ path }) => path).join(' ');
    if (this.#closed.get(broadcastId) === refused) return;
    await this.#deps.assets();
    this.#whole.add(broadcastId);
    await publication.closeWithGaps();
    this.#closed.set(broadcastId, refused);
  }

  /**
   * True when it lacks something. What nobody may look at was confirmed when it was stored, and the broadcast does not count
   * as published before viewers read it; in a bucket that was made anew none of it is.
   */
  async #lost(publication: BroadcastPublication, untold: 'there' | 'missing'): Promise<boolean> {
    const { line, keyOf, logger, onLost, asViewer } = this.#deps;
    const { broadcastId, folder } = publication;
    const found = new Set<string>();
    const expected = publication.expected();
    const told = await line.persist((client, signal) =>
      missingObjects({ client, prefix: keyOf(`${folder}/`), expected, signal, asViewer: asViewer(), found }),
    );
    if (told === null) logger.warn({ broadcast: broadcastId }, 'nobody may look whether the bucket has everything');
    const missing = told ?? (untold === 'missing' ? [...expected.keys()] : []);
    if (missing.length === 0) return false;
    logger.warn({ missing: missing.length, broadcast: broadcastId }, 'the bucket lacks objects: they are sent again');
    publication.lost(missing, untold === 'missing');
    onLost();
    return true;
  }

  async #finish(publication: BroadcastPublication): Promise<void> {
    const { publications, destinationId, line, clock } = this.#deps;
    const { broadcastId } = publication;
    // it may be unpublished at any time
    const isWanted = (): boolean => publications.get(broadcastId, destinationId)?.state === 'publishing';
    const rounds = this.#rounds.get(broadcastId) ?? 0;
    // a list that is late must not have everything sent again without end
    if (rounds > 0) await line.pause(Math.min(longestPauseMs, 1_000 * 2 ** rounds));
    if (!isWanted()) return;
    this.#rounds.set(broadcastId, rounds + 1);
    if (await this.#lost(publication, 'there')) return;
    await this.#deps.assets();
    if (!isWanted()) return;
    this.#whole.add(broadcastId);
    await publication.finish();
    await this.#deps.verify(broadcastId);
    if (!isWanted()) return;
    publications.update(broadcastId, destinationId, { state: 'complete', completedAtMs: clock.now() });
    this.#rounds.delete(broadcastId);
    this.#closed.delete(broadcastId);
    this.#whole.delete(broadcastId);
    this.#deps.onComplete(broadcastId);
  }
}
