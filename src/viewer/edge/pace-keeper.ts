import { Pace, type PaceOptions } from './pace.js';

const lookEveryMs = 200;
/** Media that begins so shortly after the picture belongs to what is ahead. */
const holeSeconds = 0.3;
/** Farther behind than this, after a seek backwards, the viewer is not live, but has gone back. */
const liveWithinSeconds = 8;
/** Shorter ways back are no viewer's: hls.js nudges a picture that stands still. */
const wayBackSeconds = 1;

export interface PaceKeeperOptions extends PaceOptions {
  readonly video: HTMLVideoElement;
  /** The newest media that is known of, seconds of the video element; null: not known. */
  readonly edge: () => number | null;
}

/** Keeps the video element at the live edge while the viewer watches live; leaves it alone while they look back. */
export class PaceKeeper {
  readonly #options: PaceKeeperOptions;
  readonly #pace: Pace;
  readonly #stopped = new AbortController();
  readonly #timer: ReturnType<typeof setInterval>;
  #ownRate = 1;
  #hasPlayed = false;
  #isLookingBack = false;
  /** Where the picture was when it was last looked at, seconds. */
  #wasAt = 0;
  #isWayBack = false;

  constructor(options: PaceKeeperOptions) {
    this.#options = options;
    this.#pace = new Pace(options);
    const { video } = options;
    const on = (type: keyof HTMLMediaElementEventMap, act: () => void): void => {
      video.addEventListener(type, act, { signal: this.#stopped.signal });
    };
    on('waiting', () => {
      if (this.#hasPlayed && !video.seeking && !video.ended && !this.#isLookingBack)
        this.#pace.stalled(performance.now());
    });
    on('playing', () => {
      this.#hasPlayed = true;
      this.#pace.reset();
    });
    on('seeking', () => {
      this.#isWayBack = video.currentTime < this.#wasAt - wayBackSeconds;
    });
    on('seeked', () => {
      this.#pace.reset();
      const edge = options.edge();
      if (!this.#hasPlayed || edge === null) return;
      // who fell behind while nothing came has not gone back
      const isBehind = edge - video.currentTime > liveWithinSeconds;
      this.#isLookingBack = isBehind && (this.#isLookingBack || this.#isWayBack);
    });
    this.#timer = setInterval(() => {
      this.#look();
    }, lookEveryMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#stopped.abort();
    if (this.#options.video.playbackRate === this.#ownRate) this.#options.video.playbackRate = 1;
  }

  #look(): void {
    const { video } = this.#options;
    if (!video.seeking) this.#wasAt = video.currentTime;
    if (video.paused || video.seeking || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    // the viewer chose a speed
    if (video.playbackRate !== this.#ownRate && video.playbackRate !== 1) return;
    if (this.#isLookingBack) {
      this.#setRate(1);
      return;
    }
    const ahead = aheadOf(video);
    const advice = this.#pace.next(ahead, performance.now());
    if ('rate' in advice) this.#setRate(advice.rate);
    else video.currentTime += advice.skip;
  }

  #setRate(rate: number): void {
    const rounded = Math.round(rate * 100) / 100;
    this.#ownRate = rounded;
    if (this.#options.video.playbackRate !== rounded) this.#options.video.playbackRate = rounded;
  }
}

/** Seconds of media that lie ahead of the picture without a hole. */
function aheadOf({ buffered, currentTime }: HTMLVideoElement): number {
  for (let index = 0; index < buffered.length; index += 1) {
    if (buffered.start(index) <= currentTime + holeSeconds && buffered.end(index) > currentTime) {
      return buffered.end(index) - currentTime;
    }
  }
  return 0;
}
