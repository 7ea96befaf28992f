import type { Link } from '../../shared/domain.js';
import { AppError } from '../../shared/errors.js';
import type { Rehearsal } from '../../shared/rehearsal.js';
import type { BroadcastRow, Journal } from '../archive/journal.js';
import type { BroadcastManager } from '../broadcast/broadcast-manager.js';
import type { Clock } from '../clock.js';
import type { BroadcastSummary } from '../engine-api.js';
import type { RecordingDesk } from '../library/recording-desk.js';
import type { Logger } from '../log/logger.js';
import type { PublicationManager } from '../publish/bucket/publication-manager.js';
import type { Service } from '../service.js';
import { RehearsalRemoval } from './rehearsal-removal.js';
import { rehearsalReport } from './rehearsal-report.js';
import { RehearsalViewer } from './rehearsal-viewer.js';

export interface RehearsalDeskDeps {
  readonly journal: Journal;
  readonly broadcasts: () => Pick<BroadcastManager, 'active' | 'get'>;
  readonly recordings: () => Pick<RecordingDesk, 'delete'>;
  readonly publications: Pick<PublicationManager, 'describe' | 'unpublish'>;
  /** Where it opens; none before it does. */
  readonly links: (row: BroadcastRow) => Link[];
  /** Null: nothing of it is in the archive. */
  readonly summary: (broadcastId: string) => BroadcastSummary | null;
  readonly onRehearsal: (rehearsal: Rehearsal | null) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** So long the rest of one that is over may take to its destination, until it is told that it did not get there. */
const reportWithinMs = 20_000;
/** One that was reported is looked at, and then removed by itself. */
const keptMs = 15 * 60_000;

/** The rehearsal that is told of. */
interface Current {
  readonly broadcastId: string;
  status: Rehearsal['status'];
  report: Rehearsal['report'];
  viewer: RehearsalViewer | null;
  measuredBitrate: number | null;
  /** The rest of it was waited for long enough. */
  isLate: boolean;
  removeAtMs: number | null;
}

/**
 * Follows rehearsals: watches one as a viewer while it is on, reports when all of it is at its destination or does not get there
 * in time, and removes it from there and from the disk when it is put away, or a while later. What an earlier run left is removed at the start.
 */
export class RehearsalDesk implements Service {
  readonly name = 'rehearsals';
  readonly #deps: RehearsalDeskDeps;
  readonly #removal: RehearsalRemoval;
  #current: Current | null = null;
  #cancelTimer: () => void = () => undefined;
  #isStarted = false;
  #isStopped = false;

  constructor(deps: RehearsalDeskDeps) {
    this.#deps = deps;
    this.#removal = new RehearsalRemoval({ ...deps, onGone: (broadcastId) => this.#onGone(broadcastId) });
  }

