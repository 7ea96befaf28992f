import { AppError } from '../shared/errors.js';

/** Long enough for a page that is busy; the gesture that getDisplayMedia wants holds for about as long. */
const holdsMs = 10_000;

/** What is shared, as the capturer names it. */
export interface NamedSource {
  readonly id: string;
  readonly name: string;
}

export interface Choice {
  /** Null: the system's own picker is asked. */
  readonly source: NamedSource | null;
  readonly withSound: boolean;
}

interface CaptureChoiceOptions {
  /** Whether the platform insists on its own picker. Then there is nothing else to choose. */
  readonly isSystems: boolean;
  /** Of a clock that never goes back. */
  readonly nowMs: () => number;
}

/**
 * What the next request for a screen gets. It counts once and for a few seconds, and it is one of those that were listed last: a
 * page can neither think of one nor come back to an old one.
 */
export class CaptureChoice {
  readonly #options: CaptureChoiceOptions;
  #offered: readonly NamedSource[] = [];
  #choice: (Choice & { readonly untilMs: number }) | null = null;

  constructor(options: CaptureChoiceOptions) {
    this.#options = options;
  }

  /** These may be chosen, and none of those before. */
  offer(sources: readonly NamedSource[]): void {
    this.#offered = sources.map(({ id, name }) => ({ id, name }));
  }

  /** Throws `input.invalid` for what is not offered; what was chosen before is forgotten then, too. */
  choose({ id, withSound }: { readonly id: string | null; readonly withSound: boolean }): void {
    this.#choice = null;
    const { isSystems, nowMs } = this.#options;
    const source = id === null ? null : (this.#offered.find((offered) => offered.id === id) ?? null);
    if (isSystems !== (id === null) || (source === null) !== (id === null)) {
      throw new AppError('input.invalid', 'Expected a screen or window that was listed last, got another');
    }
    this.#choice = { source, withSound, untilMs: nowMs() + holdsMs };
  }

  /** Whether a request would get something now. */
  isMade(): boolean {
    return this.#choice !== null && this.#options.nowMs() < this.#choice.untilMs;
  }

  /** What was chosen, for the one request that gets it. Null: nothing, or too long ago. */
  take(): Choice | null {
    const choice = this.isMade() ? this.#choice : null;
    this.#choice = null;
    return choice === null ? null : { source: choice.source, withSound: choice.withSound };
  }
}
