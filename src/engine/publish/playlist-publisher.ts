import { AppError, toAppError } from '../../shared/errors.js';
import { isListed } from '../../shared/visibility.js';
import type { BroadcastRow, SegmentRow } from '../archive/journal.js';
import { fileNames, layout } from '../archive/layout.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import { renderMasterPlaylist } from '../package/master-playlist.js';
import { renderMediaPlaylist } from '../package/media-playlist.js';
import type { RenditionTimeline } from '../package/rendition-timeline.js';
import type { Destination } from './destination.js';
import { DashLive, finalDashManifest } from './dash-live.js';
import { KeyedWriter } from './keyed-writer.js';
import { masterVariants } from './master-variants.js';

/** The full history is rewritten so seldom that it costs at most this share of the media's bytes. */
const dvrShareOfMedia = 0.002;
const dvrAtMostEveryMs = 60_000;

export interface PlaylistPublisherDeps {
  readonly broadcast: BroadcastRow;
  readonly timelines: () => readonly RenditionTimeline[];
  readonly destination: Destination;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The master was written for the first time, and all that it names before it: the link plays. */
  readonly onPlayable: () => void;
  /** While live; at the end `finish` tells. What else fails is mended by the next write of that playlist. */
  readonly onDiskFull?: (error: AppError) => void;
}

/**
 * Writes every playlist of a broadcast, in the order segment → media playlist → master: nothing is named before it can be
 * read. While live a media playlist is a window; the full history is the DVR playlist; at the end the window becomes the
 * full playlist.
 */
export class PlaylistPublisher {
  readonly #deps: PlaylistPublisherDeps;
  readonly #writer: KeyedWriter;
  readonly #dashLive = new DashLive();
  /** The last sequence that the MPD told. */
  #dashTold = -1;
  #isPlayable = false;
  #ended = false;
  #playlistBytes = 0;
  #dvrDueMs: number;
  #dvrBegun = false;
  #hasDvr = false;
  /** Media playlists that are at the destination. */
  readonly #written = new Set<string>();
  #isResumed = false;
  /** False for what a crash left and what ends at once: the permanent URL is the channel's then (ChannelPublisher). */
  #isOnAir = false;
  #failure: unknown = null;

