import { decideRecovery, type Failure } from '../watch/recovery.js';
import { FailureLog } from './failure-log.js';
import { watchMedia } from './media-watch.js';
import type { Playback, PlaybackFigures, PlaybackOptions, Quality, SeekRange } from './playback.js';

/** WebKit's way to PROGRAM-DATE-TIME: the wall clock at media time 0. */
interface WithStartDate {
  getStartDate?(): Date;
}

const liveDistanceSeconds = 6;

/** Plays through the browser's own HLS, which chooses the quality alone (iOS without Media Source Extensions). */
export class NativePlayback implements Playback {
  readonly #options: PlaybackOptions;
  readonly #stopped = new AbortController();
  readonly #failures = new FailureLog();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pending: (() => void) | null = null;
  #failed = 0;

  constructor(options: PlaybackOptions) {
    this.#options = options;
    const { video, listener, startAt } = options;
    const { signal } = this.#stopped;
    watchMedia(video, signal, (media) => {
      listener.onMedia(media);
      if (media !== 'ready') return;
      this.#failures.delivered();
      listener.onGrown();
    });
    video.addEventListener('error', () => void this.#onError(), { signal });
    if (startAt !== null && options.mode !== 'live') {
      const begin = (): void => {
        video.currentTime = startAt;
      };
      video.addEventListener('loadedmetadata', begin, { signal, once: true });
    }
    video.addEventListener(
      'durationchange',
      () => {
        if (Number.isFinite(video.duration)) listener.onComplete();
        listener.onChange();
      },
      { signal },
    );
    video.src = options.url;
  }

  isLive(): boolean {
    return this.#options.video.duration === Number.POSITIVE_INFINITY;
  }

  range(): SeekRange | null {
    const { seekable } = this.#options.video;
    if (seekable.length === 0) return null;
    const start = seekable.start(0);
    const end = seekable.end(seekable.length - 1);
    return { start, end: this.isLive() ? Math.max(start, end - liveDistanceSeconds) : end };
  }

  broadcastSeconds(): number | null {
    const range = this.range();
    if (range === null || (this.isLive() && this.#options.mode === 'live')) return null;
    return Math.max(0, this.#options.video.currentTime - range.start);
  }

  canReach(): boolean {
    return true;
  }

  programTimeMs(): number | null {
    const { video } = this.#options;
    const start = (video as WithStartDate).getStartDate?.().getTime();
    return start === undefined || Number.isNaN(start) ? null : start + video.currentTime * 1000;
  }

  edgeToleranceSeconds(): number {
    return liveDistanceSeconds;
  }

  qualities(): readonly Quality[] {
    return [];
  }

  chosenQuality(): number | null {
    return null;
  }

  currentQuality(): number | null {
    return null;
  }

  choose(): void {
    // The browser chooses; without qualities there is no menu to come from.
  }

  figures(): PlaybackFigures {
    return { player: 'browser', bandwidth: null, failedRequests: this.#failed, isAhead: false };
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
    this.#options.video.removeAttribute('src');
    this.#options.video.load();
  }

  async #onError(): Promise<void> {
    const { video, listener, url } = this.#options;
    const failure = await nativeFailure(video.error?.code ?? 0, url);
    if (this.#stopped.signal.aborted) return;
    if (failure.kind === 'network') this.#failed += 1;
    const recovery = decideRecovery(failure, this.#failures.note(failure, performance.now()));
    const final = recovery.action === 'give-up';
    listener.onTrouble({ problem: recovery.problem, final });
    if (final) return;
    const position = this.isLive() ? null : video.currentTime;
    this.#pending = () => {
      // The element has but one way to recover: to load anew.
      video.src = url;
      if (position !== null) video.currentTime = position;
      listener.onRestart();
    };
    this.#timer = setTimeout(
      () => {
        this.retryNow();
      },
      Math.max(1_000, recovery.delayMs),
    );
  }
}

/** The element does not say why it could not load, so the master is asked. */
async function nativeFailure(code: number, url: string): Promise<Failure> {
  if (code === MediaError.MEDIA_ERR_DECODE) return { kind: 'media', what: 'none', status: 0 };
  try {
    const answer = await fetch(url, { cache: 'no-cache' });
    if (!answer.ok) return { kind: 'network', what: 'master', status: answer.status };
  } catch {
    return { kind: 'network', what: 'master', status: 0 };
  }
  if (code === MediaError.MEDIA_ERR_NETWORK) return { kind: 'network', what: 'playlist', status: 0 };
  return { kind: 'other', what: 'none', status: 0 };
}
