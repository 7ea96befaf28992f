import type { ToProgramme } from '../protocol.js';

/** An arrangement as the worker takes it. */
export type Arrangement = Omit<Extract<ToProgramme, { type: 'scenes' }>, 'type'>;

/** A frame of the page at 60 a second. */
const frameMs = 16;

/** Sends arrangements to the worker at most once a frame: the first at once, of those that follow closely the last. */
export class SceneSender {
  readonly #send: (arrangement: Arrangement) => void;
  readonly #after: (ms: number, call: () => void) => () => void;
  #last: Arrangement | null = null;
  #waiting: Arrangement | null = null;
  #cancel: (() => void) | null = null;

  /** `after`: calls once after so many milliseconds, unless what it returns is called before. */
  constructor(options: {
    readonly send: (arrangement: Arrangement) => void;
    readonly after: (ms: number, call: () => void) => () => void;
  }) {
    this.#send = options.send;
    this.#after = options.after;
  }

  apply(arrangement: Arrangement): void {
    if (this.#cancel === null) return this.#give(arrangement);
    this.#waiting = this.#waiting === null ? arrangement : merged(this.#waiting, arrangement);
  }

  /** The newest one again, for a worker that knows none: where a transition would lead, it is at once. */
  repeat(): void {
    const newest = this.#waiting ?? this.#last;
    if (newest === null) return;
    this.#waiting = null;
    const { collection, programmeSceneId, previewSceneId } = newest;
    this.#give({ collection, programmeSceneId, previewSceneId });
  }

  close(): void {
    this.#cancel?.();
    this.#waiting = null;
  }

  #give(arrangement: Arrangement): void {
    this.#last = arrangement;
    this.#cancel?.();
    this.#cancel = this.#after(frameMs, () => {
      this.#cancel = null;
      const waiting = this.#waiting;
      this.#waiting = null;
      if (waiting !== null) this.#give(waiting);
    });
    this.#send(arrangement);
  }
}

/** An edit right behind a take must not turn its transition into a cut. */
function merged(before: Arrangement, next: Arrangement): Arrangement {
  const isSameTake = before.programmeSceneId === next.programmeSceneId && next.transition === undefined;
  return isSameTake && before.transition !== undefined ? { ...next, transition: before.transition } : next;
}
