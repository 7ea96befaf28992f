import { toAppError } from '../../shared/errors.js';
import type { Reason } from '../../shared/domain.js';
import type { Journal } from '../archive/journal.js';
import type { Clock } from '../clock.js';
import type { RecordingDesk } from '../library/recording-desk.js';
import type { Logger } from '../log/logger.js';
import type { PublicationManager } from '../publish/bucket/publication-manager.js';

/** What could not be removed is tried again. */
const againAfterMs = 2_000;

export interface RehearsalRemovalDeps {
  readonly journal: Pick<Journal, 'broadcast'>;
  readonly recordings: () => Pick<RecordingDesk, 'delete'>;
  readonly publications: Pick<PublicationManager, 'describe' | 'unpublish'>;
  /** Nothing of it is left. */
  readonly onGone: (broadcastId: string) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Removes rehearsals: first from where they are published, for as long as that takes, then from the disk and the journal, which
 * is all that remembers them. Whatever comes in between, the next start finds what is left.
 */
export class RehearsalRemoval {
  readonly #deps: RehearsalRemovalDeps;
  readonly #wanted = new Set<string>();
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #troubles = new Map<string, Reason>();
  #isStopped = false;
  #cancelAgain: () => void = () => undefined;

  constructor(deps: RehearsalRemovalDeps) {
    this.#deps = deps;
  }

  add(broadcastId: string): void {
    this.#wanted.add(broadcastId);
    this.look();
  }

  /** Why it does not get on; null: it does. */
  troubleOf(broadcastId: string): Reason | null {
    return this.#troubles.get(broadcastId) ?? null;
  }

  /** Something was removed, or may be now. */
  look(): void {
    if (this.#isStopped) return;
    for (const broadcastId of this.#wanted) {
      if (this.#underWay.has(broadcastId) || this.#isLeaving(broadcastId)) continue;
      const step = this.#step(broadcastId).finally(() => this.#underWay.delete(broadcastId));
      this.#underWay.set(broadcastId, step);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelAgain();
    await Promise.all(this.#underWay.values());
  }

  /** It is being removed from a bucket: that is waited for. */
  #isLeaving(broadcastId: string): boolean {
    return this.#deps.publications.describe(broadcastId).some(({ status }) => status === 'removing');
  }

  async #step(broadcastId: string): Promise<void> {
    const { journal, publications, recordings, onGone, logger } = this.#deps;
    // whoever asked is not held up, nor asked again in the middle of it
    await Promise.resolve();
    try {
      for (const { destinationId } of publications.describe(broadcastId)) {
        await publications.unpublish(broadcastId, destinationId);
      }
      if (publications.describe(broadcastId).length > 0) return;
      if (journal.broadcast(broadcastId) !== null) await recordings().delete(broadcastId);
      this.#wanted.delete(broadcastId);
      this.#troubles.delete(broadcastId);
      logger.info({ broadcast: broadcastId }, 'rehearsal removed');
      onGone(broadcastId);
    } catch (thrown) {
      const { code, details } = toAppError(thrown);
      logger.warn({ err: thrown, broadcast: broadcastId }, 'rehearsal not removed yet');
      this.#troubles.set(broadcastId, { code, details });
      this.#cancelAgain();
      this.#cancelAgain = this.#deps.clock.after(againAfterMs, () => this.look());
    }
  }
}
