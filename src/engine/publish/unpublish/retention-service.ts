import type { Destination } from '../../../shared/destinations.js';
import type { Reason } from '../../../shared/domain.js';
import type { Journal } from '../../archive/journal.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../log/logger.js';
import type { Service } from '../../service.js';
import type { PublicationJournal } from '../bucket/publication-journal.js';
import { retentionDue, type RetainedRecording, type RetentionPolicy } from './retention-due.js';

const firstLookMs = 60_000;
const lookEveryMs = 600_000;
/** More titles than a notice can carry. */
const namedTitles = 5;

export interface RetentionServiceDeps {
  readonly journal: Pick<Journal, 'broadcast'>;
  readonly publications: Pick<PublicationJournal, 'all' | 'totals'>;
  readonly destinations: { list(): Destination[] };
  readonly policy: () => RetentionPolicy;
  /** What time a destination's server says it is, epoch milliseconds. Rejects when it cannot be asked. */
  readonly serverNow: (destinationId: string, signal: AbortSignal) => Promise<number>;
  /** As PublicationCommands.unpublish. */
  readonly unpublish: (broadcastId: string, destinationId: string) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onNotice: (level: 'info', reason: Reason) => void;
}

/**
 * Removes from each bucket what the creator's limits no longer keep there; the archive keeps everything. Looks every ten
 * minutes and when it is told to (a broadcast is complete), but not when the limits change: a slip of the hand can be taken
 * back. What is live, on its way or not complete is never removed.
 */
export class RetentionService implements Service {
  readonly name = 'retention';
  readonly #deps: RetentionServiceDeps;
  #cancel: () => void = () => undefined;
  readonly #stopping = new AbortController();
  #looking: Promise<void> = Promise.resolve();

  constructor(deps: RetentionServiceDeps) {
    this.#deps = deps;
  }

  start(): Promise<void> {
    this.#waitFor(firstLookMs);
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#cancel();
    await this.#looking;
  }

  /** Looks now; resolves when the intent to remove what is due is stored. Never rejects. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(async () => {
      for (const destination of this.#deps.destinations.list()) {
        if (this.#stopping.signal.aborted || !destination.hasCredentials) continue;
        await this.#lookAt(destination).catch((error: unknown) =>
          this.#deps.logger.warn({ err: error, destination: destination.id }, 'retention not looked after'),
        );
      }
    });
    return this.#looking;
  }

  #waitFor(delayMs: number): void {
    this.#cancel = this.#deps.clock.after(delayMs, () => {
      void this.look();
      this.#waitFor(lookEveryMs);
    });
  }

  async #lookAt({ id, config }: Destination): Promise<void> {
    const { clock, policy, serverNow, onNotice } = this.#deps;
    const due = (nowMs: number): string[] => retentionDue(this.#recordings(id), policy(), nowMs);
    if (due(clock.now()).length === 0) return;
    // A clock that has jumped ahead would make everything old: what goes by its age is old by the server's clock, too.
    const isByAge = policy().maxAgeDays !== null;
    const trustedMs = isByAge ? Math.min(clock.now(), await serverNow(id, this.#stopping.signal)) : clock.now();
    const titles: string[] = [];
    try {
      for (const broadcastId of due(trustedMs)) {
        if (this.#stopping.signal.aborted) return;
        await this.#deps.unpublish(broadcastId, id);
        titles.push(this.#deps.journal.broadcast(broadcastId)?.title ?? broadcastId);
      }
    } finally {
      if (titles.length > 0) {
        const details = { destination: config.name, count: titles.length, titles: namesOf(titles) };
        onNotice('info', { code: 'publish.retention', details });
      }
    }
  }

  /** What lies at a destination, or is on its way there. */
  #recordings(destinationId: string): RetainedRecording[] {
    const { publications, journal } = this.#deps;
    const rows = publications.all().filter((row) => row.destinationId === destinationId);
    return rows.flatMap(({ broadcastId, state, completedAtMs }) => {
      if (state === 'removing' || state === 'removed') return [];
      const { status, visibility } = journal.broadcast(broadcastId) ?? {};
      // a rehearsal goes by itself, and is no show that another one would have to make room for
      if (visibility === 'unlisted') return [];
      const isOver = state === 'complete' && (status === 'ended' || status === 'failed');
      const sizeBytes = publications.totals(destinationId, broadcastId).bytes;
      // From when all of it was there: an old recording that is published today is wanted there today.
      return [{ id: broadcastId, endedAtMs: isOver ? completedAtMs : null, sizeBytes }];
    });
  }
}

function namesOf(titles: readonly string[]): string {
  const more = titles.length - namedTitles;
  const named = titles.slice(0, namedTitles).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}
