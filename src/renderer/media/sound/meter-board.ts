import type { MeterReading } from '../studio-media.js';

const intervalMs = 1000 / 30;

/** The newest reading of every meter, told to whoever listens at most 30 times a second, all at once. */
export class MeterBoard {
  readonly #readings = new Map<string, MeterReading>();
  readonly #listeners = new Set<(readings: ReadonlyMap<string, MeterReading>) => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  listen(listener: (readings: ReadonlyMap<string, MeterReading>) => void): () => void {
    this.#listeners.add(listener);
    if (this.#readings.size > 0) this.#soon();
    return () => this.#listeners.delete(listener);
  }

  set(id: string, reading: MeterReading): void {
    this.#readings.set(id, reading);
    this.#soon();
  }

  remove(id: string): void {
    if (this.#readings.delete(id)) this.#soon();
  }

  /** Nothing is metered any more. */
  clear(): void {
    this.#readings.clear();
    this.#soon();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
    this.#readings.clear();
  }

  #soon(): void {
    if (this.#listeners.size === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const readings = new Map(this.#readings);
      for (const listener of [...this.#listeners]) listener(readings);
    }, intervalMs);
  }
}
