import { leaseFile } from '../../shared/channel-lease.js';
import { JsonFeed, type Reading } from '../data/json-feed.js';
import type { PollSituation } from '../data/poll-delay.js';
import { readBroadcast, type Broadcast } from '../data/published.js';
import { ServerClock } from '../data/server-clock.js';
import { openPlayback } from '../playback/open-playback.js';
import type { EdgeOptions, Playback } from '../playback/playback.js';
import { StallLog } from '../stats/stall-log.js';
import { StudioWatch } from './studio-watch.js';
import { beginPlaying, type PlayOutcome } from './begin-playing.js';
import {
  initialWatchState,
  nextWatchState,
  screenOf,
  type Screen,
  type WatchEvent,
  type WatchState,
} from './watch-state.js';

/** How long a viewer with nothing left to play waits for the rest of a stream that is over. */
const starvedTooLongMs = 10_000;

/** What to watch. */
export interface Watched {
  /** Folder of the broadcast, ends in `/`: relative to the page. */
  readonly folder: string;
  readonly dataFile: 'broadcast.json' | 'clip.json';
  /** Seconds of the broadcast; null: where it is live, or begins. */
  readonly startAt: number | null;
}

export interface WatchSessionOptions extends Watched {
  readonly video: HTMLVideoElement;
  /** Anything the viewer sees may have changed. */
  readonly onChange: () => void;
  readonly onPlayOutcome: (outcome: PlayOutcome) => void;
}

