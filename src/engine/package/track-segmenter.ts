import type { Cut } from './cut-planner.js';
import { PartCutter } from './part-cutter.js';
import type { Sample, TrackInfo } from './sample.js';
import type { SegmentSink } from './segment-sink.js';

/** A frame this close to a cut is the cut's frame: half a frame at 60 fps, more than ffmpeg's rounding. */
const videoToleranceSeconds = 0.008;
/** An encoded rung without IDR this long after a cut is cut all the same, so that the renditions stay aligned. */
const missingIdrSeconds = 0.5;

/**
 * Puts one rendition's samples into the segments that the reference's cuts describe. Holds the open segment's samples, so
 * that its end can still be taken back.
 */
export class TrackSegmenter {
  readonly name: string;
  readonly track: TrackInfo;
  readonly #sink: SegmentSink;
  readonly #partSeconds: number;
  #parts: PartCutter;
  /** Index of the segment being filled; -1 before the start. */
  #index = -1;
  #samples: Sample[] = [];
  #isOpen = false;
  #misaligned = 0;
  #startSeconds = 0;

  constructor(options: { name: string; track: TrackInfo; sink: SegmentSink; partSeconds: number }) {
    this.name = options.name;
    this.track = options.track;
    this.#sink = options.sink;
    this.#partSeconds = options.partSeconds;
    this.#parts = this.#newParts();
  }

  get index(): number {
    return this.#index;
  }

  /** Cuts at which this rendition had no IDR. */
  get misalignedCuts(): number {
    return this.#misaligned;
  }

  ptsSeconds(sample: Sample): number {
    return sample.pts / this.track.timescale;
  }

  /** What the open segment holds, in decode order. */
  get openSamples(): readonly Sample[] {
    return this.#samples;
  }

  /** True when the sample opens the segment that starts at this cut (or a later one). */
  reaches(sample: Sample, { seconds, isForced }: Cut): boolean {
    const pts = this.ptsSeconds(sample);
    if (this.track.kind === 'audio') return pts >= seconds - sample.duration / this.track.timescale / 2;
    if (sample.isSync) return pts >= seconds - videoToleranceSeconds;
    return this.#index >= 0 && (isForced ? this.isFrom(sample, seconds) : pts >= seconds + missingIdrSeconds);
  }

  /** As `reaches`, but for any frame: where a run is cut short there is no IDR. */
  isFrom(sample: Sample, seconds: number): boolean {
    if (this.track.kind === 'audio') return this.reaches(sample, { seconds, isForced: false });
    return this.ptsSeconds(sample) >= seconds - videoToleranceSeconds;
  }

  /** Moves on to segment `index`, which starts at `startSeconds`; closes the one before. */
  advance(index: number, startSeconds: number): void {
    this.#closeAt(startSeconds, this.#startSeconds);
    this.#index = index;
    this.#startSeconds = startSeconds;
  }

  add(sample: Sample): void {
    if (!this.#isOpen) {
      if (this.track.kind === 'video' && !sample.isSync) this.#misaligned += 1;
      this.#sink.open(this.name, { index: this.#index, startSeconds: this.#startSeconds });
      this.#isOpen = true;
    }
    this.#samples.push(sample);
    for (const part of this.#parts.push(sample)) this.#sink.part(this.name, part);
  }

  /**
   * Closes the open segment at `endSeconds`, or says that there is a gap. Nothing before the start. The last picture stands
   * until then.
   */
  finish(endSeconds: number): void {
    if (this.track.kind === 'video') this.#holdLastFrame(endSeconds);
    this.#closeAt(endSeconds, this.#startSeconds);
    this.#index = -1;
  }

  /**
   * Takes back what the open segment holds from `atSeconds` on, and answers it. Without anything left the segment is
   * dropped.
   */
  truncate(atSeconds: number): readonly Sample[] {
    if (!this.#isOpen) return [];
    const cut = this.#samples.findIndex((sample) => this.isFrom(sample, atSeconds));
    return cut === -1 ? [] : this.#takeBack(cut);
  }

  /** Takes the newest sample of the open segment back; null: it has none. */
  takeBackLast(): Sample | null {
    return this.#isOpen ? (this.#takeBack(this.#samples.length - 1)[0] ?? null) : null;
  }

  /** Drops the open segment, if any. */
  drop(): void {
    if (this.#isOpen) this.#sink.drop(this.name);
    this.#isOpen = false;
    this.#samples = [];
    this.#parts = this.#newParts();
    this.#index = -1;
  }

  #takeBack(from: number): readonly Sample[] {
    const kept = this.#samples.slice(0, from);
    const taken = this.#samples.slice(from);
    this.#samples = [];
    this.#parts = this.#newParts();
    if (kept.length === 0) {
      this.#sink.drop(this.name);
      this.#isOpen = false;
      return taken;
    }
    const parts = kept.flatMap((sample) => this.#parts.push(sample));
    this.#samples = kept;
    this.#sink.rewrite(this.name, parts);
    return taken;
  }

  #holdLastFrame(endSeconds: number): void {
    const last = this.#samples.at(-1);
    if (last === undefined || !this.#isOpen) return;
    const duration = Math.round(endSeconds * this.track.timescale) - last.pts;
    if (duration <= last.duration) return;
    const samples = [...this.#samples.slice(0, -1), { ...last, duration }];
    this.#parts = this.#newParts();
    this.#samples = samples;
    this.#sink.rewrite(
      this.name,
      samples.flatMap((sample) => this.#parts.push(sample)),
    );
  }

  #closeAt(endSeconds: number, startSeconds: number): void {
    if (this.#index < 0) return;
    if (this.#isOpen) {
      for (const part of this.#parts.flush()) this.#sink.part(this.name, part);
      this.#sink.close(this.name, endSeconds);
    } else {
      this.#sink.gap(this.name, { index: this.#index, startSeconds }, endSeconds);
    }
    this.#isOpen = false;
    this.#samples = [];
    this.#parts = this.#newParts();
  }

  #newParts(): PartCutter {
    return new PartCutter({
      partSeconds: this.#partSeconds,
      timescale: this.track.timescale,
      kind: this.track.kind,
    });
  }
}
