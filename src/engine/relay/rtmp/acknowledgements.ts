/** What a peer is asked to acknowledge at least: four times a second at 1 Mbit/s, 24 bytes each. */
export const ACKNOWLEDGE_EVERY_BYTES = 32 * 1024;
/** So many in a row, and the peer is one that acknowledges. */
const NEEDED = 3;
const REMEMBERED = 8;

/**
 * What a peer says of what has reached it (RTMP 1.0, section 5.4.3). The kernel goes on taking megabytes for a peer that stands still, or to
 * which the line is dead; a peer that has acknowledged all along and now owes two of these is known to be gone long before. From
 * one that never did so nothing is expected.
 */
export class Acknowledgements {
  #newest: number | null = null;
  #strides: number[] = [];
  #handedAtNewest = 0;
  #waitingSinceMs: number | null = null;

  /** The peer says how much it has received, modulo 2^32. `handedBytes`: what the socket had taken by then. */
  take(receivedBytes: number, handedBytes: number): void {
    // as unsigned: it wraps; a peer that begins anew looks like one that is patient for a while
    if (this.#newest !== null) this.#strides.push((receivedBytes - this.#newest) >>> 0);
    if (this.#strides.length > REMEMBERED) this.#strides.shift();
    this.#newest = receivedBytes;
    this.#handedAtNewest = handedBytes;
    this.#waitingSinceMs = null;
  }

  /**
   * For how long nothing has been acknowledged, once two are owed; else 0. As seen by whoever asks a few times a second; `nowMs` is
   * monotonic. It counts from when there was something to acknowledge, so that a source's pause owes nothing.
   */
  owedMs(handedBytes: number, nowMs: number): number {
    const stride = Math.max(ACKNOWLEDGE_EVERY_BYTES, ...this.#strides);
    const isOwed = this.#strides.length >= NEEDED && handedBytes - this.#handedAtNewest >= 2 * stride;
    this.#waitingSinceMs = handedBytes > this.#handedAtNewest ? (this.#waitingSinceMs ?? nowMs) : null;
    return isOwed && this.#waitingSinceMs !== null ? nowMs - this.#waitingSinceMs : 0;
  }
}
