import { LagWatch } from './lag-watch.js';
import { SpeedWatch } from './speed-watch.js';

/** How the machine does: `shed`: a rung must go; `slow`: it cannot, and viewers will run dry. */
export type KeepUp = 'fine' | 'slow' | 'shed';

/**
 * Watches whether the ladder keeps up. A source that comes at its own pace is fallen behind (LagWatch); one that waits is
 * read too slowly (SpeedWatch).
 */
export class KeepUpWatch {
  readonly #lag = new LagWatch();
  readonly #speed = new SpeedWatch();

  /** Once a second. */
  observe(now: {
    readonly atSeconds: number;
    readonly comesAtItsOwnPace: boolean;
    readonly canShed: boolean;
    readonly lagSeconds: number | null;
    readonly speed: number | null;
  }): KeepUp {
    if (!now.comesAtItsOwnPace) return this.#speed.observe(now.speed, now.atSeconds) ? 'slow' : 'fine';
    const isBehind = this.#lag.observe(now.lagSeconds, now.atSeconds);
    return isBehind ? (now.canShed ? 'shed' : 'slow') : 'fine';
  }
}
