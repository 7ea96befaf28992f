const WRAP = 2 ** 32;
/** Encoders write a tag a little behind the last one of its kind now and then; more than that is another clock. */
const JITTER_MS = 1_000;
/** A step forward that is so much more than the time that went by is another clock, too. */
const LEAP_MS = 10_000;

type Kind = 'sound' | 'picture';

/**
 * The time line of one connection: starts at 0 and never goes backwards, as services expect of an encoder. Tags of one feed
 * keep their distances, sound and picture their offset. A new feed, or a source that sets its clock, goes on behind the end by
 * the time that really went by. Timestamps of feeds are 32 bits wide and may wrap; those of the line do not.
 */
export class RelayTimeline {
  #offsetMs: number | null = null;
  /** The feed's newest timestamp, unwrapped. */
  #sourceMs = 0;
  #lastMs: Record<Kind, number | null> = { sound: null, picture: null };
  /** The kinds of which this feed (or this setting of its clock) has had a tag. */
  #seen = new Set<Kind>();
  #endMs: number | null = null;
  #endedAtMs = 0;

  /** The newest time on the line, in milliseconds; 0 before the first tag. */
  get endMs(): number {
    return this.#endMs ?? 0;
  }

  /** The next tag is of a new feed, with a clock of its own. */
  newFeed(): void {
    this.#offsetMs = null;
  }

  /**
   * Where a tag stands on the line. `nowMs` is monotonic: when it came. Null: before the line's beginning, or before what the
   * last feed has sent of its kind, as the first sound of a feed may be: it has no place any more.
   */
  at(kind: Kind, timestampMs: number, nowMs: number): number | null {
    const source = this.#unwrap(Math.round(timestampMs));
    if (this.#offsetMs === null || this.#isAnotherClock(kind, source + this.#offsetMs, nowMs)) {
      this.#offsetMs = this.#next(nowMs) - source;
      this.#seen = new Set();
    }
    this.#sourceMs = source;
    const lineMs = source + this.#offsetMs;
    const lastMs = this.#lastMs[kind];
    if (lineMs < 0) return null;
    if (lastMs !== null && lineMs < lastMs) {
      if (!this.#seen.has(kind)) return null;
      return lastMs;
    }
    this.#seen.add(kind);
    this.#lastMs[kind] = lineMs;
    if (this.#endMs === null || lineMs > this.#endMs) {
      this.#endMs = lineMs;
      this.#endedAtMs = nowMs;
    }
    return lineMs;
  }

  #next(nowMs: number): number {
    return this.#endMs === null ? 0 : this.#endMs + Math.max(1, Math.round(nowMs - this.#endedAtMs));
  }

  #isAnotherClock(kind: Kind, lineMs: number, nowMs: number): boolean {
    const lastMs = this.#seen.has(kind) ? this.#lastMs[kind] : null;
    if (lastMs !== null && lineMs < lastMs - JITTER_MS) return true;
    return this.#endMs !== null && lineMs > this.#endMs + LEAP_MS + Math.max(0, nowMs - this.#endedAtMs);
  }

  /** The timestamp next to the last one, of all that are the same in 32 bits. */
  #unwrap(timestampMs: number): number {
    if (this.#offsetMs === null) return timestampMs;
    const step = (((timestampMs - this.#sourceMs) % WRAP) + WRAP) % WRAP;
    return this.#sourceMs + (step >= WRAP / 2 ? step - WRAP : step);
  }
}
