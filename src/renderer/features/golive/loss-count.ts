import { z } from 'zod';
import type { ProgrammeFigures } from '../../media/protocol.js';
import { countsOf, countsSince, joined, lossesIn, noPictures } from './programme-losses.js';
import type { PictureCounts, ProgrammeLosses } from './programme-losses.js';

const count = z.number().int().nonnegative();

/** What a reload has to know of the pictures of a show. */
export const keptCountSchema = z.object({
  counts: z.object({
    composed: count,
    repeated: count,
    skippedByEncoder: count,
    lostWithEncoder: count,
    droppedByFeed: count,
    missing: count,
  }),
  /** When the last of them was counted, epoch milliseconds; null: none was. */
  untilMs: z.number().nullable(),
});

export type KeptCount = Readonly<z.infer<typeof keptCountSchema>>;

interface LossCountOptions {
  /** What a page before this one counted of the same show. Null: it begins here. */
  readonly before: KeptCount | null;
  /** The worker's as the show begins, or goes on: what it composed until then was for nobody. Null: it has told none. */
  readonly figures: ProgrammeFigures | null;
  readonly fps: number;
  readonly nowMs: number;
}

/**
 * Counts the pictures of one show, whoever composes it: a worker that dies leaves its counts behind, and the next one begins with
 * none. The time between them is counted as pictures that are missing.
 */
export class LossCount {
  readonly #fps: number;
  #banked: PictureCounts;
  /** Of the worker that composes, as the show began. */
  #start: PictureCounts;
  /** Its newest. Null: it has told none, or it died. */
  #newest: PictureCounts | null;
  #untilMs: number | null;

  constructor({ before, figures, fps, nowMs }: LossCountOptions) {
    this.#fps = fps;
    this.#banked = before?.counts ?? noPictures;
    this.#newest = figures === null ? null : countsOf(figures);
    this.#start = this.#newest ?? noPictures;
    this.#untilMs = before?.untilMs ?? null;
    if (figures === null) return;
    this.#miss(nowMs, 0);
    this.#untilMs = nowMs;
  }

  get losses(): ProgrammeLosses {
    return lossesIn(this.#counts());
  }

  get kept(): KeptCount {
    return { counts: this.#counts(), untilMs: this.#untilMs };
  }

  /** The newest figures; null: the worker that told them is dead. */
  told(figures: ProgrammeFigures | null, nowMs: number): void {
    if (figures === null) return this.#bank();
    const counts = countsOf(figures);
    if (this.#newest !== null && counts.composed < this.#newest.composed) this.#bank();
    if (this.#newest === null) this.#miss(nowMs, counts.composed + counts.repeated);
    this.#newest = counts;
    this.#untilMs = nowMs;
  }

  #counts(): PictureCounts {
    if (this.#newest === null) return this.#banked;
    return joined(this.#banked, countsSince(this.#newest, this.#start), (one, other) => one + other);
  }

  #bank(): void {
    this.#banked = this.#counts();
    this.#newest = null;
    this.#start = noPictures;
  }

  /** Since somebody composed last, but for what whoever composes now has made already. */
  #miss(nowMs: number, composed: number): void {
    if (this.#untilMs === null) return;
    const due = Math.round(((nowMs - this.#untilMs) * this.#fps) / 1000);
    this.#banked = { ...this.#banked, missing: this.#banked.missing + Math.max(0, due - composed) };
  }
}
