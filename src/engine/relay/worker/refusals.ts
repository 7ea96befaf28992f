import type { AppError, ErrorCode } from '../../../shared/errors.js';

/** Trying again cannot mend these. */
const final: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['relay.unsupported', 'relay.no-key']);
/** Services say these of a typing error, but also for a moment while they restart. */
const finalInARow: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['relay.bad-key', 'relay.invalid']);

/** Tells a failure that time may mend from one that only a person can. */
export class Refusals {
  readonly #allowedInARow: number;
  #inARow = 0;

  /** `inARow`: a key or an address that is refused so often in a row is given up. */
  constructor(inARow: number) {
    this.#allowedInARow = inARow;
  }

  /** Takes in a failure. True: it makes no sense to try again. */
  isFinal(error: AppError): boolean {
    this.#inARow = finalInARow.has(error.code) ? this.#inARow + 1 : 0;
    return final.has(error.code) || this.#inARow >= this.#allowedInARow;
  }

  /** Someone changed something, or a connection held long. */
  reset(): void {
    this.#inARow = 0;
  }
}