  start(): Promise<void> {
    this.#isStarted = true;
    const left = this.#deps.journal.broadcasts().filter((row) => isRehearsal(row) && isOver(row));
    for (const { id } of left) this.#remove(id);
    this.look();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTimer();
    await Promise.all([this.#current?.viewer?.stop(), this.#removal.stop()]);
  }

  /** A broadcast began, changed or ended, or something of it was published or removed. */
  look(): void {
    if (!this.#isStarted || this.#isStopped) return;
    const active = this.#deps.broadcasts().active?.row ?? null;
    if (active !== null && isRehearsal(active) && active.id !== this.#current?.broadcastId) this.#begin(active.id);
    if (this.#current !== null) this.#follow(this.#current);
    this.#removal.look();
    this.#tell();
  }

  /**
   * Ends it if it is still on, and removes it. Resolves when that is begun: it goes on by itself, also at the next start.
   * Throws `rehearsal.not-found`.
   */
  async end(broadcastId: string): Promise<void> {
    if (this.#current?.broadcastId === broadcastId && this.#current.status === 'failed') {
      this.#current = null;
      return this.#tell();
    }
    const row = this.#deps.journal.broadcast(broadcastId);
    if (row === null || !isRehearsal(row)) {
      throw new AppError('rehearsal.not-found', `Expected a rehearsal, got ${broadcastId}`);
    }
    const broadcasts = this.#deps.broadcasts();
    if (broadcasts.active?.row.id === broadcastId) await broadcasts.get(broadcastId).end();
    this.#remove(broadcastId);
    this.look();
  }

  #begin(broadcastId: string): void {
    const before = this.#current;
    // nobody put it away
    if (before !== null) this.#remove(before.broadcastId);
    this.#current = begun(broadcastId, 'sending');
  }

  #follow(current: Current): void {
    const { journal, publications } = this.#deps;
    const row = journal.broadcast(current.broadcastId);
    if (current.status === 'deleting' || row === null) return;
    // it was published after all: a recording like any other
    if (!isRehearsal(row)) {
      void current.viewer?.stop();
      this.#current = null;
      return;
    }
    const [publication] = publications.describe(row.id);
    current.measuredBitrate = publication?.uploadBitrate ?? current.measuredBitrate;
    if (row.status === 'failed') {
      this.#remove(row.id);
      current.status = 'failed';
    } else if (row.status !== 'ended') {
      this.#watch(current, row);
    } else if (current.status === 'sending') {
      current.status = 'measuring';
      void current.viewer?.stop().then(() => this.look());
      this.#after(reportWithinMs, current, () => {
        current.isLate = true;
        this.look();
      });
    }
    const isThere = publications.describe(row.id).every(({ status }) => status === 'complete');
    const isTime = current.status === 'measuring' && (isThere || current.isLate);
    // what came late after all is told as well
    if (isTime || (isThere && current.report?.isWhole === false)) this.#report(current, isThere);
  }

  /** As a viewer of where it is published; on this computer where it goes nowhere else. */
  #watch(current: Current, row: BroadcastRow): void {
    if (current.viewer !== null) return;
    const { links, publications, clock, logger } = this.#deps;
    const isElsewhere = publications.describe(row.id).length > 0;
    const link = links(row).find(({ destinationId, reach }) =>
      isElsewhere ? destinationId !== undefined : reach === 'computer',
    );
    if (link === undefined) return;
    current.viewer = new RehearsalViewer({ url: link.url, clock, logger });
    current.viewer.start();
  }

  #report(current: Current, isWhole: boolean): void {
    const { broadcastId, viewer, measuredBitrate } = current;
    const summary = this.#deps.summary(broadcastId);
    if (summary === null) return;
    const { sizeBytes } = this.#deps.journal.totals(broadcastId);
    current.report = rehearsalReport({
      summary,
      sizeBytes,
      watched: viewer?.watched ?? null,
      measuredBitrate,
      isWhole,
    });
    if (current.status !== 'ready') {
      current.removeAtMs = this.#deps.clock.now() + keptMs;
      this.#after(keptMs, current, () => {
        this.#remove(broadcastId);
        this.look();
      });
    }
    current.status = 'ready';
    this.#deps.logger.info({ broadcast: broadcastId, report: current.report }, 'rehearsed');
  }

  /** The next thing that happens to the current one by itself; unless it is another one by then. */
  #after(delayMs: number, current: Current, run: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#deps.clock.after(delayMs, () => {
      if (this.#current === current && !this.#isStopped) run();
    });
  }

  #remove(broadcastId: string): void {
    if (this.#current?.broadcastId === broadcastId) {
      void this.#current.viewer?.stop();
      this.#current.status = 'deleting';
    } else if (this.#current === null || this.#current.broadcastId < broadcastId) {
      this.#current = begun(broadcastId, 'deleting');
    }
    this.#removal.add(broadcastId);
  }

  #onGone(broadcastId: string): void {
    const current = this.#current;
    // that nothing came of it is worth knowing
    if (current?.broadcastId === broadcastId && current.status === 'deleting') this.#current = null;
    this.#tell();
  }

  #tell(): void {
    const current = this.#current;
    if (current === null) return this.#deps.onRehearsal(null);
    const { broadcastId, status, report, removeAtMs } = current;
    const row = this.#deps.journal.broadcast(broadcastId);
    const isOpen = row !== null && status !== 'deleting' && status !== 'failed';
    const [publication] = this.#deps.publications.describe(broadcastId);
    const reason = publication?.reason ?? this.#removal.troubleOf(broadcastId);
    const links = isOpen ? this.#deps.links(row) : [];
    this.#deps.onRehearsal({ broadcastId, status, report, reason, links, removeAtMs });
  }
}

function begun(broadcastId: string, status: Current['status']): Current {
  return { broadcastId, status, report: null, viewer: null, measuredBitrate: null, isLate: false, removeAtMs: null };
}

/** Of the studio's own shows what is unlisted is rehearsed (FeedHello.purpose). */
export function isRehearsal({ visibility, showId }: BroadcastRow): boolean {
  return visibility === 'unlisted' && showId !== null;
}

function isOver({ status }: BroadcastRow): boolean {
  return status === 'ended' || status === 'failed';
}
