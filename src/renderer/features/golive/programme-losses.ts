import type { ProgrammeFigures } from '../../media/protocol.js';

/** Pictures of the programme that were not what they should have been, by whose fault. */
export interface ProgrammeLosses {
  /** All that there should have been. */
  readonly all: number;
  /** The picture before stood for them: composing came too late. */
  readonly repeated: number;
  /** Left out: the encoder was behind. */
  readonly skipped: number;
  /** They went with an encoder that failed, or came until there was another. */
  readonly failed: number;
  /** Not sent: the engine, or the line to it, was behind or away. */
  readonly dropped: number;
  /** Never there: nobody composed, for what does had died or the page was loaded anew. */
  readonly missing: number;
}

/** What is counted of a programme. */
export type PictureCounts = Readonly<
  Record<'composed' | 'repeated' | 'skippedByEncoder' | 'lostWithEncoder' | 'droppedByFeed' | 'missing', number>
>;

export const noPictures: PictureCounts = {
  composed: 0,
  repeated: 0,
  skippedByEncoder: 0,
  lostWithEncoder: 0,
  droppedByFeed: 0,
  missing: 0,
};

/** A worker's own counts: what it composed before, it knows. */
export function countsOf(figures: ProgrammeFigures): PictureCounts {
  const { composed, repeated, skippedByEncoder, lostWithEncoder, droppedByFeed } = figures;
  return { composed, repeated, skippedByEncoder, lostWithEncoder, droppedByFeed, missing: 0 };
}

/** Each count of two, brought together by `join`. */
export function joined(
  one: PictureCounts,
  other: PictureCounts,
  join: (one: number, other: number) => number,
): PictureCounts {
  return {
    composed: join(one.composed, other.composed),
    repeated: join(one.repeated, other.repeated),
    skippedByEncoder: join(one.skippedByEncoder, other.skippedByEncoder),
    lostWithEncoder: join(one.lostWithEncoder, other.lostWithEncoder),
    droppedByFeed: join(one.droppedByFeed, other.droppedByFeed),
    missing: join(one.missing, other.missing),
  };
}

/** What came between two counts of one worker. */
export const countsSince = (now: PictureCounts, start: PictureCounts): PictureCounts =>
  joined(now, start, (after, before) => Math.max(0, after - before));

/** By whose fault. */
export function lossesIn(counts: PictureCounts): ProgrammeLosses {
  const { composed, repeated, skippedByEncoder, lostWithEncoder: failed, droppedByFeed: dropped, missing } = counts;
  return {
    all: composed + repeated + missing,
    repeated,
    // the counts hold those that are put down to a failure only when it is known
    skipped: Math.max(0, skippedByEncoder - failed),
    failed,
    dropped,
    missing,
  };
}

/** All of them. */
export const lostPictures = ({ repeated, skipped, failed, dropped, missing }: ProgrammeLosses): number =>
  repeated + skipped + failed + dropped + missing;
