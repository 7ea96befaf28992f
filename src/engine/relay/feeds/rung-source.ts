import type { MessagePort } from 'node:worker_threads';
import type { PlannedProgramme } from '../../broadcast/programme-audience.js';
import type { Logger } from '../../log/logger.js';
import type { LadderPlan } from '../../transcode/plan.js';
import { RungFeed } from '../rung-feed/rung-feed.js';
import { portTo, type ProgrammeFeedSource } from './programme-feed-source.js';
import type { WatcherFan } from './watcher-fan.js';

export interface RungSourceDeps {
  readonly watcher: WatcherFan;
  readonly ladder: LadderPlan;
  /** Which picture of a ladder; null: its sound alone. */
  readonly choose: (ladder: LadderPlan) => string | null;
  readonly onBegins: () => void;
  readonly logger: Logger;
}

/** A rung of whatever ladder there is, with its sound where it has any. */
export class RungSource implements ProgrammeFeedSource {
  readonly droppedFrames = 0;
  readonly #deps: RungSourceDeps;
  #ladder: LadderPlan;
  #feed: RungFeed;

  constructor(deps: RungSourceDeps) {
    this.#deps = deps;
    this.#ladder = deps.ladder;
    this.#feed = this.#make();
    deps.watcher.add(this.#feed);
  }

  begin(): void {
    this.#deps.onBegins();
  }

  open(): MessagePort | null {
    return portTo(this.#feed);
  }

  programmeChanged({ ladder }: PlannedProgramme): void {
    const [before, next] = [this.#tracks(this.#ladder), this.#tracks(ladder)];
    this.#ladder = ladder;
    if (before.video === next.video && before.audio === next.audio) return;
    const old = this.#feed;
    this.#feed = this.#make();
    // while a run is on, it begins with this, and readers come over before the old one says that it has ended
    this.#deps.watcher.add(this.#feed);
    this.#end(old);
  }

  close(): Promise<void> {
    this.#end(this.#feed);
    return Promise.resolve();
  }

  #tracks(ladder: LadderPlan): { readonly video: string | null; readonly audio: string | null } {
    return { video: this.#deps.choose(ladder), audio: ladder.audio?.name ?? null };
  }

  #make(): RungFeed {
    const { logger, onBegins } = this.#deps;
    const { video, audio } = this.#tracks(this.#ladder);
    return new RungFeed({
      ...{ video, audio },
      onRestart: onBegins,
      onSlow: (untakenBytes) => logger.warn({ untakenBytes, video }, 'closed a tap of a rung'),
    });
  }

  #end(feed: RungFeed): void {
    this.#deps.watcher.remove(feed);
    feed.runEnds();
  }
}
