import { z } from 'zod';
import { keptCountSchema } from './loss-count.js';

const key = 'headwater.show';
const rememberedSchema = z.object({
  showId: z.uuid(),
  isPaused: z.boolean(),
  isEnding: z.boolean(),
  // versions before counted from each reload on
  pictures: keptCountSchema.nullable().default(null),
});

/** What a reload has to know of the show that this tab sends. `isEnding`: its end was asked for. `pictures`: counted until now. */
export type RememberedShow = Readonly<z.infer<typeof rememberedSchema>>;

interface ShowMemoryOptions {
  /** Of this tab; forgotten with it. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Null where the browser has none (pages that are not secure contexts): then what is stored is taken for this tab's. */
  readonly locks: Pick<LockManager, 'request'> | null;
  /** Aborts when no more is waited for a lock; unless told after 2 s: a page that is reloaded gives it back at once, if it has not much else to do. */
  readonly patience?: () => AbortSignal;
}

/**
 * The show that this tab sends, over a reload of it. The browser copies a tab's storage into its duplicates and into what it opens:
 * so the show belongs to who holds a lock by its name, and a tab that does not get it forgets what it was not the sender of.
 */
export class ShowMemory {
  readonly #options: ShowMemoryOptions;
  #own: RememberedShow | null = null;
  #claimed: { readonly giveBack: () => void } | null = null;

  constructor(options: ShowMemoryOptions) {
    this.#options = options;
  }

  /** Null: nothing is remembered, or it is not known yet whether it is this tab's. */
  get own(): RememberedShow | null {
    return this.#own;
  }

  /** Finds out whether what is stored is this tab's; `onOwn` is called if it is, at once or later. */
  open(onOwn: () => void): void {
    const stored = this.#stored();
    if (stored === null) return;
    const { patience = () => AbortSignal.timeout(2_000) } = this.#options;
    this.#claim(stored.showId, patience(), {
      onHeld: () => {
        this.#own = stored;
        onOwn();
      },
      onFailed: () => this.forget(),
    });
  }

  /** This tab sends it. Another one that still does holds the lock until it is told. */
  keep(show: RememberedShow): void {
    const { own } = this;
    const { showId } = show;
    const text = JSON.stringify(show);
    if (own !== null && JSON.stringify(own) === text) return;
    this.#own = show;
    this.#options.storage.setItem(key, text);
    if (own?.showId === showId) return;
    this.#claim(showId, null, { onHeld: () => undefined, onFailed: () => undefined });
  }

  /** It is over, or another one's. */
  forget(): void {
    this.#own = null;
    this.#options.storage.removeItem(key);
    this.close();
  }

  /** Gives the lock back; what is stored stays. */
  close(): void {
    this.#claimed?.giveBack();
    this.#claimed = null;
  }

  #claim(
    showId: string,
    patience: AbortSignal | null,
    told: { readonly onHeld: () => void; readonly onFailed: () => void },
  ): void {
    this.close();
    const { locks } = this.#options;
    const givenUp = new AbortController();
    let release = (): void => givenUp.abort();
    const claimed = { giveBack: () => release() };
    this.#claimed = claimed;
    if (locks === null) return told.onHeld();
    const signal = patience === null ? givenUp.signal : AbortSignal.any([givenUp.signal, patience]);
    const hold = (): Promise<void> =>
      new Promise((resolve) => {
        release = resolve;
        if (this.#claimed === claimed) told.onHeld();
        else resolve();
      });
    locks.request(`${key}.${showId}`, { signal }, hold).catch(() => {
      // given up by this tab, or held by another one for longer than a reload takes
      if (this.#claimed === claimed) told.onFailed();
    });
  }

  #stored(): RememberedShow | null {
    const text = this.#options.storage.getItem(key);
    if (text === null) return null;
    try {
      return rememberedSchema.parse(JSON.parse(text));
    } catch {
      // not what this version wrote: nothing to go on with
      return null;
    }
  }
}
