import { mkdir } from 'node:fs/promises';
import { timelineOriginSeconds } from '../../shared/timeline-origin.js';
import type { Logger } from '../log/logger.js';
import { RenditionTimeline } from '../package/rendition-timeline.js';
import type { WallClockMap } from '../package/wall-clock-map.js';
import type { LivePart } from './live-part.js';
import type { BroadcastRow, Journal, RenditionRow, SegmentRow } from './journal.js';
import { layout, toDiskPath } from './layout.js';
import { repairBroadcast } from './repair.js';
import { RunSink, type RunRendition } from './run-sink.js';
import { SegmentWriter } from './segment-writer.js';

/** Every time line starts here, so that B-frames' decode times are never negative. Ticks of 90 kHz. */
export const timelineOriginTicks = timelineOriginSeconds * 90_000;

export interface BroadcastArchiveDeps {
  readonly row: BroadcastRow;
  readonly journal: Journal;
  /** Folder of all channels. */
  readonly root: string;
  readonly logger: Logger;
  /** A segment (or gap) is durable and in its time line. */
  readonly onSegment: (rendition: string, segment: SegmentRow) => void;
  /** A part of an open segment was cut; it is on its way to the disk. */
  readonly onPart?: (part: LivePart) => void;
  /** Writing failed: nothing more will be written. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * One broadcast's files and rows. All renditions share one numbering: a sequence number is the same span of time in each,
 * and a rendition without media there has a gap.
 */
export class BroadcastArchive {
  readonly #deps: BroadcastArchiveDeps;
  readonly #timelines = new Map<string, RenditionTimeline>();
  readonly #writers = new Map<string, SegmentWriter>();
  readonly #discontinuities = new Set<number>();
  #nextSequence = 0;
  #endTicks = timelineOriginTicks;
  #nextInit = 0;
  #hasFailed = false;

  constructor(deps: BroadcastArchiveDeps) {
    this.#deps = deps;
    for (const row of deps.journal.renditions(deps.row.id)) this.#adopt(row);
  }

