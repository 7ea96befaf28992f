import { CutPlanner, type Cut } from './cut-planner.js';
import { forcedCutSeconds } from './forced-cut.js';
import { decisionMarginSeconds, RunTrack } from './run-track.js';
import type { Sample } from './sample.js';
import type { TrackSegmenter } from './track-segmenter.js';

/**
 * How far behind the reference a rendition may be before its segments are closed with what they have. Sound may really be
 * missing; a rung only comes late, on a machine that is far too busy, and is waited for.
 */
const lagLimitSeconds = { audio: 8, video: 30 } as const;
/**
 * A cut is made when every rendition has reached it, so that a run that dies leaves no closed segment half filled in a
 * slower rung: the next run begins it anew. Nobody waits for a rendition that is farther behind than this.
 */
const cutWaitSeconds = 1;
/** ffmpeg's rounding: half a frame at 60 fps. */
const roundingSeconds = 0.008;
/** A jump of the source's clock larger than this cannot be carried on the same time line. */
const jumpLimitSeconds = 5;
/** A run that is held for so long goes on without the one that should have taken over. */
const holdLimitSeconds = 8;

/**
 * Packs one run (one ffmpeg's outputs): the reference (top video rendition, or the sound where there is no picture)
 * decides the cuts, every other rendition follows them. The run's clock is ffmpeg's; nothing here knows the broadcast's.
 */
export class RunPackager {
  readonly #reference: RunTrack;
  readonly #tracks: readonly RunTrack[];
  readonly #byName: ReadonlyMap<string, RunTrack>;
  readonly #planner: CutPlanner;
  readonly #startAtSeconds: number;
  readonly #segmentSeconds: number;
  /** All that are known; those up to `#made` have been made. */
  readonly #cuts: Cut[] = [];
  #made = 0;
  #ended = false;
  #limitSeconds = Infinity;
  #isOverlong = false;
  /** From here on all that comes waits for a run that takes over. */
  #heldAt: number | null = null;
  #jumpedTo: number | null = null;

  /**
   * `segmenters[0]` is the reference. Samples before its first IDR at or after `startAtSeconds` are dropped, as a decoder
   * could not use them.
   */
  constructor(options: { segmenters: readonly TrackSegmenter[]; segmentSeconds: number; startAtSeconds: number }) {
    this.#tracks = options.segmenters.map((segmenter) => new RunTrack(segmenter));
    const reference = this.#tracks[0];
    if (reference === undefined) throw new RangeError('Expected at least one rendition, got none');
    this.#reference = reference;
    this.#byName = new Map(this.#tracks.map((track) => [track.segmenter.name, track]));
    this.#planner = new CutPlanner(options.segmentSeconds);
    this.#startAtSeconds = options.startAtSeconds;
    this.#segmentSeconds = options.segmentSeconds;
  }

  /** First frame's time, null before the first IDR. */
  get startSeconds(): number | null {
    return this.#cuts[0]?.seconds ?? null;
  }

  /** Where the open segment starts. */
  get openStartSeconds(): number | null {
    return this.#cuts[this.#made]?.seconds ?? null;
  }

  /** The reference's newest frame. */
  get newestSeconds(): number {
    return this.#reference.newestSeconds;
  }

