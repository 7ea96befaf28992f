import type { Clock } from '../../../clock.js';
import type { World } from './world.js';

/** One run of a studio on a computer: its clocks are wrong, it may be put to sleep, and it may die. */
export class Computer {
  readonly clock: Clock;
  isDead = false;
  readonly #world: World;
  readonly #rate: number;
  #skewMs: number;
  #sleptMs = 0;
  #asleepUntilMs = 0;

  constructor(world: World) {
    this.#world = world;
    this.#rate = world.between(0.97, 1.03);
    this.#skewMs = world.between(-300_000, 300_000);
    this.clock = {
      now: () => 1_800_000_000_000 + world.nowMs + this.#skewMs,
      // stands still while the computer sleeps, as Linux's does
      monotonicMs: () => (world.nowMs - this.#sleptMs) * this.#rate,
      after: (delayMs, callback) => world.after(delayMs / this.#rate, () => this.wakes(callback)),
    };
  }

  /** What this computer's clock lacks to the server's. */
  get offsetMs(): number {
    return -this.#skewMs;
  }

  get isAsleep(): boolean {
    return this.#world.nowMs < this.#asleepUntilMs;
  }

  sleep(durationMs: number): void {
    if (this.isAsleep) return;
    this.#asleepUntilMs = this.#world.nowMs + durationMs;
    this.#world.after(durationMs, () => {
      this.#sleptMs += durationMs;
    });
  }

  /** Somebody sets the clock. */
  jump(byMs: number): void {
    this.#skewMs += byMs;
  }

  /** Runs a callback now, or when the computer is awake again; never when the run has died. */
  wakes(callback: () => void): void {
    if (this.isDead) return;
    if (this.isAsleep) this.#world.after(this.#asleepUntilMs - this.#world.nowMs, () => this.wakes(callback));
    else callback();
  }
}
