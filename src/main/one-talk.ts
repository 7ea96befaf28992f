/**
 * One talk with the creator about a matter at a time, of however many boxes: on macOS the menu goes on beside a box that stands above a
 * window.
 */
export class OneTalk {
  #now: Promise<void> | null = null;

  /** Begins it, unless one is under way: then that one has the word. */
  begin(talk: () => Promise<void>): void {
    this.#now ??= talk().finally(() => {
      this.#now = null;
    });
  }

  /** Begins it behind the one that is under way. */
  async beginBehind(talk: () => Promise<void>): Promise<void> {
    while (this.#now !== null) await this.#now;
    this.begin(talk);
  }
}
