import { AppError } from '../../../shared/errors.js';
import type { Clock } from '../../clock.js';
import type { RelayPush } from '../relay-push.js';
import type { UnitLimits } from '../unit-limits.js';
import type { Via } from './backoff-plan.js';
import { isHeader, type FeedTag } from './feed-tag.js';
import { RelayQueue } from './relay-queue.js';
import { RelayTimeline } from './relay-timeline.js';

const WRAP = 2 ** 32;
/** How often a socket that has taken its fill is asked whether it has room again. */
const POLL_MS = 10;
/** Of the queue, for the GOP that a connection begins inside of: with 15 s, the 8.3 s of an encoder left at "auto" fit. */
const REPLAY_SHARE = 2 / 3;

/**
 * One connection of a relay with what waits for it. Its time line starts at 0, as that of any encoder which connects anew: this is what
 * services know.
 */
export class RelayLink {
  readonly via: Via;
  readonly closed: Promise<AppError | null>;
  /** Resolves once the service has taken us (RelayPush). */
  readonly taken: Promise<void>;
  readonly #push: RelayPush;
  readonly #clock: Clock;
  readonly #limits: UnitLimits;
  readonly #queue: RelayQueue;
  readonly #timeline = new RelayTimeline();
  readonly #openedAtMs: number;
  #handedBytes = 0;
  #unsentSinceMs: number | null = null;
  #cancelPoll: (() => void) | null = null;
  #onDrained: (() => void) | null = null;
  #takenBytes = 0;
  #isTaken = false;
  #isLeft = false;
  #isClosed = false;

  constructor(deps: { push: RelayPush; via: Via; clock: Clock; limits: UnitLimits }) {
    this.#push = deps.push;
    this.via = deps.via;
    this.#clock = deps.clock;
    this.#limits = deps.limits;
    this.#openedAtMs = deps.clock.monotonicMs();
    this.#queue = new RelayQueue({ maxBytes: deps.limits.queueBytes, maxMs: deps.limits.queueMs });
    this.closed = deps.push.closed;
    this.taken = deps.push.taken.then(() => {
      this.#isTaken = true;
    });
    void this.closed.then(() => {
      this.#isLeft = true;
      this.#isClosed = true;
      this.#cancelPoll?.();
      this.#onDrained?.();
    });
  }

  get isTaken(): boolean {
    return this.#isTaken;
  }

  /** For how long it has been up. */
  get livedMs(): number {
    return this.#clock.monotonicMs() - this.#openedAtMs;
  }

  /** Bytes of tags' data that the peer has taken. */
  get takenBytes(): number {
    // what a closed socket says of itself is no measure
    if (!this.#isClosed) this.#takenBytes = Math.max(this.#takenBytes, this.#handedBytes - this.#push.unsentBytes);
    return this.#takenBytes;
  }

  get droppedFrames(): number {
    return this.#queue.droppedFrames;
  }

  /** What this connection holds in memory: waiting here and handed to the socket. */
  get heldBytes(): number {
    return this.#queue.mediaBytes + this.#push.unsentBytes;
  }

  /** Programme that waits to be handed to the socket, in milliseconds. */
  get lagMs(): number {
    return this.#queue.spanMs;
  }

  /**
   * The error of a service that has taken nothing of what is there for it for so long: the kernel has not, or the service itself no longer
   * says that it has. To be asked a few times a second.
   */
  stall(patienceMs: number): AppError | null {
    const stalledMs = Math.max(this.#stuckMs(), this.#push.owedMs);
    if (stalledMs < patienceMs) return null;
    return new AppError('relay.stalled', 'Expected the service to take something, got nothing', {
      retryable: true,
      details: { forMs: Math.round(stalledMs) },
    });
  }

  /** Begins with what a feed replays. A GOP that would fill most of the queue is left out: the next one is waited for. */
  begin(replay: readonly FeedTag[]): void {
    const media = replay.filter(({ kind }) => !isHeader(kind));
    const bytes = media.reduce((sum, { tag }) => sum + tag.data.length, 0);
    const spanMs = (media.at(-1)?.tag.timestampMs ?? 0) - (media[0]?.tag.timestampMs ?? 0);
    const fits = bytes <= this.#limits.queueBytes * REPLAY_SHARE && spanMs <= this.#limits.queueMs * REPLAY_SHARE;
    for (const tag of fits ? replay : replay.filter(({ kind }) => isHeader(kind))) this.#enqueue(tag);
    this.#pump();
  }

  take(tag: FeedTag): void {
    if (this.#isLeft) return;
    this.#enqueue(tag);
    this.#pump();
  }

  /** What comes next is of another feed: it goes on behind this one, from a keyframe on. */
  newFeed(): void {
    this.#queue.newFeed();
    this.#timeline.newFeed();
  }

  /** Takes nothing more, sends what waits as far as that goes in time, and says good-bye. */
  async leave(): Promise<void> {
    this.#isLeft = true;
    if (this.#queue.length > 0) {
      await new Promise<void>((resolve) => {
        const cancel = this.#clock.after(this.#limits.leaveMs, resolve);
        this.#onDrained = () => {
          cancel();
          resolve();
        };
      });
    }
    await this.close();
  }

  /** Ends it at once; what waits is gone. */
  close(): Promise<void> {
    this.#isLeft = true;
    this.#cancelPoll?.();
    return this.#push.close();
  }

  #stuckMs(): number {
    if (this.#push.unsentBytes === 0) this.#unsentSinceMs = null;
    else this.#unsentSinceMs = Math.max(this.#unsentSinceMs ?? this.#clock.monotonicMs(), this.#push.lastProgressAtMs);
    return this.#unsentSinceMs === null ? 0 : this.#clock.monotonicMs() - this.#unsentSinceMs;
  }

  #enqueue(tag: FeedTag): void {
    if (!this.#queue.admits(tag.kind)) return;
    if (isHeader(tag.kind)) {
      this.#queue.push(tag, this.#timeline.endMs);
      return;
    }
    const kind = tag.kind === 'sound' ? 'sound' : 'picture';
    const lineMs = this.#timeline.at(kind, tag.tag.timestampMs, this.#clock.monotonicMs());
    if (lineMs !== null) this.#queue.push(tag, lineMs);
  }

  #pump(): void {
    while (this.#push.unsentBytes < this.#limits.aheadBytes) {
      const item = this.#queue.shift();
      if (item === null) {
        this.#onDrained?.();
        return;
      }
      const { type, data } = item.tag.tag;
      this.#handedBytes += data.length;
      this.#push.send({ type, timestampMs: item.lineMs % WRAP, data });
    }
    this.#cancelPoll ??= this.#clock.after(POLL_MS, () => {
      this.#cancelPoll = null;
      this.#pump();
    });
  }
}
