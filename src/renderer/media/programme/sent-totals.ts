import type { Sending } from './sending.js';

const nothing = { skippedByEncoder: 0, lostWithEncoder: 0, droppedByFeed: 0, sentBytes: 0 };

/** What has been sent since the worker began, over all shows. */
export class SentTotals {
  #before = nothing;

  /** With that of the show under way, if there is one. */
  with(sending: Sending | null): Sending['figures'] {
    const now = sending?.figures;
    return {
      skippedByEncoder: this.#before.skippedByEncoder + (now?.skippedByEncoder ?? 0),
      lostWithEncoder: this.#before.lostWithEncoder + (now?.lostWithEncoder ?? 0),
      droppedByFeed: this.#before.droppedByFeed + (now?.droppedByFeed ?? 0),
      sentBytes: this.#before.sentBytes + (now?.sentBytes ?? 0),
      encodeQueue: now?.encodeQueue ?? 0,
      untakenBytes: now?.untakenBytes ?? 0,
      encoder: now?.encoder ?? null,
    };
  }

  /** The show is over. */
  bank(sending: Sending): void {
    this.#before = this.with(sending);
  }
}
