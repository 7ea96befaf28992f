import type { Clock } from '../../clock.js';
import type { LeaseKeeper } from './lease-keeper.js';

/** After the last thing was done the channel is kept for so long: the next one often follows. */
const restAfterMs = 10_000;

/** Gives a channel free when nothing is to be written there, and takes it again when something is. */
export class IdleWatch {
  readonly #keeper: Pick<LeaseKeeper, 'rest' | 'want'>;
  readonly #clock: Clock;
  #errands = 0;
  #idleSinceMs: number | null = null;

  constructor(deps: { readonly keeper: Pick<LeaseKeeper, 'rest' | 'want'>; readonly clock: Clock }) {
    this.#keeper = deps.keeper;
    this.#clock = deps.clock;
  }

  /** Something that wants the channel for as long as it takes. */
  async errand(work: () => Promise<void>): Promise<void> {
    this.#errands += 1;
    this.#keeper.want();
    try {
      await work();
    } finally {
      this.#errands -= 1;
    }
  }

  /** Once a second. */
  look(isBusy: boolean): void {
    const nowMs = this.#clock.monotonicMs();
    if (isBusy || this.#errands > 0) {
      this.#idleSinceMs = null;
      this.#keeper.want();
      return;
    }
    this.#idleSinceMs ??= nowMs;
    if (nowMs - this.#idleSinceMs >= restAfterMs) this.#keeper.rest();
  }
}
