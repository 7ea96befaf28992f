/** Later than this after its time, an object's time says nothing about the next one's: the stream has moved. */
const movedMs = 400;
/** How far one answer moves the clock; the share of early questions that it comes to rest at is `downMs / (upMs + downMs)`. */
const upMs = 34;
const downMs = 1.5;

/**
 * Knows when the next object of a track will be there, so that it is asked for when it is due and not before. A bucket
 * cannot keep a question waiting: one that comes too early is answered 404 (or 403), one that comes late costs latency.
 *
 * Each early question moves the clock back by much, each one that was answered moves it forward by little: it follows the
 * 96th percentile of when objects are there (Robbins and Monro's quantile search), whatever the studio's encoder, its uplink
 * and this viewer's line make of it, and never reads a wall clock. All times are of one steady clock, in milliseconds.
 */
export class ArrivalClock {
  #dueMs: number | null = null;

  /** When to ask for the next object; null: nothing is known, ask now. */
  get dueMs(): number | null {
    return this.#dueMs;
  }

  /**
   * An object was there. `misses`: how often it was asked for in vain before. `nextSeconds`: how long the next one will
   * probably be.
   */
  arrived(found: { readonly askedMs: number; readonly misses: number; readonly nextSeconds: number }): void {
    const { askedMs, misses, nextSeconds } = found;
    const stepMs = nextSeconds * 1000;
    const due = this.#dueMs;
    if (misses === 0 && (due === null || askedMs > due + stepMs)) {
      // it may have been there for long: the next one may be, too, until one is not
      this.#dueMs = due === null ? null : due + stepMs;
      return;
    }
    const atMs = misses > 0 ? askedMs : (due ?? askedMs) - downMs;
    const isMoved = due === null || askedMs - due > movedMs;
    this.#dueMs = (misses === 0 || isMoved ? atMs : (due ?? atMs) + upMs) + stepMs;
  }

  /** The stream was interrupted: what was known of its rhythm is gone. */
  forget(): void {
    this.#dueMs = null;
  }
}
