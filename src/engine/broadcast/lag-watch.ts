import { sourceSeconds } from './run-clock.js';

/** The ladder may be this far behind the source … */
const lagLimitSeconds = 4;
/** … for this long before a rung is given up. */
const patienceSeconds = 5;

/**
 * Watches how far the ladder is behind its source. `observe` once a second; true when the machine has not kept up for
 * long enough that a rung must go. Starts over after that.
 */
export class LagWatch {
  #slowSince: number | null = null;
  #lastLag: number | null = null;

  observe(lagSeconds: number | null, nowSeconds: number): boolean {
    const before = this.#lastLag;
    this.#lastLag = lagSeconds;
    // catching up is not being slow, however far behind: a burst at the start is worked off like that
    const isCatchingUp = before !== null && lagSeconds !== null && lagSeconds < before - 0.2;
    if (lagSeconds === null || lagSeconds < lagLimitSeconds || isCatchingUp) {
      this.#slowSince = null;
      return false;
    }
    this.#slowSince ??= nowSeconds;
    if (nowSeconds - this.#slowSince < patienceSeconds) return false;
    this.#slowSince = null;
    this.#lastLag = null;
    return true;
  }
}

/** Seconds from the source's newest frame to the ladder's; null while one is not known. */
export function lagBehind(newestInSeconds: number | null, newestOutSeconds: number | null): number | null {
  if (newestInSeconds === null || newestOutSeconds === null) return null;
  return Math.max(0, newestInSeconds - sourceSeconds(newestOutSeconds));
}
