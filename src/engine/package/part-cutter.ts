import type { Sample } from './sample.js';

/**
 * Gathers samples into parts: a part ends when it has lasted `partSeconds`, before an IDR, and where decode time jumps.
 * Returns the finished part, if any, from each call.
 */
export class PartCutter {
  readonly #partTicks: number;
  readonly #cutsBeforeSync: boolean;
  #open: Sample[] = [];
  #openTicks = 0;

  constructor(options: { readonly partSeconds: number; readonly timescale: number; readonly kind: 'video' | 'audio' }) {
    this.#partTicks = Math.round(options.partSeconds * options.timescale);
    this.#cutsBeforeSync = options.kind === 'video';
  }

  /** Up to two parts: what was open before the sample, and the one that the sample completes. */
  push(sample: Sample): Sample[][] {
    const parts: Sample[][] = [];
    const last = this.#open.at(-1);
    if (last !== undefined && ((this.#cutsBeforeSync && sample.isSync) || sample.dts !== last.dts + last.duration)) {
      parts.push(...this.flush());
    }
    this.#open.push(sample);
    this.#openTicks += sample.duration;
    if (this.#openTicks >= this.#partTicks) parts.push(...this.flush());
    return parts;
  }

  /** What is open, as a part; nothing when nothing is. */
  flush(): Sample[][] {
    if (this.#open.length === 0) return [];
    const part = this.#open;
    this.#open = [];
    this.#openTicks = 0;
    return [part];
  }
}
