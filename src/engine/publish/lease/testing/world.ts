/** What is to happen at a time of the world's clock. */
interface Event {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

/** A world whose time passes from event to event, and whose chances come from a seed. */
export class World {
  nowMs = 0;
  readonly random: () => number;
  readonly #events: Event[] = [];
  #order = 0;

  constructor(random: () => number) {
    this.random = random;
  }

  /** A number from `low` to `high`. */
  between(low: number, high: number): number {
    return low + this.random() * (high - low);
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  after(delayMs: number, run: () => void): () => void {
    const event = { atMs: this.nowMs + Math.max(0, delayMs), order: this.#order++, run };
    this.#events.push(event);
    return () => {
      const index = this.#events.indexOf(event);
      if (index >= 0) this.#events.splice(index, 1);
    };
  }

  /** Lets time pass until `untilMs`; `look` is called after each event, when all that it set going has come to rest. */
  async run(untilMs: number, look: () => void): Promise<void> {
    for (;;) {
      const next = this.#next();
      if (next === null || next.atMs > untilMs) return;
      this.#events.splice(this.#events.indexOf(next), 1);
      this.nowMs = next.atMs;
      next.run();
      // all promises that can go on do so before this
      await new Promise((resolve) => setImmediate(resolve));
      look();
    }
  }

  #next(): Event | null {
    let first: Event | null = null;
    for (const event of this.#events) {
      if (first === null || event.atMs < first.atMs || (event.atMs === first.atMs && event.order < first.order)) {
        first = event;
      }
    }
    return first;
  }
}