  /** Folder that holds master.m3u8. */
  get directory(): string {
    return toDiskPath(this.#deps.root, layout.broadcast(this.#deps.row.channel, this.#deps.row.id));
  }

  /** Renditions in ladder order. */
  get timelines(): readonly RenditionTimeline[] {
    return [...this.#timelines.values()].sort((a, b) => a.row.position - b.row.position);
  }

  get nextSequence(): number {
    return this.#nextSequence;
  }

  get discontinuities(): number {
    return this.#discontinuities.size;
  }

  /** Length of the time line so far. */
  get durationSeconds(): number {
    return (this.#endTicks - timelineOriginTicks) / 90_000;
  }

  /** Bytes handed over and not yet on disk. */
  get pendingBytes(): number {
    return [...this.#writers.values()].reduce((sum, writer) => sum + writer.pendingBytes, 0);
  }

  async create(): Promise<void> {
    await mkdir(this.directory, { recursive: true });
  }

  /**
   * Starts a run at `startSeconds` of its own clock, put right behind what is there already. The sink takes what the
   * run's packager makes until `finishRun`.
   */
  beginRun(run: { startSeconds: number; renditions: readonly RunRendition[]; wallClock: WallClockMap }): RunSink {
    const sequence = this.#nextSequence;
    if (sequence > 0) this.#discontinuities.add(sequence);
    run.wallClock.notBefore(run.startSeconds, this.#endDateMs);
    const init = this.#nextInit;
    this.#nextInit += 1;
    const reference = run.renditions[0]?.name;
    const sink: RunSink = new RunSink({
      broadcast: this.#deps.row,
      journal: this.#deps.journal,
      renditions: run.renditions,
      wallClock: run.wallClock,
      init,
      firstSequence: sequence,
      offsetTicks: this.#endTicks - Math.round(run.startSeconds * 90_000),
      isDiscontinuity: (candidate) => this.#discontinuities.has(candidate),
      writer: (name) => this.#writer(name),
      onRendition: (row) => this.#putRendition(row),
      onSegment: (row) => {
        this.#append(row);
        if (row.rendition === reference) this.#fillAbsent(sink, row);
      },
      onPart: (part) => this.#deps.onPart?.(part),
      onFailure: (error) => this.#fail(error),
    });
    return sink;
  }

  /** The run is over and ended at `endSeconds` of its own clock (null: it never began). Waits until all of it is on disk. */
  async finishRun(sink: RunSink, endSeconds: number | null): Promise<void> {
    if (endSeconds !== null && sink.segmentCount > 0) {
      this.#endTicks = sink.toTimelineTicks(endSeconds);
      this.#nextSequence = sink.firstSequence + sink.segmentCount;
    }
    await this.settle();
  }

  /** Waits for all writes. */
  async settle(): Promise<void> {
    await Promise.all([...this.#writers.values()].map((writer) => writer.settle()));
  }

  /**
   * Closes what a failed write left open, as the repair after a crash does, and takes over what is there then. Expects
   * `settle`. False when nothing had failed.
   */
  async mend(): Promise<boolean> {
    if (!this.#hasFailed) return false;
    const { row, journal } = this.#deps;
    await repairBroadcast(this.#deps, row);
    this.#timelines.clear();
    for (const rendition of journal.renditions(row.id)) this.#adopt(rendition);
    return true;
  }

  #adopt(row: RenditionRow): void {
    const timeline = new RenditionTimeline(row, this.#deps.journal.segments(row.broadcastId, row.name));
    this.#timelines.set(row.name, timeline);
    for (const segment of timeline.segments) {
      if (segment.discontinuity) this.#discontinuities.add(segment.sequence);
      this.#nextSequence = Math.max(this.#nextSequence, segment.sequence + 1);
      this.#nextInit = Math.max(this.#nextInit, segment.init + 1);
      const end = ((segment.startTicks + segment.durationTicks) * 90_000) / row.timescale;
      this.#endTicks = Math.max(this.#endTicks, Math.round(end));
    }
  }

  /** Date-time at which what is there ends, epoch milliseconds; infinitely long ago while nothing is. */
  get #endDateMs(): number {
    const ends = this.timelines.map(({ row, segments }) => {
      const last = segments.at(-1);
      return last === undefined ? -Infinity : last.programDateTimeMs + (last.durationTicks / row.timescale) * 1000;
    });
    return Math.max(-Infinity, ...ends);
  }

  #writer(name: string): SegmentWriter {
    const { row, root } = this.#deps;
    const existing = this.#writers.get(name);
    if (existing !== undefined) return existing;
    const directory = toDiskPath(root, layout.rendition(row.channel, row.id, name));
    const writer = new SegmentWriter({ directory });
    this.#writers.set(name, writer);
    return writer;
  }

  #putRendition(row: RenditionRow): void {
    this.#deps.journal.upsertRendition(row);
    const timeline = this.#timelines.get(row.name);
    if (timeline !== undefined) {
      timeline.row = row;
      return;
    }
    this.#timelines.set(row.name, new RenditionTimeline(row));
  }

  /** Appends in order; a rendition that was not there before is filled up with gaps, as are those that are absent now. */
  #append(segment: SegmentRow): void {
    const timeline = this.#timelines.get(segment.rendition);
    if (timeline === undefined) return;
    for (let next = timeline.segments.length; next < segment.sequence; next += 1) {
      // not the top one: an encoder that comes back with a larger picture has just made that
      const other = this.timelines.find((candidate) => candidate !== timeline && candidate.segments.length > next);
      const model = other?.segments[next];
      if (other === undefined || model === undefined) break;
      // in front of its first segment a rendition has no init segment but that one's
      this.#appendGap(timeline, { ...model, init: segment.init }, other.row.timescale);
    }
    timeline.append(segment);
    this.#deps.onSegment(segment.rendition, segment);
  }

  /** Renditions that this run does not make go on with gaps, modelled on the run's reference. */
  #fillAbsent(sink: RunSink, model: SegmentRow): void {
    const scale = this.#timelines.get(model.rendition)?.row.timescale ?? 90_000;
    for (const timeline of this.#timelines.values()) {
      if (sink.has(timeline.row.name) || timeline.segments.length !== model.sequence) continue;
      this.#appendGap(timeline, model, scale);
    }
  }

  #appendGap(timeline: RenditionTimeline, model: SegmentRow, modelScale: number): void {
    const scale = timeline.row.timescale / modelScale;
    const gap: SegmentRow = {
      ...model,
      rendition: timeline.row.name,
      state: 'gap',
      init: timeline.segments.at(-1)?.init ?? model.init,
      startTicks: Math.round(model.startTicks * scale),
      durationTicks: Math.round(model.durationTicks * scale),
      sizeBytes: 0,
    };
    this.#deps.journal.upsertSegment(gap);
    timeline.append(gap);
    this.#deps.onSegment(timeline.row.name, gap);
  }

  #fail(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#deps.logger.error({ err: error, broadcast: this.#deps.row.id }, 'archive write failed');
    this.#deps.onFailure(error);
  }
}
