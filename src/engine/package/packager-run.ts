import type { Readable } from 'node:stream';
import { timelineOriginTicks, type BroadcastArchive } from '../archive/broadcast-archive.js';
import type { RunRendition, RunSink } from '../archive/run-sink.js';
import type { Clock } from '../clock.js';
import { FragmentReader, type FragmentEvent } from './fragment-reader.js';
import type { ProgrammeWatcher } from './programme-watcher.js';
import { RunPackager } from './run-packager.js';
import type { Sample, TrackInfo } from './sample.js';
import { TrackSegmenter } from './track-segmenter.js';
import type { WallClockMap } from './wall-clock-map.js';

/** The reference may be this far ahead of a rendition that has not even begun; then the run goes on without that one. */
const missingTrackSeconds = 5;

/** Why a run cannot go on as it is. */
export type RunTrouble = 'overlong-gop' | 'clock-jump' | 'malformed' | 'no-keyframe';

/** So much without a single IDR is a source that cannot be packed. */
const keyframePatienceSeconds = 30;

export interface PackagerRunOptions {
  /** In ladder order; the first is the reference. */
  readonly outputs: readonly { readonly name: string; readonly stream: Readable }[];
  readonly renditions: readonly RunRendition[];
  readonly segmentSeconds: number;
  readonly partSeconds: number;
  readonly clock: Clock;
  /** Of the runs' common clock, or of this run's own. */
  readonly wallClock: WallClockMap;
  /** Called at most once per kind of trouble. */
  readonly onTrouble: (trouble: RunTrouble, error?: unknown) => void;
}

interface Pending {
  readonly name: string;
  readonly sample: Sample;
}

/**
 * One ffmpeg's outputs on their way into the archive. Always reads (a stalled reader would block ffmpeg). Until it is
 * activated it only remembers, so that a later run can take over from an earlier one at exactly the right frame.
 */
export class PackagerRun {
  /** All outputs have ended. */
  readonly ended: Promise<void>;
  readonly #options: PackagerRunOptions;
  readonly #tracks = new Map<string, TrackInfo>();
  readonly #inits = new Map<string, Buffer>();
  readonly #waiters = new Set<() => void>();
  #pending: Pending[] | null = [];
  #packager: RunPackager | null = null;
  #sink: RunSink | null = null;
  #watcher: ProgrammeWatcher | null = null;
  #hasEnded = false;
  #isFinished = false;
  #troubled = false;
  readonly #told = new Set<RunTrouble>();
  #referenceSpan: { first: number; newest: number } | null = null;

  constructor(options: PackagerRunOptions) {
    this.#options = options;
    this.ended = Promise.all(options.outputs.map(({ name, stream }) => this.#read(name, stream))).then(() => {
      this.#hasEnded = true;
      this.#wake();
    });
  }

  /** Start of the open segment, on the run's clock; null before the first IDR. */
  get openStartSeconds(): number | null {
    return this.#packager?.openStartSeconds ?? null;
  }

  /** The reference's newest frame on the run's clock; null before the first. */
  get newestSeconds(): number | null {
    return this.#referenceSpan?.newest ?? null;
  }

