import Hls, { Events, type ErrorData, type LevelDetails } from 'hls.js';
import { timelineOriginSeconds } from '../../shared/timeline-origin.js';
import { edgeLoaders } from '../edge/edge-loaders.js';
import { LiveEdge } from '../edge/live-edge.js';
import { PaceKeeper } from '../edge/pace-keeper.js';
import { decideRecovery, type Recovery } from '../watch/recovery.js';
import { FailureLog } from './failure-log.js';
import { hlsConfig, segmentsBehind, startPosition } from './hls-config.js';
import { hlsFailure } from './hls-failure.js';
import { lineHint } from './line-hint.js';
import { LiveReturn } from './live-return.js';
import { isWithin, rangeOf, type ListSituation } from './list-range.js';
import { watchMedia } from './media-watch.js';
import type { Playback, PlaybackFigures, PlaybackOptions, Quality, SeekRange } from './playback.js';

/** How often a recording whose playlists still look live is asked again before it is played as it is. */
const maxWholeTries = 8;
const wholeDelayMs = 2_000;
/** So near the end of the history's list it has been played. */
const historyEndSeconds = 1;

/** Plays through hls.js. */
export class HlsPlayback implements Playback {
  readonly #options: PlaybackOptions;
  readonly #stopped = new AbortController();
  readonly #failures = new FailureLog();
  #hls: Hls;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pending: (() => void) | null = null;
  #wholeTries = 0;
  #failedRequests = 0;
  #chosen: number | null = null;
  #pace: PaceKeeper | null = null;
  readonly #liveReturn = new LiveReturn();
  /** Where the broadcast began, seconds of the video element; null: not known. */
  #origin: number | null = null;
  #newestSequence: number | null = null;

