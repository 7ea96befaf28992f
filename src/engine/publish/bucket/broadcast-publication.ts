import { existsSync } from 'node:fs';
import path from 'node:path';
import type { AppError } from '../../../shared/errors.js';
import type { BroadcastRow, Journal, SegmentRow } from '../../archive/journal.js';
import { layout, toDiskPath } from '../../archive/layout.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../log/logger.js';
import { RenditionTimeline } from '../../package/rendition-timeline.js';
import type { BroadcastFacts } from '../channel-publisher.js';
import { writeFinalPlaylists } from './final-playlists.js';
import type { PacedWriter } from './paced-writer.js';
import type { PublicationJournal } from './publication-journal.js';
import { PublishedPlaylists } from './published-playlists.js';
import { UploadBacklog } from './upload-backlog.js';
import type { UploadItem } from './upload-track.js';

/** The full history is rewritten so seldom: it costs little beside the media. */
const dvrEveryMs = 120_000;

export interface BroadcastPublicationDeps {
  readonly destinationId: string;
  readonly broadcastId: string;
  readonly channel: string;
  readonly journal: Journal;
  readonly publications: PublicationJournal;
  /** The archive's root. */
  readonly root: string;
  readonly writer: PacedWriter;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The pages of the broadcast and its channel at the destination should say what is true now. */
  readonly onPages: (row: BroadcastRow, facts: BroadcastFacts) => Promise<void>;
}

/**
 * One broadcast at one destination: what the archive has, what the bucket has, and the playlists that name it. Media is
 * sent by its owner (DestinationPublisher), which takes it from the backlog.
 */
export class BroadcastPublication {
  readonly broadcastId: string;
  readonly #deps: BroadcastPublicationDeps;
  readonly #timelines = new Map<string, RenditionTimeline>();
  readonly #playlists: PublishedPlaylists;
  #backlog = new UploadBacklog();
  #has: ReadonlySet<string> = new Set();
  #isOver = false;
  #isDropped = false;
  #isPlayable = false;
  #hasDvr = false;
  #dvrDueMs: number;

