import type { Logger } from '../log/logger.js';

/** Listeners of one kind of event. One that throws is logged and does not keep the others from hearing. */
export class Listenership<T> {
  readonly #logger: Logger;
  readonly #listeners = new Set<(event: T) => void>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Returns the unsubscriber. */
  add(listener: (event: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(event: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (thrown) {
        this.#logger.error({ err: thrown instanceof Error ? thrown.message : String(thrown) }, 'a listener threw');
      }
    }
  }
}
