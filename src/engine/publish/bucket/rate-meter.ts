/** Longer than a slow uplink takes for one segment, short enough to follow it. */
const windowMs = 20_000;

interface Span {
  readonly endMs: number;
  /** Whole microseconds: their sum stays exact, however often one is added and taken away. */
  readonly busyUs: number;
  readonly bytes: number;
}

/**
 * How fast the uplink is while it is used: bytes that came through, over the time in which at least one upload was under
 * way. An idle uplink leaves the last figure standing.
 */
export class RateMeter {
  #spans: Span[] = [];
  /** Of all spans together: a quick line has thousands of them, and each end of an upload would add them up. */
  #busyUs = 0;
  #bytes = 0;
  #inFlight = 0;
  #busySinceMs = 0;
  #last: number | null = null;

  get inFlight(): number {
    return this.#inFlight;
  }

  begin(nowMs: number): void {
    if (this.#inFlight === 0) this.#busySinceMs = nowMs;
    this.#inFlight += 1;
  }

  /** `bytes`: 0 when the upload failed: the time counts all the same. */
  end(nowMs: number, bytes: number): void {
    this.#inFlight -= 1;
    const busyUs = Math.round((nowMs - this.#busySinceMs) * 1000);
    this.#spans.push({ endMs: nowMs, busyUs, bytes });
    this.#busyUs += busyUs;
    this.#bytes += bytes;
    this.#busySinceMs = nowMs;
    this.#forgetBefore(nowMs - windowMs);
    this.#last = this.#measure() ?? this.#last;
  }

  /** Bits per second; null before anything came through. */
  get bitsPerSecond(): number | null {
    return this.#last;
  }

  /** After an outage what was measured before and during it says nothing. */
  reset(nowMs: number): void {
    this.#spans = [];
    this.#busyUs = 0;
    this.#bytes = 0;
    this.#busySinceMs = nowMs;
  }

  #forgetBefore(fromMs: number): void {
    const kept = this.#spans.findIndex(({ endMs }) => endMs >= fromMs);
    for (const { busyUs, bytes } of this.#spans.splice(0, Math.max(0, kept))) {
      this.#busyUs -= busyUs;
      this.#bytes -= bytes;
    }
  }

  #measure(): number | null {
    return this.#busyUs > 0 && this.#bytes > 0 ? (this.#bytes * 8_000_000) / this.#busyUs : null;
  }
}
