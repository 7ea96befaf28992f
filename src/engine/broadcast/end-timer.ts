import type { Clock } from '../clock.js';

/** Ends a broadcast after so many seconds of programme, not of wall clock: a slow source takes longer. */
export class EndTimer {
  readonly #clock: Clock;
  readonly #programmeSeconds: () => number | null;
  readonly #onDue: () => void;
  #atSeconds: number | null = null;
  #cancel: () => void = () => undefined;

  constructor(deps: {
    readonly clock: Clock;
    /** Length of the programme so far; null before it began. */
    readonly programmeSeconds: () => number | null;
    readonly onDue: () => void;
  }) {
    this.#clock = deps.clock;
    this.#programmeSeconds = deps.programmeSeconds;
    this.#onDue = deps.onDue;
  }

  set(seconds: number): void {
    this.#atSeconds = seconds;
    this.#check();
  }

  cancel(): void {
    this.#atSeconds = null;
    this.#cancel();
  }

  #check(): void {
    if (this.#atSeconds === null) return;
    const leftMs = (this.#atSeconds - (this.#programmeSeconds() ?? 0)) * 1000;
    if (leftMs > 0) this.#cancel = this.#clock.after(Math.max(10, Math.min(1000, leftMs)), () => this.#check());
    else this.#onDue();
  }
}
