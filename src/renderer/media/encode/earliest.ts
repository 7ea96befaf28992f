/**
 * The earliest of what came lately: how far each arrival lies behind its own clock, the least of the last so many
 * milliseconds of that clock. Messages come late, never early. Pure: time comes with what is added.
 */
export class Earliest {
  readonly #windowMs: number;
  /** Rising in both: one that comes after another at a lower lag makes that one worthless. */
  #arrivals: { readonly ownMs: number; readonly lagMs: number }[] = [];

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Milliseconds; null before anything came. */
  get lagMs(): number | null {
    return this.#arrivals[0]?.lagMs ?? null;
  }

  /** `ownMs`: by its own clock; `atMs`: when it came. */
  add(ownMs: number, atMs: number): void {
    const lagMs = atMs - ownMs;
    while ((this.#arrivals.at(-1)?.lagMs ?? -Infinity) >= lagMs) this.#arrivals.pop();
    this.#arrivals.push({ ownMs, lagMs });
    this.keepFrom(ownMs - this.#windowMs);
  }

  /** What came before is worth nothing any more. */
  keepFrom(ownMs: number): void {
    while ((this.#arrivals[0]?.ownMs ?? Infinity) < ownMs) this.#arrivals.shift();
  }

  clear(): void {
    this.#arrivals = [];
  }
}
