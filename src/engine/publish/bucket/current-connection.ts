import type { Connection } from './connection.js';

/** The connection of the moment: made when it is first needed, and anew when the destination was changed. */
export class CurrentConnection {
  readonly #connect: () => Promise<Connection>;
  #making: Promise<Connection> | null = null;
  #made: Connection | null = null;

  constructor(connect: () => Promise<Connection>) {
    this.#connect = connect;
  }

  /** What was made last; null: nothing, or it was dropped. */
  get made(): Connection | null {
    return this.#made;
  }

  /** Rejects as `ConnectionFactory`; the next call tries again. */
  async get(): Promise<Connection> {
    for (;;) {
      const making = (this.#making ??= this.#connect());
      try {
        const made = await making;
        // it may have been dropped meanwhile
        if (this.#making === making) return (this.#made = made);
      } catch (error) {
        if (this.#making !== making) continue;
        this.#making = null;
        throw error;
      }
    }
  }

  /** Closes it; whoever asks next gets a new one. Never rejects. */
  async drop(): Promise<void> {
    const making = this.#making;
    this.#making = null;
    this.#made = null;
    await making?.then(({ client }) => client.close()).catch(() => undefined);
  }

  /** The end: closes it for good. What it has counted can still be asked for. Never rejects. */
  async close(): Promise<void> {
    await this.#making?.then(({ client }) => client.close()).catch(() => undefined);
  }
}
