import type { Sample, TrackInfo } from './sample.js';

/** A segment's place in its run. */
export interface SegmentStart {
  /** Counts the run's cuts from 0; the same index is the same span in every rendition. */
  readonly index: number;
  /** Presentation time of its first frame on the run's own clock, seconds. */
  readonly startSeconds: number;
}

/** Where a run's segments go. Calls come in order per rendition; nothing is awaited here. */
export interface SegmentSink {
  init(rendition: string, track: TrackInfo, bytes: Buffer): void;
  open(rendition: string, segment: SegmentStart): void;
  /** A finished part of the open segment. */
  part(rendition: string, samples: readonly Sample[]): void;
  /** The open segment is whole and ends at `endSeconds`. */
  close(rendition: string, endSeconds: number): void;
  /** The open segment shall hold these parts and no others (a later run takes over from inside of it). */
  rewrite(rendition: string, parts: readonly (readonly Sample[])[]): void;
  /** The open segment shall never have been. */
  drop(rendition: string): void;
  /** There is nothing for this span in this rendition. */
  gap(rendition: string, segment: SegmentStart, endSeconds: number): void;
}
