import type { Clock } from '../clock.js';

const everyBytes = 256 * 1024;
const everyMs = 200;

/** Tells how much was taken in all: after each 256 KB, and 200 ms after what was not told yet. */
export class TakenReport {
  readonly #clock: Clock;
  readonly #tell: (bytes: number) => void;
  #bytes = 0;
  #toldBytes = 0;
  #cancel: (() => void) | null = null;

  constructor(deps: { readonly clock: Clock; readonly tell: (bytes: number) => void }) {
    this.#clock = deps.clock;
    this.#tell = deps.tell;
  }

  add(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes - this.#toldBytes >= everyBytes) this.flush();
    else this.#cancel ??= this.#clock.after(everyMs, () => this.flush());
  }

  /** Tells at once what was not told yet. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (this.#bytes === this.#toldBytes) return;
    this.#toldBytes = this.#bytes;
    this.#tell(this.#bytes);
  }
}
