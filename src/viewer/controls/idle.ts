const idleAfterMs = 2_800;

/** Tells when nobody has touched the player for a moment, so that the controls may go. */
export class Idle {
  readonly #onIdle: (idle: boolean) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(stage: HTMLElement, onIdle: (idle: boolean) => void) {
    this.#onIdle = onIdle;
    const wake = (): void => {
      this.wake();
    };
    stage.addEventListener('pointermove', (event) => {
      if (event.pointerType === 'mouse') wake();
    });
    stage.addEventListener('focusin', wake);
    stage.addEventListener('pointerleave', (event) => {
      if (event.pointerType === 'mouse') this.sleep();
    });
  }

  /** Somebody is there. */
  wake(): void {
    clearTimeout(this.#timer);
    this.#onIdle(false);
    this.#timer = setTimeout(() => {
      this.#onIdle(true);
    }, idleAfterMs);
  }

  /** They have gone. */
  sleep(): void {
    clearTimeout(this.#timer);
    this.#onIdle(true);
  }
}