  /** The reference's newest frame on the broadcast's time line, seconds from its beginning; null until it is on air. */
  get programmeSeconds(): number | null {
    const newest = this.newestSeconds;
    if (this.#sink === null || newest === null) return null;
    return (this.#sink.toTimelineTicks(newest) - timelineOriginTicks) / 90_000;
  }

  /** Where the reference's clock jumped to, forwards; null when it did not (or backwards). */
  get jumpedToSeconds(): number | null {
    return this.#packager?.jumpedToSeconds ?? null;
  }

  /** Cuts at which some rendition had no IDR. */
  get misalignedCuts(): number {
    return this.#packager?.misalignedCuts ?? 0;
  }

  /**
   * Waits for the first IDR at or after `atLeastSeconds` and for every rendition's init segment (or until the reference is
   * 5 s ahead of those that are missing). Null when the outputs end before that.
   */
  async startPoint(atLeastSeconds: number): Promise<number | null> {
    for (;;) {
      const found = this.#findStart(atLeastSeconds);
      if (found !== null && (this.#isComplete() || this.#hasEnded)) return found;
      if (this.#hasEnded || this.#troubled) return null;
      await new Promise<void>((resolve) => this.#waiters.add(resolve));
    }
  }

  /** Goes on air at `startSeconds`, behind what the archive has. Packs what was remembered and all that comes. */
  activate(startSeconds: number, archive: BroadcastArchive, watcher: ProgrammeWatcher | null = null): void {
    const renditions = this.#options.renditions.filter((rendition) => this.#tracks.has(rendition.name));
    const sink = archive.beginRun({ startSeconds, renditions, wallClock: this.#options.wallClock });
    const segmenters: TrackSegmenter[] = [];
    for (const { name } of renditions) {
      const track = this.#tracks.get(name);
      const bytes = this.#inits.get(name);
      if (track === undefined || bytes === undefined) continue;
      sink.init(name, track, bytes);
      watcher?.init(name, track, bytes);
      segmenters.push(new TrackSegmenter({ name, track, sink, partSeconds: this.#options.partSeconds }));
    }
    this.#sink = sink;
    this.#watcher = watcher;
    this.#packager = new RunPackager({
      segmenters,
      segmentSeconds: this.#options.segmentSeconds,
      startAtSeconds: startSeconds,
    });
    const pending = this.#pending ?? [];
    this.#pending = null;
    for (const { name, sample } of pending) this.#pack(name, sample);
  }

  /** Packs nothing from `atSeconds` on; resolves when every rendition has reached it or the outputs have ended. */
  async limit(atSeconds: number): Promise<void> {
    const packager = this.#packager;
    packager?.limit(atSeconds);
    while (packager !== null && !this.#hasEnded && packager.completeSeconds < atSeconds) {
      await new Promise<void>((resolve) => this.#waiters.add(resolve));
    }
  }

  /** See RunPackager.takeBackLastPicture; before `finish`, once the outputs have ended. */
  takeBackLastPicture(): void {
    if (!this.#isFinished) this.#packager?.takeBackLastPicture();
  }

  /** Closes what is open and waits until the archive has it. What still comes is read and dropped. Returns the run's end. */
  async finish(archive: BroadcastArchive, options: { readonly tailSeconds?: number } = {}): Promise<number | null> {
    if (this.#isFinished) return null;
    this.#isFinished = true;
    this.#pending = null;
    if (this.#packager === null || this.#sink === null) return null;
    const end = this.#packager.finish(options.tailSeconds);
    await archive.finishRun(this.#sink, end);
    return end;
  }

  async #read(name: string, stream: Readable): Promise<void> {
    const reader = new FragmentReader();
    try {
      for await (const chunk of stream) {
        if (this.#troubled || this.#isFinished || !Buffer.isBuffer(chunk)) continue;
        for (const event of reader.push(chunk)) this.#take(name, event);
        this.#wake();
      }
    } catch (error) {
      // a connection cut by a dying ffmpeg is its end; bytes that make no sense are trouble
      if (!isConnectionError(error)) this.#trouble('malformed', error);
    }
  }

  #take(name: string, event: FragmentEvent): void {
    if (event.type === 'init') {
      this.#tracks.set(name, event.track);
      this.#inits.set(name, event.bytes);
      return;
    }
    const { sample } = event;
    if (name === this.#options.outputs[0]?.name) this.#observe(sample, this.#tracks.get(name));
    if (this.#pending === null) this.#pack(name, sample);
    else this.#remember(name, sample);
  }

  #remember(name: string, sample: Sample): void {
    this.#pending?.push({ name, sample });
    const span = this.#referenceSpan;
    const isLong = span !== null && span.newest - span.first > keyframePatienceSeconds;
    if (!isLong || this.#findStart(-Infinity) !== null) return;
    this.#pending = [];
    this.#trouble('no-keyframe');
  }

  #observe(sample: Sample, track: TrackInfo | undefined): void {
    if (track === undefined) return;
    const seconds = sample.pts / track.timescale;
    this.#options.wallClock.observe(seconds, this.#options.clock.now());
    const first = this.#referenceSpan?.first ?? seconds;
    this.#referenceSpan = { first, newest: Math.max(this.#referenceSpan?.newest ?? seconds, seconds) };
  }

  #pack(name: string, sample: Sample): void {
    if (this.#packager === null || this.#troubled) return;
    if (!this.#packager.push(name, sample)) return this.#trouble('clock-jump');
    this.#watch(name, sample);
    if (this.#packager.isOverlong) this.#overlong(this.#packager);
  }

  /** Where pictures are copied others can be made: until then their keyframe may come, and close a segment that is too long. */
  #overlong(packager: RunPackager): void {
    const reference = this.#options.renditions.find(({ name }) => this.#tracks.has(name));
    if (reference?.copied === true && !this.#told.has('overlong-gop')) packager.hold();
    else packager.force();
    this.#trouble('overlong-gop');
  }

  #watch(name: string, sample: Sample): void {
    const track = this.#tracks.get(name);
    if (this.#watcher === null || this.#sink === null || track === undefined) return;
    this.#watcher.sample(name, sample, this.#sink.toTimelineTicks(sample.dts / track.timescale));
  }

  /** `overlong-gop` leaves the run going: it is taken over from (a copied one is held until then), or has to be lived with. */
  #trouble(trouble: RunTrouble, error?: unknown): void {
    if (trouble !== 'overlong-gop') this.#troubled = true;
    if (this.#told.has(trouble)) return;
    this.#told.add(trouble);
    this.#options.onTrouble(trouble, error);
  }

  #findStart(atLeastSeconds: number): number | null {
    const name = this.#options.outputs[0]?.name;
    const track = name === undefined ? undefined : this.#tracks.get(name);
    if (track === undefined) return null;
    for (const { name: owner, sample } of this.#pending ?? []) {
      const seconds = sample.pts / track.timescale;
      if (owner === name && sample.isSync && seconds >= atLeastSeconds - 0.008) return seconds;
    }
    return null;
  }

  #isComplete(): boolean {
    if (this.#options.outputs.every(({ name }) => this.#tracks.has(name))) return true;
    const span = this.#referenceSpan;
    return span !== null && span.newest - span.first >= missingTrackSeconds;
  }

  #wake(): void {
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const wake of waiters) wake();
  }
}

function isConnectionError(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^(E[A-Z]+|ERR_STREAM)/.test(error.code)
  );
}
