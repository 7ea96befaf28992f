/**
 * The origin's clock seen from here, for the delay shown to the viewer: a viewer's clock may be minutes off. A `Date` header
 * that a cache kept is old, never new, so the largest difference seen is the best. Milliseconds.
 */
export class ServerClock {
  #offsetMs: number | null = null;

  /** Takes the `Date` of an answer that has just come. */
  note(serverDateMs: number, nowMs: number): void {
    const offset = serverDateMs - nowMs;
    if (this.#offsetMs === null || offset > this.#offsetMs) this.#offsetMs = offset;
  }

  /** The origin's time. The header counts whole seconds: a smaller difference than two is no difference. */
  now(nowMs: number): number {
    const offset = this.#offsetMs ?? 0;
    return Math.abs(offset) < 2_000 ? nowMs : nowMs + offset;
  }
}
