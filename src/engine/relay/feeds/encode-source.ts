import type { MessagePort } from 'node:worker_threads';
import type { PlannedProgramme } from '../../broadcast/programme-audience.js';
import type { LadderPlan } from '../../transcode/plan.js';
import { EncodeFeed, type EncodeFeedDeps } from '../encode/encode-feed.js';
import { isReadByFfmpeg } from '../plan/relay-streams.js';
import { portTo, type ProgrammeFeedSource } from './programme-feed-source.js';
import { RungSource } from './rung-source.js';
import type { WatcherFan } from './watcher-fan.js';

export interface EncodeSourceDeps extends Omit<EncodeFeedDeps, 'openInput' | 'onRestart'> {
  readonly watcher: WatcherFan;
  readonly programme: PlannedProgramme | null;
  readonly readsEnhancedVideo: boolean;
  /** The encoder's own packets in a form that ffmpeg reads. */
  readonly openTap: () => MessagePort | null;
  readonly onBegins: () => void;
}

/** An encode of what the programme has for it at the time: the encoder's own packets, or a rung where there are none that ffmpeg reads. */
export class EncodeSource implements ProgrammeFeedSource {
  readonly #deps: EncodeSourceDeps;
  readonly #feed: EncodeFeed;
  /** Null: the tap is read. */
  #rung: RungSource | null;

  constructor(deps: EncodeSourceDeps) {
    this.#deps = deps;
    this.#feed = new EncodeFeed({
      ...deps,
      openInput: () => (this.#rung === null ? deps.openTap() : this.#rung.open()),
      onRestart: deps.onBegins,
    });
    this.#rung = deps.programme === null || this.#readsTap(deps.programme) ? null : this.#makeRung(deps.programme);
  }

  get droppedFrames(): number {
    return this.#feed.droppedFrames;
  }

  begin(): void {
    this.#feed.inputBegins();
  }

  open(): MessagePort | null {
    return portTo(this.#feed);
  }

  programmeChanged(programme: PlannedProgramme, isOtherStay: boolean): void {
    const before = this.#rung;
    if (this.#readsTap(programme)) {
      this.#rung = null;
      void before?.close();
      if (isOtherStay || before !== null) this.#feed.inputBegins();
    } else if (before === null) {
      this.#rung = this.#makeRung(programme);
      this.#feed.inputBegins();
    } else before.programmeChanged(programme);
  }

  async close(): Promise<void> {
    await this.#rung?.close();
    await this.#feed.close();
  }

  #readsTap({ feed }: PlannedProgramme): boolean {
    const { encode, readsEnhancedVideo } = this.#deps;
    return encode.input === null && feed.tap !== undefined && isReadByFfmpeg(feed.source, readsEnhancedVideo);
  }

  #makeRung({ ladder }: PlannedProgramme): RungSource {
    const { encode, watcher, logger } = this.#deps;
    const choose = ({ video }: LadderPlan): string | null => encode.input ?? video[0]?.name ?? null;
    return new RungSource({ watcher, ladder, choose, logger, onBegins: () => this.#feed.inputBegins() });
  }
}