  /** The newest frame that every rendition has reached. */
  get completeSeconds(): number {
    return Math.min(...this.#tracks.map((track) => track.newestSeconds));
  }

  /** True when the reference's open segment has become longer than a segment may be: it is to be held, or forced. */
  get isOverlong(): boolean {
    return this.#isOverlong;
  }

  /** Where the reference's clock jumped to, forwards. */
  get jumpedToSeconds(): number | null {
    return this.#jumpedTo;
  }

  /** Cuts at which some rendition had no IDR. */
  get misalignedCuts(): number {
    return this.#tracks.reduce((sum, track) => sum + track.segmenter.misalignedCuts, 0);
  }

  /**
   * Takes the next sample of a rendition, in decode order. False when its clock jumped and this run cannot go on.
   */
  push(name: string, sample: Sample): boolean {
    const track = this.#byName.get(name);
    if (track === undefined || this.#ended) return true;
    const seconds = track.segmenter.ptsSeconds(sample);
    const newest = track.newestSeconds;
    const isReference = track === this.#reference;
    if (isReference && newest !== -Infinity && Math.abs(seconds - newest) > jumpLimitSeconds) {
      if (seconds > newest) this.#jumpedTo = seconds;
      return false;
    }
    // elsewhere a hole is a hole; what is from the past has no place any more
    if (!isReference && seconds < newest - jumpLimitSeconds) return true;
    track.newestSeconds = Math.max(newest, seconds + sample.duration / track.segmenter.track.timescale);
    if (isReference) this.#pushReference(track, sample, seconds);
    else track.queue.push(sample);
    const hasCut = this.#makeCuts();
    for (const each of this.#tracks) if (each === track || isReference || hasCut) this.#drain(each);
    if (!isReference && this.#cuts.length > 0) track.forgetOld();
    if (this.#heldAt !== null && this.#reference.newestSeconds - this.#heldAt > holdLimitSeconds) this.#release();
    return true;
  }

  /** A later run takes over at `atSeconds`, an IDR inside the open segment or after it: nothing from there on is packed. */
  limit(atSeconds: number): void {
    // one that was set before stays: what lay past it was not packed
    this.#limitSeconds = Math.min(this.#limitSeconds, atSeconds);
    this.#heldAt = null;
    while (this.#cuts.length - 1 > this.#made && (this.#cuts.at(-1)?.seconds ?? 0) >= atSeconds - roundingSeconds)
      this.#cuts.pop();
  }

  /**
   * The newest segment has become too long: what comes waits for a run that takes over from its start. Without one (the
   * programme is over, or it takes too long) it is cut by force, so that nothing is lost.
   */
  hold(): void {
    const start = this.#cuts.at(-1);
    this.#isOverlong = false;
    if (start !== undefined) this.#heldAt = start.seconds + this.#segmentSeconds;
  }

  /** The newest segment has become too long, and nobody can take over: it is cut where there is no IDR. */
  force(): void {
    this.#isOverlong = false;
    this.#forceCuts(this.#reference.newestSeconds);
    this.#makeCuts();
    for (const track of this.#tracks) this.#drain(track);
  }

  /**
   * The source broke off in the midst of its newest picture: of a copied one nobody knows whether it is whole. To be called when
   * nothing comes any more. Where it was to open a segment, there is none.
   */
  takeBackLastPicture(): void {
    if (this.#reference.segmenter.track.kind !== 'video') return;
    const last = this.#reference.takeBackLast();
    const cut = this.#cuts.at(-1);
    if (last === null || cut === undefined) return;
    if (this.#reference.segmenter.ptsSeconds(last) > cut.seconds + roundingSeconds) return;
    if (this.#cuts.length - 1 > this.#made) this.#cuts.pop();
    else this.#limitSeconds = Math.min(this.#limitSeconds, cut.seconds);
  }

  /**
   * The run is over. What lies past the limit is taken back, what is open is closed. The sound may be up to `tailSeconds`
   * longer than the picture, whose last frame stands for so long. Returns where the run's time line ends, or null when it
   * never began.
   */
  finish(tailSeconds = 0.5): number | null {
    this.#heldAt = null;
    this.#ended = true;
    const start = this.startSeconds;
    if (start === null) return null;
    this.#makeAllCuts();
    const pictureEnd = this.#reference.newestSeconds;
    const lastEnd = Math.max(...this.#tracks.map((track) => track.newestSeconds));
    const end = Math.min(lastEnd, pictureEnd + tailSeconds, this.#limitSeconds);
    this.#forceCuts(end);
    this.#makeAllCuts();
    for (const track of this.#tracks) track.catchUp(this.#cuts.length - 1, this.#cuts);
    const openStart = this.#cuts.at(-1)?.seconds ?? start;
    if (end <= openStart + 0.001) {
      for (const track of this.#tracks) track.segmenter.drop();
      return openStart;
    }
    for (const track of this.#tracks) {
      track.segmenter.truncate(end);
      track.segmenter.finish(end);
    }
    return end;
  }

  #pushReference(track: RunTrack, sample: Sample, seconds: number): void {
    const isVideo = track.segmenter.track.kind === 'video';
    if (this.#cuts.length === 0 && (!sample.isSync || seconds < this.#startAtSeconds - roundingSeconds)) return;
    if (seconds >= this.#limitSeconds - roundingSeconds) return;
    if (this.#heldAt === null) {
      const mayCut = sample.isSync || !isVideo;
      // nothing came around the IDR that was due: others are no help
      if (mayCut) this.#forceCuts(seconds);
      else this.#isOverlong = this.#planner.isOverlong(seconds);
      if (mayCut && this.#planner.onIdr(seconds)) this.#cuts.push({ seconds, isForced: false });
    }
    track.queue.push(sample);
  }

  /** Goes on as if the run had not been held. */
  #release(): void {
    this.#heldAt = null;
    for (const track of this.#tracks) this.#drain(track);
    this.force();
  }

  /** No segment is longer than it may be at `seconds`: cut before that at an IDR, else at a frame, else in the hole. */
  #forceCuts(seconds: number): void {
    for (
      let last = this.#cuts.at(-1);
      last !== undefined && this.#planner.isOverlong(seconds);
      last = this.#cuts.at(-1)
    )
      this.#forceCut(last.seconds);
  }

  #forceCut(startSeconds: number): void {
    const { segmenter, queue } = this.#reference;
    const index = this.#cuts.length - 1;
    const samples = [...(segmenter.index === index ? segmenter.openSamples : []), ...queue];
    const frames = samples.map((sample) => ({
      seconds: segmenter.ptsSeconds(sample),
      isIdr: sample.isSync && segmenter.track.kind === 'video',
    }));
    const seconds = forcedCutSeconds(startSeconds, this.#segmentSeconds, frames);
    this.#cuts.push({ seconds, isForced: true });
    this.#planner.force(seconds);
    for (const track of this.#tracks)
      if (track.segmenter.index === index) track.queue.unshift(...track.segmenter.truncate(seconds));
  }

  #makeAllCuts(): void {
    this.#made = this.#cuts.length - 1;
    for (const track of this.#tracks) this.#drain(track);
  }

  /** True when there is a cut that everybody whom it is worth waiting for has reached. */
  #makeCuts(): boolean {
    const before = this.#made;
    const waitedFor = this.#reference.newestSeconds - cutWaitSeconds;
    for (let next = this.#cuts[this.#made + 1]; next !== undefined; next = this.#cuts[this.#made + 1]) {
      const reached = next.seconds - roundingSeconds;
      if (this.#tracks.some(({ newestSeconds }) => newestSeconds < reached && newestSeconds >= waitedFor)) break;
      this.#made += 1;
    }
    return this.#made > before;
  }

  #drain(track: RunTrack): void {
    const start = this.#cuts[0];
    if (start === undefined) {
      // before the first IDR nothing can be placed; sound alone must not pile up while a picture is waited for
      while (track.queue.length > 4096) track.queue.shift();
      return;
    }
    const isDecided = this.#ended || track === this.#reference;
    const decided = isDecided ? Infinity : this.#reference.newestSeconds - decisionMarginSeconds;
    for (let sample = track.queue[0]; sample !== undefined; sample = track.queue[0]) {
      const seconds = track.segmenter.ptsSeconds(sample);
      if (seconds > decided && !track.isBehindNextCut(seconds, this.#cuts)) break;
      if (this.#isBehindFutureCut(track, sample)) break;
      if (this.#heldAt !== null && track.segmenter.isFrom(sample, this.#heldAt)) break;
      track.queue.shift();
      track.place(sample, this.#cuts, this.#limitSeconds);
    }
    const mayLag = lagLimitSeconds[track.segmenter.track.kind];
    const lagging = this.#reference.newestSeconds - track.newestSeconds > mayLag;
    if (lagging) {
      const limit = this.#reference.newestSeconds - mayLag;
      const due = Math.min(
        this.#made,
        this.#cuts.findLastIndex(({ seconds }) => seconds <= limit),
      );
      if (due > track.segmenter.index) {
        track.catchUp(due, this.#cuts);
        track.needsSync = true;
      }
    }
  }

  /** The sample opens a segment whose cut has yet to be made. */
  #isBehindFutureCut({ segmenter }: RunTrack, sample: Sample): boolean {
    const next = this.#cuts[this.#made + 1];
    return next !== undefined && segmenter.reaches(sample, next);
  }
}
