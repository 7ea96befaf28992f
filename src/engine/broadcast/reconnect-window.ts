import type { Clock } from '../clock.js';

/** The time in which an encoder that was lost may come back to its broadcast. */
export class ReconnectWindow {
  readonly #clock: Clock;
  readonly #onClosed: () => void;
  #untilMs: number | null = null;
  #cancel: () => void = () => undefined;

  constructor(deps: { readonly clock: Clock; readonly onClosed: () => void }) {
    this.#clock = deps.clock;
    this.#onClosed = deps.onClosed;
  }

  /** Epoch milliseconds of its end; null while it is not open. */
  get untilMs(): number | null {
    return this.#untilMs;
  }

  open(windowMs: number): void {
    this.close();
    this.#untilMs = this.#clock.now() + windowMs;
    this.#cancel = this.#clock.after(windowMs, () => {
      this.#untilMs = null;
      this.#onClosed();
    });
  }

  close(): void {
    this.#cancel();
    this.#untilMs = null;
  }
}