  constructor(options: PlaybackOptions) {
    this.#options = options;
    watchMedia(options.video, this.#stopped.signal, (media) => {
      options.listener.onMedia(media);
      if (media !== 'starved') return;
      this.#endHistory();
      this.#liveReturn.starved(options.video.currentTime, this.#isAtEdge());
    });
    this.#hls = this.#begin(startPosition(options));
  }

  isLive(): boolean {
    return this.#details()?.live ?? false;
  }

  range(): SeekRange | null {
    const details = this.#details();
    return details === null ? null : rangeOf(details, this.#situation());
  }

  broadcastSeconds(): number | null {
    const range = this.range();
    if (range === null) return null;
    const isFromStart = this.#options.mode !== 'live' || !this.isLive();
    const origin = isFromStart ? range.start : this.#origin;
    return origin === null ? null : Math.max(0, this.#options.video.currentTime - origin);
  }

  canReach(seconds: number): boolean {
    const details = this.#details();
    return details === null || isWithin(details, this.#situation(), seconds);
  }

  programTimeMs(): number | null {
    return this.#hls.playingDate?.getTime() ?? null;
  }

  edgeToleranceSeconds(): number {
    // the end of the history is not the live position
    if (this.#options.mode === 'history') return Number.NEGATIVE_INFINITY;
    return Math.max(2, this.#details()?.targetduration ?? 0) * 1.5;
  }

  qualities(): readonly Quality[] {
    return this.#hls.levels
      .map((level, id) => ({
        id,
        width: level.width,
        height: level.height,
        fps: level.frameRate > 0 ? level.frameRate : null,
        bandwidth: level.bitrate,
      }))
      .sort((a, b) => b.height - a.height || b.bandwidth - a.bandwidth);
  }

  chosenQuality(): number | null {
    return this.#chosen;
  }

  currentQuality(): number | null {
    return this.#hls.currentLevel >= 0 ? this.#hls.currentLevel : null;
  }

  choose(quality: number | null): void {
    this.#chosen = quality;
    this.#hls.nextLevel = quality ?? -1;
    this.#options.listener.onChange();
  }

  /** Watches live, as the page's badge has it. */
  #isAtEdge(): boolean {
    const range = this.isLive() && this.#options.mode === 'live' && this.#pace === null ? this.range() : null;
    return range !== null && this.#options.video.currentTime >= range.end - this.edgeToleranceSeconds();
  }

  figures(): PlaybackFigures {
    const { bandwidthEstimate } = this.#hls;
    return {
      player: 'hls.js',
      bandwidth: Number.isFinite(bandwidthEstimate) ? bandwidthEstimate : null,
      failedRequests: this.#failedRequests,
      isAhead: this.#pace !== null,
    };
  }

  retryNow(): void {
    const act = this.#pending;
    if (act === null) return;
    clearTimeout(this.#timer);
    this.#pending = null;
    act();
  }

  destroy(): void {
    this.#stopped.abort();
    clearTimeout(this.#timer);
    this.#pending = null;
    this.#pace?.stop();
    this.#hls.destroy();
  }

  #situation(): ListSituation {
    const { mode, hasHistory } = this.#options;
    return { mode, livePosition: this.#hls.liveSyncPosition, origin: this.#origin, hasHistory: hasHistory() };
  }

  #details(): LevelDetails | null {
    return this.#hls.latestLevelDetails;
  }

  #begin(startPosition: number): Hls {
    const { listener, edge, mode, startAt, video } = this.#options;
    this.#pace?.stop();
    this.#pace = null;
    const isAtEdge = edge !== null && mode === 'live';
    this.#origin = null;
    this.#newestSequence = null;
    const config = hlsConfig(startPosition, lineHint(), isAtEdge ? edge : null);
    const hls = new Hls(isAtEdge ? { ...config, ...edgeLoaders(new LiveEdge()) } : config);
    hls.config.liveSyncDurationCount = segmentsBehind;
    if (isAtEdge) {
      this.#pace = new PaceKeeper({
        video,
        leastReserve: edge.reserveSeconds,
        mostReserve: edge.mostReserveSeconds,
        edge: () => hls.latestLevelDetails?.edge ?? null,
      });
    }
    hls.on(Events.MANIFEST_PARSED, () => {
      if (this.#chosen !== null && this.#chosen < hls.levels.length) hls.nextLevel = this.#chosen;
      listener.onChange();
    });
    hls.on(Events.LEVEL_SWITCHED, () => {
      listener.onChange();
    });
    hls.on(Events.LEVEL_LOADED, (_event, { details }) => {
      this.#onPlaylist(hls, details);
    });
    hls.on(Events.INIT_PTS_FOUND, (_event, { initPTS, timescale }) => {
      this.#origin = timelineOriginSeconds - initPTS / timescale;
    });
    if (mode === 'live' && startAt !== null) this.#goBackOnce(hls, startAt);
    hls.on(Events.FRAG_LOADED, () => {
      this.#failures.delivered();
      listener.onTrouble(null);
    });
    hls.on(Events.ERROR, (_event, error) => {
      this.#onError(error);
    });
    hls.attachMedia(this.#options.video);
    hls.loadSource(this.#options.url);
    return hls;
  }

  #onPlaylist(hls: Hls, details: LevelDetails): void {
    const hasGrown = this.#newestSequence !== null && details.endSN > this.#newestSequence;
    this.#newestSequence = Math.max(this.#newestSequence ?? -1, details.endSN);
    if (!details.live) this.#options.listener.onComplete();
    else if (this.#options.mode === 'recording' && this.#wholeTries < maxWholeTries) {
      // The broadcast is over, but a cache still hands out the live window: it would lack the beginning.
      this.#wholeTries += 1;
      hls.stopLoad();
      this.#later(wholeDelayMs, () => {
        this.#startOver(0);
      });
    }
    if (hasGrown) {
      this.#options.listener.onGrown();
      const { video } = this.#options;
      if (this.#liveReturn.grown(video.currentTime, this.#isAtEdge())) video.currentTime = this.range()?.end ?? 0;
    }
    const { startAt, mode } = this.#options;
    const isBeyond = startAt !== null && startAt > details.edge - historyEndSeconds;
    if (mode === 'history' && details.live && isBeyond) this.#ranOut(startAt);
    this.#options.listener.onChange();
  }

  /** Of the window goes where the viewer wants to begin; what is older is not in it. */
  #goBackOnce(hls: Hls, seconds: number): void {
    hls.once(Events.FRAG_BUFFERED, () => {
      const range = this.range();
      if (this.#origin === null || range === null) return;
      this.#options.video.currentTime = Math.min(range.end, Math.max(range.start, seconds + this.#origin));
    });
  }

  #endHistory(): void {
    const details = this.#details();
    if (this.#options.mode !== 'history' || details === null || !details.live) return;
    const { currentTime } = this.#options.video;
    if (currentTime > details.edge - historyEndSeconds) this.#ranOut(currentTime);
  }

  /** Whoever hears it replaces this player: not while hls.js is still telling others of the same. */
  #ranOut(seconds: number): void {
    queueMicrotask(() => {
      if (!this.#stopped.signal.aborted) this.#options.listener.onHistoryRanOut(seconds);
    });
  }

  #onError(error: ErrorData): void {
    const failure = hlsFailure(error);
    if (failure.kind === 'network') this.#failedRequests += 1;
    if (!error.fatal) {
      // hls.js is still trying; only say so when the picture stops for it.
      if (failure.kind === 'network' && failure.status === 0 && !navigator.onLine) {
        this.#options.listener.onTrouble({ problem: 'connection', final: false });
      }
      return;
    }
    const recovery = decideRecovery(failure, this.#failures.note(failure, performance.now()));
    this.#options.listener.onTrouble({ problem: recovery.problem, final: recovery.action === 'give-up' });
    this.#later(recovery.delayMs, () => {
      this.#recover(recovery, error);
    });
  }

  #recover(recovery: Recovery, error: ErrorData): void {
    const { video } = this.#options;
    switch (recovery.action) {
      case 'load-again':
        this.#hls.startLoad();
        return;
      case 'recover-media':
        this.#hls.recoverMediaError();
        return;
      case 'start-over':
        // The time line of a live stream begins anew with each player: only a recording keeps its place.
        this.#startOver(this.isLive() || this.#options.mode === 'live' ? -1 : video.currentTime);
        return;
      case 'skip': {
        const past = this.isLive() ? this.range()?.end : error.frag && error.frag.start + error.frag.duration + 0.05;
        if (past !== undefined && past > video.currentTime) video.currentTime = past;
        this.#hls.startLoad();
        return;
      }
      case 'give-up':
        this.#hls.stopLoad();
    }
  }

  #startOver(startPosition: number): void {
    const playing = !this.#options.video.paused;
    this.#hls.destroy();
    this.#hls = this.#begin(startPosition);
    if (playing) this.#options.listener.onRestart();
  }

  #later(delayMs: number, act: () => void): void {
    clearTimeout(this.#timer);
    this.#pending = act;
    this.#timer = setTimeout(() => {
      this.retryNow();
    }, delayMs);
  }
}
