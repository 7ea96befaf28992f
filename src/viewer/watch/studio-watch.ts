import { leaseSilenceMs } from '../../shared/channel-lease.js';
import { readOnce } from '../data/json-feed.js';
import { readLease } from '../data/published.js';

/** Longer than the lease of a studio that died when its last media came. */
const patienceMs = leaseSilenceMs + 2_500;
/** Many viewers may wait for one studio, for hours. */
const againMs = 60_000;

/** How a viewer waits; milliseconds. */
export interface Waiting {
  /** For so long there has been nothing to play. */
  readonly dryForMs: number;
  /** So long ago was filmed what is on screen; 0: not known. */
  readonly behindMs: number;
  /** So long ago the lease was read last; Infinity: never. */
  readonly sinceLookMs: number;
}

/** Milliseconds until the lease may be read. What is on screen may tell that the studio was gone before the page was opened. */
export function nextLookMs({ dryForMs, behindMs, sinceLookMs }: Waiting): number {
  const dueMs = behindMs >= patienceMs ? 0 : patienceMs - dryForMs;
  return Math.max(0, dueMs, againMs - sinceLookMs);
}

/** Whether the holder of a lease has fallen silent. Both times are the server's: nobody's own clock counts. */
export function isSilent(renewedAtMs: number, serverDateMs: number): boolean {
  return serverDateMs - renewedAtMs > leaseSilenceMs;
}

/**
 * Finds out, while nothing comes that could be played, whether the studio is there at all: reads the lease that it renews every
 * few seconds (docs/decisions/0013), once a minute at most, and never while media flows.
 */
export class StudioWatch {
  readonly #url: string;
  readonly #onTold: (isSilent: boolean) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drySinceMs: number | null = null;
  #behindMs = 0;
  #lookedAtMs = Number.NEGATIVE_INFINITY;

  /** `url`: of the lease, relative to the page. */
  constructor(url: string, onTold: (isSilent: boolean) => void) {
    this.#url = url;
    this.#onTold = onTold;
  }

  /** Tells whether there is something to play; see Waiting. */
  update(isDry: boolean, behindMs: number): void {
    if (!isDry) {
      this.stop();
      return;
    }
    if (this.#drySinceMs !== null) return;
    this.#drySinceMs = performance.now();
    this.#behindMs = behindMs;
    this.#schedule(this.#drySinceMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#drySinceMs = null;
  }

  #schedule(drySinceMs: number): void {
    const nowMs = performance.now();
    const waiting = {
      dryForMs: nowMs - drySinceMs,
      behindMs: this.#behindMs,
      sinceLookMs: nowMs - this.#lookedAtMs,
    };
    this.#timer = setTimeout(() => void this.#look(), nextLookMs(waiting));
  }

  async #look(): Promise<void> {
    const drySinceMs = this.#drySinceMs;
    this.#lookedAtMs = performance.now();
    const reading = await readOnce(this.#url, readLease, false);
    // it goes on meanwhile, or the viewer has left
    if (drySinceMs === null || this.#drySinceMs !== drySinceMs) return;
    this.#schedule(drySinceMs);
    if (reading.outcome !== 'ok' || reading.serverDateMs === null) return;
    this.#onTold(isSilent(reading.value, reading.serverDateMs));
  }
}
