interface Slot {
  /** Content of the last write that succeeded. */
  written: string | null;
  next: (() => string) | null;
  busy: Promise<boolean> | null;
}

/**
 * Writes the newest content of each key, one write per key at a time: what comes while a write is under way replaces what
 * waits. Content equal to the last written is not written again.
 */
export class KeyedWriter {
  readonly #write: (key: string, content: string) => Promise<void>;
  readonly #onError: (key: string, error: unknown) => void;
  readonly #slots = new Map<string, Slot>();

  constructor(options: {
    readonly write: (key: string, content: string) => Promise<void>;
    readonly onError: (key: string, error: unknown) => void;
  }) {
    this.#write = options.write;
    this.#onError = options.onError;
  }

  /**
   * Asks for a write; `render` is called when its turn has come. Resolves when this or a newer content is written: true, or
   * when that could not be rendered or written, which `onError` was told: false.
   */
  put(key: string, render: () => string): Promise<boolean> {
    const slot = this.#slots.get(key) ?? { written: null, next: null, busy: null };
    this.#slots.set(key, slot);
    slot.next = render;
    slot.busy ??= this.#drain(key, slot);
    return slot.busy;
  }

  /** These were removed where they had been written: the next put writes them again. */
  forget(isForgotten: (key: string) => boolean): void {
    for (const [key, slot] of this.#slots) if (isForgotten(key)) slot.written = null;
  }

  /** Resolves when nothing waits and nothing is under way. */
  async settle(): Promise<void> {
    await Promise.all([...this.#slots.values()].map((slot) => slot.busy ?? Promise.resolve()));
  }

  async #drain(key: string, slot: Slot): Promise<boolean> {
    // `busy` must be set before it can be cleared
    await Promise.resolve();
    let isWritten = true;
    try {
      for (let render = slot.next; render !== null; render = slot.next) {
        slot.next = null;
        isWritten = await this.#try(key, slot, render);
      }
    } finally {
      // at once, not in a later microtask: a put in between would wait for a drain that has ended
      slot.busy = null;
    }
    return isWritten;
  }

  async #try(key: string, slot: Slot, render: () => string): Promise<boolean> {
    try {
      const content = render();
      if (content !== slot.written) {
        await this.#write(key, content);
        slot.written = content;
      }
      return true;
    } catch (error) {
      this.#onError(key, error);
      return false;
    }
  }
}
