/** Asked so often whether it still answers … */
const beatMs = 5_000;
/** … and after so many questions without an answer it hangs. */
const unanswered = 2;

/** Whether a page answers. One that nobody clicks is never called unresponsive by Chromium itself. */
export class PagePulse {
  readonly #ask: () => Promise<unknown>;
  readonly #onHang: () => void;
  readonly #onBack: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #waiting = 0;

  constructor(options: {
    readonly ask: () => Promise<unknown>;
    readonly onHang: () => void;
    readonly onBack: () => void;
  }) {
    this.#ask = options.ask;
    this.#onHang = options.onHang;
    this.#onBack = options.onBack;
  }

  start(): void {
    this.stop();
    this.#timer = setInterval(() => this.#beat(), beatMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#waiting = 0;
  }

  #beat(): void {
    const timer = this.#timer;
    this.#waiting += 1;
    // two questions ago was the first without an answer
    if (this.#waiting === unanswered + 1) this.#onHang();
    if (this.#waiting > unanswered) return;
    const answered = (): void => {
      if (this.#timer !== timer || this.#waiting === 0) return;
      const hung = this.#waiting > unanswered;
      this.#waiting = 0;
      if (hung) this.#onBack();
    };
    // a page that goes elsewhere meanwhile answers by failing
    this.#ask().then(answered, answered);
  }
}