/** One broadcast being watched: reads its data file, plays what there is to play, and says what to show. */
export class WatchSession {
  readonly clock = new ServerClock();
  readonly stalls = new StallLog();
  readonly #options: WatchSessionOptions;
  readonly #feed: JsonFeed<Broadcast>;
  readonly #studio: StudioWatch;
  #state: WatchState;
  #playback: Playback | null = null;
  #starvedTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: WatchSessionOptions) {
    this.#options = options;
    this.#state = { ...initialWatchState, startAt: options.startAt };
    this.#feed = new JsonFeed({
      url: `${options.folder}${options.dataFile}`,
      read: readBroadcast,
      onReading: (reading) => {
        this.#onReading(reading);
      },
      mood: () => this.#mood(),
    });
    this.#studio = new StudioWatch(`${options.folder}../../${leaseFile}`, (isSilent) => {
      this.#apply({ type: 'studio', isSilent });
    });
  }

  get state(): WatchState {
    return this.#state;
  }

  /** Of the broadcast, ends in `/`: relative to the page. */
  get folder(): string {
    return this.#options.folder;
  }

  get isClip(): boolean {
    return this.#options.dataFile === 'clip.json';
  }

  get screen(): Screen {
    return screenOf(this.#state);
  }

  get playback(): Playback | null {
    return this.#playback;
  }

  /** URL of the preview picture, relative to the page; null: none. */
  get poster(): string | null {
    return this.#state.broadcast?.hasPoster === true ? `${this.#options.folder}poster.jpg` : null;
  }

  start(): void {
    this.#feed.start();
  }

  /** Leaves the video element empty. */
  stop(): void {
    this.#feed.stop();
    this.#studio.stop();
    clearTimeout(this.#starvedTimer);
    this.#playback?.destroy();
    this.#playback = null;
  }

  /** Seconds of the broadcast. Goes there whether or not it is in what is loaded now. */
  watchAt(seconds: number): void {
    this.#apply({ type: 'watch-at', seconds });
  }

  /** Comes back from the history. */
  goLive(): void {
    this.#apply({ type: 'go-live' });
  }

  /** What the viewer asks for from a screen of trouble. */
  tryAgain(): void {
    this.#feed.refresh();
    if (this.#state.trouble?.final === true) this.#apply({ type: 'try-again' });
    else this.#playback?.retryNow();
  }

  #onReading(reading: Reading<Broadcast>): void {
    if (reading.outcome !== 'ok') {
      this.#apply({ type: 'reading', outcome: reading.outcome });
      return;
    }
    if (reading.serverDateMs !== null) this.clock.note(reading.serverDateMs, Date.now());
    this.#apply({ type: 'reading', outcome: 'ok', broadcast: reading.value });
    // The origin answers again: no need to sit out the player's pause.
    if (this.#state.trouble?.final === false && this.#state.media !== 'ready') this.#playback?.retryNow();
  }

  #mood(): PollSituation['mood'] | null {
    const { broadcast, media, interrupted } = this.#state;
    if (broadcast?.state === 'ended') return null;
    if (interrupted) return 'calm';
    if (broadcast === null || broadcast.state !== 'live') return 'soon';
    return media === 'ready' ? 'calm' : 'soon';
  }

  #apply(event: WatchEvent): void {
    const before = this.#state;
    this.#state = nextWatchState(before, event);
    if (this.#state.load !== before.load) this.#load();
    this.#watchStarving();
    this.#watchStudio();
    this.#options.onChange();
  }

  /** A stream that is over, or the viewer's own line that is, say nothing about the studio. */
  #watchStudio(): void {
    const { broadcast, media, source, complete, feed } = this.#state;
    const isAwaited =
      broadcast?.hasLease === true && broadcast.state !== 'ended' && !complete && source !== 'recording';
    const programMs = this.#playback?.programTimeMs() ?? null;
    const behindMs = programMs === null ? 0 : this.clock.now(Date.now()) - programMs;
    this.#studio.update(isAwaited && media !== 'ready' && feed === 'ok', behindMs);
  }

  #watchStarving(): void {
    clearTimeout(this.#starvedTimer);
    if (this.#state.media !== 'starved' || this.#state.broadcast?.state !== 'ended') return;
    this.#starvedTimer = setTimeout(() => {
      this.#apply({ type: 'starved-too-long' });
    }, starvedTooLongMs);
  }

  #load(): void {
    const { source, load, startAt, broadcast } = this.#state;
    if (source === 'none') return;
    this.#playback?.destroy();
    this.#playback = openPlayback({
      video: this.#options.video,
      url: `${this.#options.folder}${source === 'history' && broadcast?.hasHistory === true ? 'dvr' : 'master'}.m3u8`,
      mode: source,
      startAt,
      hasHistory: () => this.#state.broadcast?.hasHistory === true,
      edge: edgeOptions(broadcast?.aheadSeconds ?? null),
      listener: {
        onMedia: (media) => {
          // a jump of the viewer's own is no stall
          if (media !== 'starved' || !this.#options.video.seeking) this.stalls.note(media, performance.now());
          this.#apply({ type: 'media', media });
        },
        onTrouble: (trouble) => {
          if (trouble !== null || this.#state.trouble !== null) this.#apply({ type: 'trouble', trouble });
        },
        onComplete: () => {
          if (this.#state.complete) return;
          this.#apply({ type: 'complete' });
          this.#feed.refresh();
        },
        onGrown: () => {
          if (this.#state.interrupted) this.#apply({ type: 'studio', isSilent: false });
        },
        onHistoryRanOut: (seconds) => {
          this.#apply({ type: 'history-ran-out', seconds });
        },
        onRestart: () => {
          this.#play(load);
        },
        onChange: this.#options.onChange,
      },
    });
    this.#play(load);
  }

  #play(load: number): void {
    void beginPlaying(this.#options.video).then((outcome) => {
      // An interrupted try is followed by another one, or by the viewer.
      if (this.#state.load === load && outcome !== 'interrupted') this.#options.onPlayOutcome(outcome);
    });
  }
}

/** A short segment needs a short reserve; half a second of it is what a browser needs to play on without a gap. */
function edgeOptions(segmentSeconds: number | null): EdgeOptions | null {
  if (segmentSeconds === null) return null;
  return { segmentSeconds, reserveSeconds: 0.15 + segmentSeconds * 0.3, mostReserveSeconds: 4 };
}