  constructor(deps: BroadcastPublicationDeps) {
    this.#deps = deps;
    this.broadcastId = deps.broadcastId;
    this.#dvrDueMs = deps.clock.monotonicMs() + dvrEveryMs;
    this.#playlists = new PublishedPlaylists({
      writer: deps.writer,
      clock: deps.clock,
      folder: this.folder,
      row: () => (this.#isDropped ? null : this.row),
      timelines: () => this.timelines,
      ladder: () => deps.journal.renditions(this.broadcastId).map(({ name }) => name),
      backlog: () => this.#backlog,
      isOver: () => this.#isOver,
      onNaming: () => deps.publications.keep(),
      onDashFailure: (error) => this.#warn(error),
    });
  }

  /** The broadcast's row; null once it was deleted. */
  get row(): BroadcastRow | null {
    return this.#deps.journal.broadcast(this.broadcastId);
  }

  get backlog(): UploadBacklog {
    return this.#backlog;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The master is in the bucket. */
  get isPlayable(): boolean {
    return this.#isPlayable;
  }

  get facts(): BroadcastFacts {
    return { isPlayable: this.#isPlayable, hasDvr: this.#hasDvr, hasPoster: this.#hasPoster() };
  }

  /** In ladder order. */
  get timelines(): readonly RenditionTimeline[] {
    return [...this.#timelines.values()].sort((a, b) => a.row.position - b.row.position);
  }

  /** Folder of the broadcast below the destination's prefix. */
  get folder(): string {
    return layout.broadcast(this.#deps.channel, this.broadcastId);
  }

  /** Reads what there is from both journals: at its beginning, after a restart, and when the bucket lost something. */
  load(): void {
    const { journal, publications, destinationId, clock } = this.#deps;
    const prefix = `${this.folder}/`;
    this.#has = new Set(
      publications.confirmed(destinationId, this.broadcastId).map((row) => row.path.slice(prefix.length)),
    );
    const backlog = new UploadBacklog();
    backlog.isLive = !this.#isOver;
    this.#timelines.clear();
    const nowMs = clock.monotonicMs();
    for (const rendition of journal.renditions(this.broadcastId)) {
      const timeline = new RenditionTimeline(rendition, journal.segments(this.broadcastId, rendition.name));
      this.#timelines.set(rendition.name, timeline);
      backlog.addRendition(rendition.name, rendition.kind, rendition.position);
      for (const segment of timeline.segments) backlog.addSegment(segment, nowMs, (item) => this.#has.has(item));
    }
    backlog.adopt(this.#backlog);
    this.#backlog = backlog;
  }

  /** The archive has closed a segment, or has a gap there. Never throws: the archive goes on, whatever is the matter here. */
  onSegment(segment: SegmentRow): void {
    try {
      this.#add(segment);
    } catch (error) {
      // the next one finds that something is missing, and reads the journal
      this.#deps.logger.error({ err: error, broadcast: this.broadcastId }, 'segment not taken up');
    }
  }

  #add(segment: SegmentRow): void {
    const { journal, clock } = this.#deps;
    let timeline = this.#timelines.get(segment.rendition);
    if (timeline === undefined) {
      const row = journal.renditions(this.broadcastId).find(({ name }) => name === segment.rendition);
      if (row === undefined) return;
      timeline = new RenditionTimeline(row);
      this.#timelines.set(row.name, timeline);
      this.#backlog.addRendition(row.name, row.kind, row.position);
    }
    // what was read from the journal comes a second time as an event
    if (segment.sequence < timeline.segments.length) return;
    // nothing may be missing in between: the journal knows
    if (segment.sequence > timeline.segments.length) {
      this.load();
      return;
    }
    timeline.append(segment);
    this.#backlog.addSegment(segment, clock.monotonicMs(), (item) => this.#has.has(item));
    if (segment.state === 'gap') this.#writePlaylists(segment.rendition);
  }

  /** The bucket has it: writes that down, then the playlists that may name it now. */
  confirm(item: UploadItem, sizeBytes: number): void {
    if (this.#isDropped) return;
    const { publications, destinationId, clock } = this.#deps;
    publications.confirm({
      destinationId,
      path: `${this.folder}/${item.path}`,
      broadcastId: this.broadcastId,
      sizeBytes,
      confirmedAtMs: clock.now(),
    });
    this.#backlog.confirm(item, sizeBytes);
    if (!this.#isOver || this.#isPlayable) this.#writePlaylists(item.rendition);
  }

  /** The provider refuses it, and it alone: playlists go on with a gap there. */
  refuse(item: UploadItem, error: AppError): void {
    const { logger } = this.#deps;
    if (!this.#backlog.refused.has(item))
      logger.warn({ err: error, path: item.path }, 'refused: it stays a gap for now');
    this.#backlog.refuse(item, error);
    if (!this.#isDropped && (!this.#isOver || this.#isPlayable)) this.#writePlaylists(item.rendition);
  }

  /** Over, and all there but for what the provider refuses: viewers get it as a recording with gaps. */
  async closeWithGaps(): Promise<void> {
    if (this.#isDropped || !(await this.#playlists.close())) return;
    this.#isPlayable = true;
    this.#hasDvr = false;
    await this.#pages();
  }

  /** After a restart, or a loss: names what is there already. The history of an old show is due at once. */
  resume(): void {
    const { publications, destinationId, clock } = this.#deps;
    this.#playlists.resume();
    this.#dvrDueMs = clock.monotonicMs() + Math.max(0, dvrEveryMs - this.#shownMs());
    if (publications.get(this.broadcastId, destinationId)?.isVerified === true) this.#isPlayable = true;
    for (const { row } of this.timelines) this.#writePlaylists(row.name);
  }

  /** The archive is final. What is missing goes on its way as before. */
  end(): void {
    this.#isOver = true;
    this.load();
  }

  /** It is removed from the bucket: nothing of it is written any more, nor written down. */
  drop(): void {
    this.#isDropped = true;
  }

  /** The bucket lacks these, whatever it had confirmed: gaps until they are there again. `isNew`: it was made anew. */
  lost(items: readonly string[], isNew = false): void {
    const { publications, destinationId } = this.#deps;
    if (isNew) this.#playlists.renew();
    publications.forget(
      destinationId,
      items.map((item) => `${this.folder}/${item}`),
    );
    this.load();
    if (!this.#isOver || this.#isPlayable) this.resume();
  }

  /**
   * Everything is there: writes the archive's own final playlists, so that the recording in the bucket is the recording on
   * the disk. Resolves when the bucket has them.
   */
  async finish(): Promise<void> {
    const { writer, root } = this.#deps;
    const { row } = this;
    if (row === null) return;
    await writeFinalPlaylists({
      writer,
      directory: toDiskPath(root, layout.broadcast(row.channel, row.id)),
      folder: this.folder,
      isWanted: () => !this.#isDropped,
      renditions: this.timelines.filter(({ segments }) => segments.length > 0).map(({ row: { name } }) => name),
    });
    if (this.#isDropped) return;
    this.#isPlayable = true;
    this.#hasDvr = false;
    await this.#pages();
  }

  /** Every object that the bucket must have in the end: below the broadcast's folder, with its size (0: unknown). */
  expected(): Map<string, number> {
    const confirmed = this.#deps.publications.confirmed(this.#deps.destinationId, this.broadcastId);
    const prefix = `${this.folder}/`;
    return new Map(confirmed.map((row) => [row.path.slice(prefix.length), row.sizeBytes]));
  }

  /** Once a second: the history, and the playlists of renditions that wait. */
  tick(): void {
    if (this.#isDropped || this.#isOver || !this.#isPlayable || this.#deps.clock.monotonicMs() < this.#dvrDueMs) return;
    this.#dvrDueMs = this.#deps.clock.monotonicMs() + dvrEveryMs;
    void this.#writeHistory().catch((error: unknown) => this.#warn(error));
  }

  /** The poster came, or the title changed. */
  async refreshPages(): Promise<void> {
    await this.#pages();
  }

  #writePlaylists(rendition: string): void {
    for (const name of new Set([rendition, ...this.#backlog.deferred])) {
      void this.#writePlaylist(name).catch((error: unknown) => this.#warn(error));
    }
  }

  async #writePlaylist(name: string): Promise<void> {
    if (!(await this.#playlists.write(name)) || this.#isPlayable) return;
    this.#isPlayable = true;
    await this.#pages();
  }

  async #writeHistory(): Promise<void> {
    if (!(await this.#playlists.writeHistory()) || this.#hasDvr || this.#isOver) return;
    this.#hasDvr = true;
    await this.#pages();
  }

  /** How much of it there is. */
  #shownMs(): number {
    const ends = this.timelines.map(({ row, segments }) => {
      const [first, last] = [segments[0], segments.at(-1)];
      if (first === undefined || last === undefined) return 0;
      return ((last.startTicks + last.durationTicks - first.startTicks) * 1000) / row.timescale;
    });
    return Math.max(0, ...ends);
  }

  async #pages(): Promise<void> {
    if (this.row !== null && !this.#isDropped) await this.#deps.onPages(this.row, this.facts);
  }

  #hasPoster(): boolean {
    const row = this.row;
    const folder = row === null ? null : toDiskPath(this.#deps.root, layout.broadcast(row.channel, row.id));
    return folder !== null && existsSync(path.join(folder, 'poster.jpg'));
  }

  #warn(error: unknown): void {
    this.#deps.logger.warn({ err: error, broadcast: this.broadcastId }, 'playlist not published');
  }
}