  constructor(deps: PlaylistPublisherDeps) {
    this.#deps = deps;
    this.#dvrDueMs = deps.clock.monotonicMs() + dvrAtMostEveryMs;
    this.#writer = new KeyedWriter({
      write: (key, content) => this.#put(key, content),
      onError: (key, error) => {
        this.#failure = error;
        deps.logger.error({ err: error, key }, 'playlist not written');
        if (!this.#ended && error instanceof AppError && error.code === 'disk.full') deps.onDiskFull?.(error);
      },
    });
  }

  /** Bytes of all playlists written so far. */
  get playlistBytes(): number {
    return this.#playlistBytes;
  }

  get hasDvr(): boolean {
    return this.#hasDvr;
  }

  get isPlayable(): boolean {
    return this.#isPlayable;
  }

  /** A segment of this rendition is at the destination. */
  async onSegment(rendition: string, segment: SegmentRow): Promise<void> {
    const timeline = this.#deps.timelines().find((candidate) => candidate.row.name === rendition);
    if (timeline === undefined || this.#ended) return;
    this.#isOnAir = true;
    await this.#media(timeline, segment);
    await this.#master();
    await this.#dash();
    if (this.#deps.clock.monotonicMs() >= this.#dvrDueMs) await this.#dvr();
  }

  /** After a crash: names what is there already, so that the link plays while the encoder is waited for. */
  async resume(): Promise<void> {
    this.#isResumed = true;
    this.#isOnAir = true;
    for (const timeline of this.#deps.timelines()) {
      const last = timeline.segments.at(-1);
      if (last !== undefined) await this.#media(timeline, last);
    }
    await this.#master();
    await this.#dash();
  }

  /** Writes the full, final playlists. Throws when one could not be written. */
  async finish(): Promise<void> {
    this.#ended = true;
    await this.#writer.settle();
    this.#failure = null;
    const timelines = this.#deps.timelines().filter((timeline) => timeline.segments.length > 0);
    const files = this.#dvrBegun ? [fileNames.live, fileNames.dvr] : [fileNames.live];
    for (const timeline of timelines) {
      for (const file of files) {
        void this.#writer.put(`${this.#folder(timeline.row.name)}/${file}`, () => this.#full(timeline));
      }
    }
    await this.#writer.settle();
    if (timelines.length > 0) await this.#master();
    await this.#dash();
    await this.#writer.settle();
    if (this.#failure !== null) {
      throw toAppError(this.#failure, 'archive.write-failed');
    }
  }

  #folder(rendition: string): string {
    return layout.rendition(this.#deps.broadcast.channel, this.#deps.broadcast.id, rendition);
  }

  #live(timeline: RenditionTimeline): string {
    if (this.#ended) return this.#full(timeline);
    const segments = timeline.window(this.#deps.broadcast.liveWindowSeconds);
    return this.#render(timeline, segments);
  }

  #full(timeline: RenditionTimeline): string {
    const { segments } = timeline;
    // Cut off by a crash, a rendition may have nothing of the last segment: it is then that much shorter. A gap at the very
    // end would keep hls.js waiting for it instead of ending (1.7, FragmentTracker.isEndListAppended).
    const hasUnevenEnd = this.#ended && segments.at(-1)?.state === 'gap' && segments.at(-2)?.state === 'closed';
    return this.#render(timeline, hasUnevenEnd ? segments.slice(0, -1) : segments);
  }

  #render(timeline: RenditionTimeline, segments: readonly SegmentRow[]): string {
    return renderMediaPlaylist({
      segments,
      timescale: timeline.row.timescale,
      targetDurationSeconds: this.#deps.broadcast.targetDurationSeconds,
      discontinuitySequence: timeline.discontinuitiesBefore(segments[0]),
      ended: this.#ended,
    });
  }

  async #media(timeline: RenditionTimeline, newest: SegmentRow): Promise<void> {
    const folder = this.#folder(timeline.row.name);
    if (newest.state === 'closed') {
      await this.#deps.destination.mediaWritten(`${folder}/${fileNames.segment(newest.sequence)}`, 'segment');
    }
    await this.#writer.put(`${folder}/${fileNames.live}`, () => this.#live(timeline));
  }

  async #master(): Promise<void> {
    const { channel, id } = this.#deps.broadcast;
    const folder = layout.broadcast(channel, id);
    if (!(await this.#writeMaster(`${folder}/${fileNames.master}`, '', fileNames.live, this.#isPlayable))) return;
    if (this.#isOnAir && isListed(this.#deps.broadcast))
      await this.#writeMaster(`${channel}/live.m3u8`, `b/${id}/`, fileNames.live, true);
    if (await this.#writeMaster(`${folder}/${fileNames.dvr}`, '', fileNames.dvr, this.#hasDvr)) this.#hasDvr = true;
    if (this.#isPlayable) return;
    this.#isPlayable = true;
    this.#deps.onPlayable();
  }

  /** Names the renditions whose playlist is there. False when it could not be written, or has nothing to name yet. */
  async #writeMaster(key: string, base: string, mediaFile: string, isThere: boolean): Promise<boolean> {
    const timelines = this.#deps.timelines();
    const written = timelines.filter(({ row }) => this.#written.has(`${this.#folder(row.name)}/${mediaFile}`));
    // a master that lacked a rung for its first seconds would hide that rung from players for good
    const awaited = timelines.filter((timeline) => !this.#mayLack(timeline));
    const isComplete = awaited.every((timeline) => written.includes(timeline));
    const hasMedia = written.some((timeline) => timeline.segments.some(({ state }) => state === 'closed'));
    if (!hasMedia || (!isThere && !isComplete && !this.#ended)) return false;
    const { targetDurationSeconds } = this.#deps.broadcast;
    return this.#writer.put(key, () =>
      renderMasterPlaylist({
        ...masterVariants(written, { targetDurationSeconds, ended: this.#ended }),
        base,
        mediaFile,
      }),
    );
  }

  /** The MPD goes as far as the whole ladder does: nothing that it told may change. */
  async #dash(): Promise<void> {
    const { channel, id } = this.#deps.broadcast;
    const edge = this.#ended ? Infinity : this.#dashEdge();
    if (!this.#isPlayable || edge <= this.#dashTold) return;
    this.#dashTold = edge;
    const manifest = this.#renderDash();
    if (manifest === null) return;
    await this.#writer.put(`${layout.broadcast(channel, id)}/${fileNames.dash}`, () => this.#renderDash() ?? manifest);
  }

  #dashEdge(): number {
    return Math.min(...this.#dashTimelines().map(({ segments }) => segments.length - 1));
  }

  #dashTimelines(): readonly RenditionTimeline[] {
    return this.#deps.timelines().filter((timeline) => !this.#mayLack(timeline));
  }

  #renderDash(): string | null {
    const { broadcast, clock } = this.#deps;
    const timelines = this.#dashTimelines();
    if (this.#ended) return finalDashManifest(broadcast, timelines);
    return this.#dashLive.render({
      show: broadcast,
      timelines,
      edge: this.#dashEdge(),
      isThere: () => true,
      updateSeconds: broadcast.segmentSeconds,
      nowMs: clock.now(),
    });
  }

  /** One that a crash left without media is waited for no longer. */
  #mayLack(timeline: RenditionTimeline): boolean {
    return (this.#isResumed || this.#ended) && timeline.segments.length === 0;
  }

  async #dvr(): Promise<void> {
    const timelines = this.#deps.timelines().filter((timeline) => timeline.segments.length > 0);
    const before = this.#playlistBytes;
    this.#dvrDueMs = Infinity;
    this.#dvrBegun = true;
    await Promise.all(
      timelines.map((timeline) =>
        this.#writer.put(`${this.#folder(timeline.row.name)}/${fileNames.dvr}`, () => this.#full(timeline)),
      ),
    );
    await this.#master();
    const mediaBytesPerSecond = timelines.reduce((sum, timeline) => sum + bytesPerSecond(timeline), 0);
    const cost = this.#playlistBytes - before;
    const pauseMs = mediaBytesPerSecond > 0 ? (cost / (mediaBytesPerSecond * dvrShareOfMedia)) * 1000 : 0;
    this.#dvrDueMs = this.#deps.clock.monotonicMs() + Math.max(dvrAtMostEveryMs, pauseMs);
  }

  async #put(key: string, content: string): Promise<void> {
    this.#playlistBytes += Buffer.byteLength(content);
    const isMedia = this.#deps.timelines().some(({ row }) => key.startsWith(`${this.#folder(row.name)}/`));
    const kind = isMedia ? 'media-playlist' : 'master-playlist';
    await this.#deps.destination.put(key, content, kind, { isFinal: this.#ended });
    if (isMedia) this.#written.add(key);
  }
}

function bytesPerSecond(timeline: RenditionTimeline): number {
  const recent = timeline.window(60);
  const ticks = recent.reduce((sum, segment) => sum + segment.durationTicks, 0);
  const bytes = recent.reduce((sum, segment) => sum + segment.sizeBytes, 0);
  return ticks > 0 ? (bytes * timeline.row.timescale) / ticks : 0;
}
