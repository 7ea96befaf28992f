import type { Cut } from './cut-planner.js';
import type { Sample } from './sample.js';
import type { TrackSegmenter } from './track-segmenter.js';

/** Samples closer than this to the reference's newest frame wait: a cut may still come just before them. */
export const decisionMarginSeconds = 0.05;
/** Sound is kept for a picture that has stalled for this long; what is older goes. */
const aheadLimitSeconds = 10;

/** One rendition of a run: what waits for a decision, and what has been placed. `cuts`: all of the run's, by segment. */
export class RunTrack {
  readonly segmenter: TrackSegmenter;
  /** In decode order. */
  readonly queue: Sample[] = [];
  newestSeconds = -Infinity;
  /** After a span without samples: wait for an IDR before adding any. */
  needsSync = false;

  constructor(segmenter: TrackSegmenter) {
    this.segmenter = segmenter;
  }

  /** Whether the next cut lies surely before a sample. */
  isBehindNextCut(seconds: number, cuts: readonly Cut[]): boolean {
    const next = cuts[this.segmenter.index + 1];
    return next !== undefined && seconds >= next.seconds + decisionMarginSeconds;
  }

  /** Puts a sample into its segment; nothing from `limitSeconds` on. */
  place(sample: Sample, cuts: readonly Cut[], limitSeconds: number): void {
    const { segmenter } = this;
    for (let next = cuts[segmenter.index + 1]; next !== undefined; next = cuts[segmenter.index + 1]) {
      if (!segmenter.reaches(sample, next)) break;
      segmenter.advance(segmenter.index + 1, next.seconds);
    }
    if (segmenter.index < 0 || segmenter.isFrom(sample, limitSeconds)) return;
    if (this.needsSync && !this.#canStart(sample, cuts)) return;
    this.needsSync = false;
    segmenter.add(sample);
  }

  /** Takes the newest sample back, placed or not; null: it is in a segment that is closed. */
  takeBackLast(): Sample | null {
    const last = this.queue.pop() ?? this.segmenter.takeBackLast();
    if (last !== null) {
      const { timescale } = this.segmenter.track;
      const isNewest = this.newestSeconds <= (last.pts + last.duration) / timescale + 0.001;
      if (isNewest) this.newestSeconds = last.pts / timescale;
    }
    return last;
  }

  /** Moves on to segment `index` with what there is. */
  catchUp(index: number, cuts: readonly Cut[]): void {
    for (let next = this.segmenter.index + 1; next <= index; next += 1) {
      const cut = cuts[next];
      if (cut !== undefined) this.segmenter.advance(next, cut.seconds);
    }
  }

  /** What has waited for too long goes. */
  forgetOld(): void {
    for (let oldest = this.queue[0]; oldest !== undefined; oldest = this.queue[0]) {
      if (this.newestSeconds - this.segmenter.ptsSeconds(oldest) <= aheadLimitSeconds) return;
      this.queue.shift();
    }
  }

  /** After a gap: an IDR, or sound that is not older than the segment it would go into. */
  #canStart(sample: Sample, cuts: readonly Cut[]): boolean {
    if (this.segmenter.track.kind === 'video') return sample.isSync;
    const cut = cuts[this.segmenter.index];
    return cut === undefined || this.segmenter.reaches(sample, cut);
  }
}
