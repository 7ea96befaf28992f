import { frameRate } from '../package/frame-rate.js';
import { makePart } from '../package/fragment-writer.js';
import type { Sample, TrackInfo } from '../package/sample.js';
import type { SegmentSink, SegmentStart } from '../package/segment-sink.js';
import type { WallClockMap } from '../package/wall-clock-map.js';
import type { LivePart } from './live-part.js';
import type { BroadcastRow, Journal, RenditionRow, SegmentRow } from './journal.js';
import type { SegmentWriter } from './segment-writer.js';

/** What the plan says of a rendition that the init segment does not. */
export interface RunRendition {
  readonly name: string;
  readonly kind: 'video' | 'audio';
  readonly position: number;
  readonly copied: boolean;
  readonly maxBitrate: number | null;
  readonly fps: number | null;
}

/** Sound that is this much shorter or longer than its segment has a hole, or a tail. */
const holeSeconds = 0.1;

interface OpenSegment {
  row: SegmentRow;
  parts: number;
  sizeBytes: number;
  frames: number;
  ticks: number;
}

interface RenditionState {
  readonly plan: RunRendition;
  readonly track: TrackInfo;
  readonly writer: SegmentWriter;
  row: RenditionRow;
  open: OpenSegment | null;
  parts: number;
  /** Sequence of the last segment or gap begun. */
  segments: number;
}

export interface RunSinkDeps {
  readonly broadcast: BroadcastRow;
  readonly journal: Journal;
  readonly renditions: readonly RunRendition[];
  readonly wallClock: WallClockMap;
  readonly init: number;
  readonly firstSequence: number;
  /** From the run's clock to the broadcast's time line, ticks of 90 kHz. */
  readonly offsetTicks: number;
  readonly isDiscontinuity: (sequence: number) => boolean;
  readonly writer: (rendition: string) => SegmentWriter;
  readonly onRendition: (row: RenditionRow) => void;
  /** In order per rendition, once durable. */
  readonly onSegment: (row: SegmentRow) => void;
  /** At once, before it is on the disk. */
  readonly onPart: (part: LivePart) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Writes what one run's packager makes: rows first, then files, on the broadcast's time line. */
export class RunSink implements SegmentSink {
  readonly #deps: RunSinkDeps;
  readonly #states = new Map<string, RenditionState>();

  constructor(deps: RunSinkDeps) {
    this.#deps = deps;
  }

  get firstSequence(): number {
    return this.#deps.firstSequence;
  }

