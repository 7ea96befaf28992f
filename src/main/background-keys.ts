import type { BackgroundKey, KeyStanding } from '../shared/background-keys.js';

export interface BackgroundKeysDeps {
  /** Takes a key from all other programs; false: one of them has it. May throw for a key that the system does not know. */
  readonly register: (accelerator: string, pressed: () => void) => boolean;
  readonly unregister: (accelerator: string) => void;
  /** Whether the studio's own window has the focus: then the page hears its keys by itself. A window for signing in does not. */
  readonly isFocused: () => boolean;
  /** False where no program may take keys (Wayland). */
  readonly isPossible: boolean;
  readonly onPressed: (hotkey: string) => void;
  /** How they stand, when that changed without the page having asked. */
  readonly onStandings: (standings: readonly KeyStanding[]) => void;
}

/**
 * Hotkeys that work while another program has the focus. While the studio has it, none is taken: the page hears its keys itself,
 * and knows what is typed into a field, so no key does a thing twice.
 */
export class BackgroundKeys {
  readonly #deps: BackgroundKeysDeps;
  #keys: readonly BackgroundKey[] = [];
  readonly #held = new Map<string, string>();
  #standings: readonly KeyStanding[] = [];

  constructor(deps: BackgroundKeysDeps) {
    this.#deps = deps;
  }

  /** These from now on, and no others. Answers how each stands: tried at once, whoever has the focus. */
  set(keys: readonly BackgroundKey[]): readonly KeyStanding[] {
    this.#release();
    this.#keys = keys;
    this.#standings = this.#take();
    if (this.#deps.isFocused()) this.#release();
    return this.#standings;
  }

  /** The focus came or went. */
  followFocus(): void {
    this.#release();
    if (this.#deps.isFocused()) return;
    const standings = this.#take();
    const isNews = standings.some(({ standing }, index) => standing !== this.#standings[index]?.standing);
    this.#standings = standings;
    if (isNews) this.#deps.onStandings(standings);
  }

  #take(): readonly KeyStanding[] {
    return this.#keys.map(({ hotkey, accelerator }) => ({ hotkey, standing: this.#takeOne(hotkey, accelerator) }));
  }

  #takeOne(hotkey: string, accelerator: string): KeyStanding['standing'] {
    if (!this.#deps.isPossible) return 'impossible';
    try {
      if (!this.#deps.register(accelerator, () => this.#deps.onPressed(hotkey))) return 'taken';
    } catch {
      return 'impossible';
    }
    this.#held.set(hotkey, accelerator);
    return 'on';
  }

  #release(): void {
    for (const accelerator of this.#held.values()) this.#deps.unregister(accelerator);
    this.#held.clear();
  }
}
