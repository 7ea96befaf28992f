import type { SegmentRow } from '../archive/journal.js';
import type { RenditionTimeline } from './rendition-timeline.js';

/** A span of segments that the same renditions have all of, with one init segment each: a Period (ISO/IEC 23009-1 §5.3.2). */
export interface DashPeriod {
  /** Sequence numbers of its first and last segments. */
  readonly first: number;
  last: number;
  /** Number of the init segments. */
  readonly init: number;
  /** Names of the renditions, in ladder order. */
  readonly renditions: readonly string[];
  /**
   * Of each sound, where its segments begin, ticks: their rows tell the picture's cut, which may be half an AAC frame off, and
   * players need times that add up.
   */
  readonly soundStarts: ReadonlyMap<string, number[]>;
}

/**
 * Divides a broadcast into Periods as it goes on. A Period may not change once it was told, and knows no gaps: a rendition that
 * lacks a segment is not in that Period, also when the segment comes later. Discontinuities begin a new one.
 */
export class DashPeriods {
  readonly #periods: DashPeriod[] = [];
  #next = 0;

  get periods(): readonly DashPeriod[] {
    return this.#periods;
  }

  /**
   * Goes on up to sequence `edge`. `timelines`: in ladder order; `isThere`: of a segment that is no gap, whether players can
   * fetch it. A span without any picture is left out where the broadcast has one.
   */
  extend(timelines: readonly RenditionTimeline[], edge: number, isThere: (segment: SegmentRow) => boolean): void {
    const hasPicture = timelines.some(({ row }) => row.kind === 'video');
    for (; this.#next <= edge; this.#next += 1) {
      const present = timelines.filter(({ segments }) => {
        const segment = segments[this.#next];
        return segment?.state === 'closed' && isThere(segment);
      });
      const isPlayable = hasPicture ? present.some(({ row }) => row.kind === 'video') : present.length > 0;
      if (isPlayable) this.#append(present);
    }
  }

  #append(present: readonly RenditionTimeline[]): void {
    const sequence = this.#next;
    const renditions = present.map(({ row }) => row.name);
    const segments = present.flatMap((timeline) => timeline.segments[sequence] ?? []);
    const init = segments[0]?.init ?? 0;
    const current = this.#periods.at(-1);
    const goesOn =
      current !== undefined &&
      current.last === sequence - 1 &&
      current.init === init &&
      current.renditions.join() === renditions.join() &&
      !segments.some(({ discontinuity }) => discontinuity);
    const sounds = present.filter(({ row }) => row.kind === 'audio');
    const period = goesOn ? current : { ...span(sequence, init, renditions), soundStarts: emptyStarts(sounds) };
    period.last = sequence;
    if (!goesOn) this.#periods.push(period);
    for (const { row, segments: rows } of sounds) noteStart(period.soundStarts.get(row.name), rows, sequence);
  }
}

const span = (first: number, init: number, renditions: readonly string[]) => ({ first, last: first, init, renditions });

function emptyStarts(sounds: readonly RenditionTimeline[]): Map<string, number[]> {
  return new Map(sounds.map(({ row }) => [row.name, []]));
}

function noteStart(starts: number[] | undefined, rows: readonly SegmentRow[], sequence: number): void {
  const before = starts?.at(-1);
  const follows = before === undefined ? null : before + (rows[sequence - 1]?.durationTicks ?? 0);
  starts?.push(follows ?? rows[sequence]?.startTicks ?? 0);
}
