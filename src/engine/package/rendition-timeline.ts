import type { RenditionRow, SegmentRow } from '../archive/journal.js';
import { BitrateMeter, type MeasuredBitrates } from './rendition-figures.js';

/** A rendition's closed segments and gaps, in memory for the playlists. Sequences are consecutive from 0. */
export class RenditionTimeline {
  row: RenditionRow;
  readonly #segments: SegmentRow[] = [];
  /** Sequences of those with a discontinuity in front, ascending. */
  readonly #discontinuities: number[] = [];
  #meter: { readonly targetDurationSeconds: number; readonly rates: BitrateMeter } | null = null;
  #sizeBytes = 0;

  constructor(row: RenditionRow, segments: readonly SegmentRow[] = []) {
    this.row = row;
    for (const segment of segments) if (segment.state !== 'open') this.append(segment);
  }

  /** Bytes of all closed segments. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  get segments(): readonly SegmentRow[] {
    return this.#segments;
  }

  /** Appends the next segment. Expects the sequence after the last. */
  append(segment: SegmentRow): void {
    const expected = (this.#segments.at(-1)?.sequence ?? -1) + 1;
    if (segment.sequence !== expected) {
      throw new RangeError(`Expected segment ${expected} of ${this.row.name}, got ${segment.sequence}`);
    }
    this.#segments.push(segment);
    if (segment.discontinuity) this.#discontinuities.push(segment.sequence);
    this.#sizeBytes += segment.sizeBytes;
  }

  /** The newest segments that last at least `seconds` together. */
  window(seconds: number): readonly SegmentRow[] {
    let ticks = seconds * this.row.timescale;
    let from = this.#segments.length;
    while (from > 0 && ticks > 0) {
      from -= 1;
      ticks -= this.#segments[from]?.durationTicks ?? 0;
    }
    return this.#segments.slice(from);
  }

  /** Discontinuities in front of `segments` (including the one that stands before its first, whose tag is left out). */
  discontinuitiesBefore(first: SegmentRow | undefined): number {
    if (first === undefined) return 0;
    const behind = this.#discontinuities.findIndex((sequence) => sequence > first.sequence);
    return behind < 0 ? this.#discontinuities.length : behind;
  }

  /** Bitrates of all segments (rendition-figures.ts); null without media. */
  bitrates(targetDurationSeconds: number): MeasuredBitrates | null {
    if (this.#meter?.targetDurationSeconds !== targetDurationSeconds) {
      const rates = new BitrateMeter(this.row.timescale, targetDurationSeconds);
      this.#meter = { targetDurationSeconds, rates };
    }
    return this.#meter.rates.measure(this.#segments);
  }
}
