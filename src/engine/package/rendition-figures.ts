import type { SegmentRow } from '../archive/journal.js';

/** Bitrates of a rendition as its closed segments show them. Bits per second. */
export interface MeasuredBitrates {
  readonly peak: number;
  readonly average: number;
}

/**
 * Measures a list of segments that only ever grows, each segment once: the master asks with every new segment, and after
 * twelve hours a list has 21,600.
 *
 * RFC 8216bis §4.4.6.2: the peak segment bitrate counts segments of at least half and at most one and a half target
 * durations; where there is none, the average.
 */
export class BitrateMeter {
  readonly #timescale: number;
  readonly #targetDurationSeconds: number;
  #counted = 0;
  #peak = 0;
  #bytes = 0;
  #seconds = 0;

  constructor(timescale: number, targetDurationSeconds: number) {
    this.#timescale = timescale;
    this.#targetDurationSeconds = targetDurationSeconds;
  }

  /** Measures all of `segments`: those of the last call, and what was appended since. Null without media. */
  measure(segments: readonly SegmentRow[]): MeasuredBitrates | null {
    for (; this.#counted < segments.length; this.#counted += 1) {
      const row = segments[this.#counted];
      if (row?.state !== 'closed' || row.durationTicks <= 0) continue;
      const duration = row.durationTicks / this.#timescale;
      this.#bytes += row.sizeBytes;
      this.#seconds += duration;
      if (duration < this.#targetDurationSeconds / 2) continue;
      this.#peak = Math.max(this.#peak, (row.sizeBytes * 8) / duration);
    }
    if (this.#seconds === 0) return null;
    const average = (this.#bytes * 8) / this.#seconds;
    return { peak: Math.max(this.#peak, average), average };
  }
}
