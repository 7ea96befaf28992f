import type { RelayLink } from './relay-link.js';

const WINDOW_MS = 2_000;

/** Adds up what all connections of a relay have taken, and at what rate lately. */
export class UnitMeter {
  readonly #links = new Set<RelayLink>();
  #closedBytes = 0;
  #closedDrops = 0;
  #samples: { readonly atMs: number; readonly bytes: number }[] = [];

  /** Counts this connection from here on, until its end. */
  add(link: RelayLink): void {
    this.#links.add(link);
    void link.closed.then(() => {
      this.#links.delete(link);
      this.#closedBytes += link.takenBytes;
      this.#closedDrops += link.droppedFrames;
    });
  }

  get sentBytes(): number {
    let sum = this.#closedBytes;
    for (const link of this.#links) sum += link.takenBytes;
    return sum;
  }

  get droppedFrames(): number {
    let sum = this.#closedDrops;
    for (const link of this.#links) sum += link.droppedFrames;
    return sum;
  }

  /** To be called a few times a second. */
  sample(nowMs: number): void {
    this.#samples.push({ atMs: nowMs, bytes: this.sentBytes });
    while ((this.#samples[1]?.atMs ?? nowMs) <= nowMs - WINDOW_MS) this.#samples.shift();
  }

  /** Bits per second over the last two seconds; null before there are two samples. */
  get bitrate(): number | null {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.atMs <= first.atMs) return null;
    return Math.round(((last.bytes - first.bytes) * 8_000) / (last.atMs - first.atMs));
  }
}
