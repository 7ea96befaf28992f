import type { Journal, SegmentRow } from '../archive/journal.js';
import type { RenditionTail } from './select-clip.js';

/** The longest clip, and the longest segment on either side. */
const keptSeconds = 150;

/**
 * The newest segments of one broadcast, in memory: after twelve hours the journal has a hundred thousand rows, which nobody
 * reads for the last minute.
 */
export class SegmentTail {
  readonly broadcastId: string;
  readonly #journal: Pick<Journal, 'renditions' | 'segments'>;
  readonly #rows = new Map<string, SegmentRow[]>();

  constructor(broadcastId: string, journal: Pick<Journal, 'renditions' | 'segments'>) {
    this.broadcastId = broadcastId;
    this.#journal = journal;
    // of a broadcast that goes on after a crash
    for (const { name } of journal.renditions(broadcastId)) {
      const closed = journal.segments(broadcastId, name).filter(({ state }) => state !== 'open');
      this.#rows.set(name, closed.slice(-keptSeconds));
    }
  }

  /** The newest sequence that any rendition has; -1: none. */
  get newest(): number {
    return Math.max(-1, ...[...this.#rows.values()].map((rows) => rows.at(-1)?.sequence ?? -1));
  }

  /** The archive has closed it, or has a gap there. */
  add(segment: SegmentRow): void {
    const rows = this.#rows.get(segment.rendition) ?? [];
    this.#rows.set(segment.rendition, rows);
    const last = rows.at(-1)?.sequence;
    if (last !== undefined && segment.sequence <= last) return;
    // what has a hole tells nothing of what lies before it
    if (last !== undefined && segment.sequence !== last + 1) rows.length = 0;
    rows.push(segment);
    const oldestMs = segment.programDateTimeMs - keptSeconds * 1000;
    while ((rows[0]?.programDateTimeMs ?? Infinity) < oldestMs) rows.shift();
  }

  /** True when all renditions have this sequence, be it as a gap. */
  hasAll(sequence: number): boolean {
    const tails = this.tails();
    return tails.length > 0 && tails.every(({ segments }) => (segments.at(-1)?.sequence ?? -1) >= sequence);
  }

  /** In ladder order. */
  tails(): RenditionTail[] {
    const rows = this.#journal.renditions(this.broadcastId);
    return rows.map((row) => ({ row, segments: this.#rows.get(row.name) ?? [] }));
  }
}
