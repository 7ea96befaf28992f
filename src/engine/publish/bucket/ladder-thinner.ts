import { sameNames, thinLadder, type Load, type ThinOrder } from './thin-ladder.js';

/** It must be too slow for so many looks in a row before a rendition has to wait. */
const slowLooks = 2;
/** And fine for so long before one comes back. */
const fineLooks = 10;

/** What the thinner looks at, once a second. */
export interface UplinkLook {
  readonly loads: readonly Load[];
  readonly bitsPerSecond: number | null;
  /** Age of the oldest segment of the live edge that is not there; null: none is missing. */
  readonly lagMs: number | null;
  readonly segmentSeconds: number;
  /** Nothing at all waits: the uplink has room. */
  readonly isIdle: boolean;
}

/** Decides which renditions wait, so that what viewers see now arrives in time. */
export class LadderThinner {
  #order: ThinOrder;
  #deferred: readonly string[] = [];
  #slow = 0;
  #fine = 0;

  constructor(order: ThinOrder) {
    this.#order = order;
  }

  get deferred(): readonly string[] {
    return this.#deferred;
  }

  setOrder(order: ThinOrder): void {
    this.#order = order;
  }

  /** True when the set of those that wait has changed. */
  look(at: UplinkLook): boolean {
    const limitMs = at.segmentSeconds * 2_000 + 1_500;
    const isSlow = at.lagMs !== null && at.lagMs > limitMs;
    this.#slow = isSlow ? this.#slow + 1 : 0;
    this.#fine = at.lagMs === null || at.lagMs < limitMs / 2 ? this.#fine + 1 : 0;
    if (this.#slow >= slowLooks) return this.#change(this.#fewer(at));
    if (this.#fine >= fineLooks && this.#deferred.length > 0) return this.#change(this.#more(at));
    return false;
  }

  /** What fits the measured uplink, and at least one more waiting than before: the measure may flatter. */
  #fewer({ loads, bitsPerSecond }: UplinkLook): readonly string[] {
    const all = thinLadder(loads, 0, this.#order);
    const fitting = bitsPerSecond === null ? [] : thinLadder(loads, bitsPerSecond, this.#order);
    return all.slice(0, Math.max(fitting.length, this.#deferred.length + 1));
  }

  /** One comes back: when the measured uplink carries it, or when there is nothing left to send. */
  #more({ loads, bitsPerSecond, isIdle }: UplinkLook): readonly string[] {
    const fitting = bitsPerSecond === null ? this.#deferred : thinLadder(loads, bitsPerSecond, this.#order);
    if (!isIdle && fitting.length >= this.#deferred.length) return this.#deferred;
    return this.#deferred.slice(0, -1);
  }

  #change(next: readonly string[]): boolean {
    this.#slow = 0;
    this.#fine = 0;
    if (sameNames(next, this.#deferred)) return false;
    this.#deferred = next;
    return true;
  }
}
