import type { AppError } from '../../../shared/errors.js';

/** What is refused for good is asked for seldom: it costs as much as one that goes through. */
const firstAgainMs = 15_000;
/** So many different objects, and none that went through: it is not the objects. */
const refusalsOfEverything = 3;

interface Refusal {
  readonly count: number;
  /** How many objects had gone through by then. */
  readonly storedThen: number;
}

/**
 * Tells a refusal of one object (its name, what is in it) from one of everything: others go through, or they do not. A 400
 * is first held against the object, a 403 against the keys.
 */
export class ObjectRefusals {
  readonly #refusals = new WeakMap<object, Refusal>();
  readonly #longestAgainMs: number;
  #stored = 0;
  #inARow = 0;

  constructor(longestAgainMs: number) {
    this.#longestAgainMs = longestAgainMs;
  }

  /** One went through. */
  stored(object: object): void {
    this.#refusals.delete(object);
    this.#stored += 1;
    this.#inARow = 0;
  }

  /** Why one was refused: milliseconds until this one is tried again; null when it is no matter of this one alone. */
  judge(object: object, error: AppError): number | null {
    if (error.code !== 'publish.refused' && error.code !== 'publish.forbidden') return null;
    const known = this.#refusals.get(object);
    const count = (known?.count ?? 0) + 1;
    this.#refusals.set(object, { count, storedThen: this.#stored });
    if (known === undefined) this.#inARow += 1;
    const isOwn =
      error.code === 'publish.refused'
        ? known !== undefined || this.#inARow < refusalsOfEverything
        : known !== undefined && this.#stored > known.storedThen;
    return isOwn ? Math.min(this.#longestAgainMs, firstAgainMs * 2 ** (count - 1)) : null;
  }
}
