/**
 * The smallest of the last values, found with about two comparisons for each new one: only values that can still become the
 * smallest are kept, in rising order. Before enough have come, those that have count.
 */
export class SlidingMinimum {
  readonly #window: number;
  readonly #values: Float64Array;
  readonly #at: Float64Array;
  #first = 0;
  #count = 0;
  #next = 0;

  /** `window`: over so many values, the newest among them; at least 1. */
  constructor(window: number) {
    this.#window = window;
    this.#values = new Float64Array(window);
    this.#at = new Float64Array(window);
  }

  /** Takes the newest value and tells the smallest. */
  push(value: number): number {
    const { length } = this.#values;
    const slot = (offset: number): number => (this.#first + offset) % length;
    while (this.#count > 0 && (this.#values[slot(this.#count - 1)] ?? 0) >= value) this.#count -= 1;
    if (this.#count > 0 && (this.#at[this.#first] ?? 0) <= this.#next - this.#window) {
      this.#first = slot(1);
      this.#count -= 1;
    }
    const last = slot(this.#count);
    this.#values[last] = value;
    this.#at[last] = this.#next;
    this.#count += 1;
    this.#next += 1;
    return this.#values[this.#first] ?? value;
  }
}
