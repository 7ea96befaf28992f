import { AppError } from '../../shared/errors.js';
import type { BroadcastArchive } from '../archive/broadcast-archive.js';
import type { Clock } from '../clock.js';
import type { LadderPlan } from '../transcode/plan.js';
import type { ActiveRun } from './active-run.js';
import type { ProgrammeFeed } from './feed.js';
import { KeepUpWatch } from './keep-up-watch.js';
import { lagBehind } from './lag-watch.js';
import type { StageBoard } from './stage-board.js';

const tickMs = 1000;
/** Media that waits in memory for the disk; more than this and the disk is given up. */
const pendingLimitBytes = 256 * 1024 * 1024;

export interface BroadcastMonitorDeps {
  readonly clock: Clock;
  readonly board: StageBoard;
  readonly archive: BroadcastArchive;
  readonly feed: () => ProgrammeFeed | null;
  readonly run: () => ActiveRun | null;
  readonly plan: () => LadderPlan | null;
  /** After each look. */
  readonly onTick: () => void;
  readonly onArchiveStalled: (error: AppError) => void;
}

/** Looks once a second whether the machine and the disk keep up. */
export class BroadcastMonitor {
  readonly #deps: BroadcastMonitorDeps;
  readonly #keepUp = new KeepUpWatch();
  #lagSeconds: number | null = null;
  #lastNewest: number | null = null;
  #cancel: () => void = () => undefined;

  constructor(deps: BroadcastMonitorDeps) {
    this.#deps = deps;
  }

  /** How far the ladder is behind the source; null where it is not known. */
  get lagSeconds(): number | null {
    return this.#lagSeconds;
  }

  start(): void {
    this.#look();
    this.#cancel = this.#deps.clock.after(tickMs, () => this.start());
  }

  stop(): void {
    this.#cancel();
    this.#cancel = () => undefined;
  }

  #look(): void {
    const { archive, board, clock } = this.#deps;
    const run = this.#deps.run();
    const feed = this.#deps.feed();
    const newest = run?.packing.newestSeconds ?? null;
    // a picture that stands still is the source's doing: what it sends may be sound alone
    const isMoving = newest !== this.#lastNewest;
    this.#lastNewest = newest;
    this.#lagSeconds = isMoving ? lagBehind(feed?.newestSeconds() ?? null, newest) : null;
    const speed = run?.progress?.speed ?? null;
    const keepUp = this.#keepUp.observe({
      atSeconds: clock.monotonicMs() / 1000,
      comesAtItsOwnPace: feed?.isLive === true,
      canShed: feed?.keepsClock === true && (this.#deps.plan()?.video.length ?? 0) > 1,
      lagSeconds: this.#lagSeconds,
      speed,
    });
    if (keepUp === 'shed') run?.reportSlow();
    board.setSlow(keepUp === 'slow', speed);
    if (archive.pendingBytes > pendingLimitBytes) {
      const details = { pendingBytes: archive.pendingBytes };
      this.#deps.onArchiveStalled(
        new AppError('archive.write-failed', 'Expected the disk to keep up, got too much to write', { details }),
      );
    }
    this.#deps.onTick();
  }
}
