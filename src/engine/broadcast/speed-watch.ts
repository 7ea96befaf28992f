/** Below this ffmpeg does not keep up with real time. */
const slowBelow = 0.95;
/** For this long before it is said. */
const patienceSeconds = 10;

/**
 * Watches ffmpeg's speed on sources that wait for it (files, the test programme): there nothing is lost when the machine
 * is too slow, but viewers run dry. `observe` once a second; true while it has been too slow for a while.
 */
export class SpeedWatch {
  #slowSince: number | null = null;

  observe(speed: number | null, nowSeconds: number): boolean {
    if (speed === null || speed >= slowBelow) {
      this.#slowSince = null;
      return false;
    }
    this.#slowSince ??= nowSeconds;
    return nowSeconds - this.#slowSince >= patienceSeconds;
  }
}
