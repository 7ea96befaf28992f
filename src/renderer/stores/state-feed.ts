import { z } from 'zod';
import { stateFrameSchema } from '../../shared/state-frames.js';
import type { EngineLink, LinkFailure } from './engine-link.js';
import { stepMirror, type Mirror } from './mirror.js';
import type { ObservableValue } from './observable-value.js';

interface StateFeedOptions {
  readonly link: EngineLink;
  /** Where the mirror goes; it keeps the last state while the engine is away. */
  readonly mirror: ObservableValue<Mirror | null>;
  /** A frame came that fits: the mirror is alive, also when there was nothing new in it. */
  readonly onAlive?: () => void;
  /** A whole snapshot that is none to this page: it will not become one by asking again. */
  readonly onMismatch?: () => void;
  readonly onLost: (failure: LinkFailure) => void;
  /** Pause before the n-th new subscription in a row without progress, in ms. The first is at once. */
  readonly retryDelayMs?: (attempt: number) => number;
}

/** What every version of the contract calls a snapshot, whatever is in it. */
const snapshotSchema = z.looseObject({ type: z.literal('snapshot'), epoch: z.string(), state: z.looseObject({}) });

const defaultRetryDelayMs = (attempt: number) => (attempt === 0 ? 0 : Math.min(4000, 125 * 2 ** attempt));

/**
 * Keeps the mirror equal to the engine's state: checks each frame, applies it, and on a gap, another epoch or a frame that
 * is none drops the subscription and asks anew, which brings a snapshot.
 */
export class StateFeed {
  readonly #options: StateFeedOptions;
  #end: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #attempt = 0;
  #stopped = false;

  constructor(options: StateFeedOptions) {
    this.#options = options;
  }

  /** Subscribes. Call once. */
  start(): void {
    const { link, mirror, onAlive, onMismatch, onLost } = this.#options;
    let current = true;
    const again = () => {
      if (!current) return;
      current = false;
      this.#again();
    };
    const stop = link.subscribeState(
      (raw) => {
        if (!current) return;
        const frame = stateFrameSchema.safeParse(raw);
        const step = frame.success ? stepMirror(mirror.get(), frame.data) : { kind: 'gap' as const };
        if (!frame.success && snapshotSchema.safeParse(raw).success) onMismatch?.();
        if (step.kind === 'gap') return again();
        if (step.kind === 'applied') {
          // Progress is a patch that fits: a snapshot alone proves nothing, or a bad patch after each would spin.
          if (frame.data?.type === 'patch') this.#attempt = 0;
          mirror.set(step.mirror);
        }
        onAlive?.();
      },
      (failure) => {
        if (!current) return;
        onLost(failure);
        again();
      },
    );
    this.#end = () => {
      current = false;
      stop();
    };
    // A link may report the first frame, and with it a gap, before it has returned the way to stop.
    if (!current) stop();
  }

  /** Ends the subscription; the mirror keeps what it has. */
  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#end?.();
  }

  #again(): void {
    this.#end?.();
    this.#end = null;
    if (this.#stopped) return;
    const delayMs = (this.#options.retryDelayMs ?? defaultRetryDelayMs)(this.#attempt);
    this.#attempt += 1;
    this.#timer = setTimeout(() => this.start(), delayMs);
  }
}