  /** Segments (and gaps) of this run. */
  get segmentCount(): number {
    return Math.max(0, ...[...this.#states.values()].map((state) => state.segments));
  }

  has(rendition: string): boolean {
    return this.#deps.renditions.some((plan) => plan.name === rendition);
  }

  toTimelineTicks(seconds: number): number {
    return Math.round(seconds * 90_000) + this.#deps.offsetTicks;
  }

  init(rendition: string, track: TrackInfo, bytes: Buffer): void {
    const plan = this.#deps.renditions.find((candidate) => candidate.name === rendition);
    if (plan === undefined) return;
    const row: RenditionRow = {
      broadcastId: this.#deps.broadcast.id,
      name: rendition,
      kind: plan.kind,
      position: plan.position,
      width: track.width,
      height: track.height,
      fps: plan.fps,
      codecs: track.codecs,
      copied: plan.copied,
      timescale: track.timescale,
      maxBitrate: plan.maxBitrate,
    };
    const writer = this.#deps.writer(rendition);
    this.#states.set(rendition, { plan, track, writer, row, open: null, parts: 0, segments: 0 });
    this.#record(() => this.#deps.onRendition(row));
    this.#watch(writer.writeInit(this.#deps.init, bytes));
  }

  open(rendition: string, segment: SegmentStart): void {
    const state = this.#state(rendition);
    const row = this.#row(state, segment, 'open');
    this.#record(() => this.#deps.journal.upsertSegment(row));
    state.open = { row, parts: 0, sizeBytes: 0, frames: 0, ticks: 0 };
    state.segments = segment.index + 1;
    this.#watch(state.writer.open(row.sequence));
  }

  part(rendition: string, samples: readonly Sample[]): void {
    const state = this.#state(rendition);
    this.#watch(state.writer.append(this.#makePart(state, samples)));
  }

  rewrite(rendition: string, parts: readonly (readonly Sample[])[]): void {
    const state = this.#state(rendition);
    if (state.open === null) return;
    state.open = { ...state.open, parts: 0, sizeBytes: 0, frames: 0, ticks: 0 };
    this.#watch(state.writer.rewrite(Buffer.concat(parts.map((samples) => this.#makePart(state, samples)))));
  }

  close(rendition: string, endSeconds: number): void {
    const state = this.#state(rendition);
    const { open } = state;
    if (open === null) return;
    state.open = null;
    const scale = state.track.timescale;
    const spanTicks = this.#ticks(endSeconds, scale) - open.row.startTicks;
    // sound lasts as long as its packets, unless some are missing; a picture until the next one is shown
    const hasHole = Math.abs(open.ticks - spanTicks) > scale * holeSeconds;
    const durationTicks = state.plan.kind === 'audio' && !hasHole ? open.ticks : spanTicks;
    const startSeconds = open.row.startTicks / scale - this.#deps.offsetTicks / 90_000;
    this.#deps.wallClock.freeze();
    const row: SegmentRow = {
      ...open.row,
      state: 'closed',
      durationTicks,
      sizeBytes: open.sizeBytes,
      programDateTimeMs: this.#deps.wallClock.toWallClockMs(startSeconds),
    };
    this.#noteFrameRate(state, open, durationTicks / scale);
    this.#settleRow(state.writer.close(), row);
  }

  drop(rendition: string): void {
    const state = this.#state(rendition);
    const { open } = state;
    if (open === null) return;
    state.open = null;
    state.segments -= 1;
    const { broadcast, journal } = this.#deps;
    this.#watch(state.writer.drop().then(() => journal.deleteSegment(broadcast.id, rendition, open.row.sequence)));
  }

  gap(rendition: string, segment: SegmentStart, endSeconds: number): void {
    const state = this.#state(rendition);
    const row = this.#row(state, segment, 'gap');
    state.segments = segment.index + 1;
    const durationTicks = this.#ticks(endSeconds, state.track.timescale) - row.startTicks;
    this.#settleRow(state.writer.barrier(), { ...row, durationTicks });
  }

  #makePart(state: RenditionState, samples: readonly Sample[]): Buffer {
    state.parts += 1;
    const bytes = makePart(samples, {
      trackId: state.track.trackId,
      sequenceNumber: state.parts,
      offsetTicks: Math.round((this.#deps.offsetTicks * state.track.timescale) / 90_000),
    });
    const { open } = state;
    if (open === null) return bytes;
    const ticks = samples.reduce((sum, sample) => sum + sample.duration, 0);
    this.#deps.onPart({
      broadcastId: open.row.broadcastId,
      rendition: open.row.rendition,
      sequence: open.row.sequence,
      index: open.parts,
      durationSeconds: ticks / state.track.timescale,
      isIndependent: state.plan.kind === 'audio' || samples[0]?.isSync === true,
      init: open.row.init,
      isDiscontinuity: open.row.discontinuity,
      bytes,
    });
    open.parts += 1;
    open.sizeBytes += bytes.length;
    open.frames += samples.length;
    open.ticks += ticks;
    return bytes;
  }

  #row(state: RenditionState, segment: SegmentStart, kind: 'open' | 'gap'): SegmentRow {
    const sequence = this.#deps.firstSequence + segment.index;
    return {
      broadcastId: this.#deps.broadcast.id,
      rendition: state.plan.name,
      sequence,
      init: this.#deps.init,
      state: kind,
      startTicks: this.#ticks(segment.startSeconds, state.track.timescale),
      durationTicks: 0,
      sizeBytes: 0,
      programDateTimeMs: this.#deps.wallClock.toWallClockMs(segment.startSeconds),
      discontinuity: this.#deps.isDiscontinuity(sequence),
    };
  }

  #ticks(seconds: number, timescale: number): number {
    return Math.round(seconds * timescale) + Math.round((this.#deps.offsetTicks * timescale) / 90_000);
  }

  #noteFrameRate(state: RenditionState, open: OpenSegment, seconds: number): void {
    if (state.plan.kind === 'audio' || open.row.sequence !== this.#deps.firstSequence) return;
    const fps = frameRate(open.frames, seconds);
    if (fps === null) return;
    const row = { ...state.row, fps };
    state.row = row;
    this.#record(() => this.#deps.onRendition(row));
  }

  #settleRow(written: Promise<void>, row: SegmentRow): void {
    this.#watch(
      written.then(() => {
        this.#deps.journal.upsertSegment(row);
        this.#deps.onSegment(row);
      }),
    );
  }

  /** The journal is written at once: where it fails, the archive has failed, and not the packets at hand. */
  #record(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#deps.onFailure(error);
    }
  }

  #watch(work: Promise<void>): void {
    work.catch((error: unknown) => this.#deps.onFailure(error));
  }

  #state(rendition: string): RenditionState {
    const state = this.#states.get(rendition);
    if (state === undefined) throw new RangeError(`Expected the init segment of ${rendition} first`);
    return state;
  }
}
