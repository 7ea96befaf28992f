import type { Reason } from '../../../shared/domain.js';
import type { FeedStatus, ToProgramme } from '../protocol.js';
import type { GoLive } from '../studio-media.js';

type Send = Extract<ToProgramme, { type: 'send' }>;

/** How the feed stands. */
export interface FeedState {
  readonly status: FeedStatus;
  readonly reason: Reason | null;
}

export interface FeedWishOptions {
  readonly url: string;
  readonly studioId: string;
}

/**
 * What the creator wants of the feed, whoever carries it out: a worker that is made anew goes on with the same show, until it was
 * stopped, refused, or another studio took over.
 */
export class FeedWish {
  readonly #options: FeedWishOptions;
  #wish: GoLive | null = null;
  #state: FeedState = { status: 'off', reason: null };

  constructor(options: FeedWishOptions) {
    this.#options = options;
  }

  get state(): FeedState {
    return this.#state;
  }

  /** What to tell the worker; null: nothing is wanted of it. */
  get request(): Send | null {
    if (this.#wish === null) return null;
    const { showId, purpose, title, description, videoBitrate, keyframeSeconds } = this.#wish;
    const { url, studioId } = this.#options;
    const hello = { type: 'hello', version: 1, studioId, showId, purpose, title, description } as const;
    return { type: 'send', url, hello, videoBitrate, keyframeSeconds };
  }

  start(wish: GoLive): void {
    this.#wish = wish;
    this.#state = { status: 'connecting', reason: null };
  }

  stop(isCarriedOut: boolean): void {
    this.#wish = null;
    // a worker tells by itself when all is sent
    if (!isCarriedOut) this.#state = { status: 'off', reason: null };
  }

  /** The worker tells how it stands. */
  told(state: FeedState): void {
    this.#state = state;
    if (state.status === 'refused' || state.status === 'replaced') this.#wish = null;
  }

  /** Nobody sends any more: the broadcast waits for the next worker. */
  interrupted(): void {
    this.#state = { status: this.#wish === null ? 'off' : 'reconnecting', reason: null };
  }
}
