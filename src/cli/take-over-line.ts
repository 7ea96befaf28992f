import type { Publication } from '../shared/publication.js';

/**
 * Where a channel that another studio has can be taken over: the address of this run's studio, told once for each time that
 * it is held. The token in it opens the studio once.
 */
export class TakeOverLine {
  readonly #tell: (line: string) => void;
  readonly #studioUrl: () => string;
  #isHeld = false;

  constructor(tell: (line: string) => void, studioUrl: () => string) {
    this.#tell = tell;
    this.#studioUrl = studioUrl;
  }

  /** Null: the broadcast stays on this computer. */
  look(publication: Publication | null): void {
    const wasHeld = this.#isHeld;
    this.#isHeld = publication?.status === 'held';
    if (this.#isHeld && !wasHeld) this.#tell(`Take it over here: ${this.#studioUrl()}`);
  }
}
