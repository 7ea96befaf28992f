import type { LeaseRecord } from './lease-record.js';

/**
 * Watches another studio's lease. Nobody's clock is compared with anybody else's: the holder is silent when its lease has not
 * changed for `silenceMs` of this computer's monotonic clock. (That clock stands still while the computer sleeps: then the
 * watch takes longer, which is safe.)
 */
export class HolderWatch {
  readonly #silenceMs: number;
  #seen: { readonly token: string; readonly sequence: number; readonly sinceMs: number } | null = null;

  constructor(silenceMs: number) {
    this.#silenceMs = silenceMs;
  }

  /** Tells the watch what was read between these two moments of the monotonic clock. True when the holder is silent. */
  look(record: LeaseRecord, readBeganMs: number, readEndedMs: number): boolean {
    const seen = this.#seen;
    if (seen === null || seen.token !== record.token || seen.sequence !== record.sequence) {
      this.#seen = { token: record.token, sequence: record.sequence, sinceMs: readEndedMs };
      return false;
    }
    return readBeganMs - seen.sinceMs >= this.#silenceMs;
  }
}
