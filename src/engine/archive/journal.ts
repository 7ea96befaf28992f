import type { BroadcastStatus, Programme } from '../../shared/domain.js';
import type { Visibility } from '../../shared/visibility.js';

/** A broadcast's row. Written before its first byte of media. */
export interface BroadcastRow {
  readonly id: string;
  readonly channel: string;
  readonly title: string;
  readonly description: string;
  readonly visibility: Visibility;
  /** Of the studio's own feed (FeedHello.showId): whoever comes back with it belongs to this broadcast. Null: of another programme. */
  readonly showId: string | null;
  readonly programme: Programme;
  readonly status: BroadcastStatus;
  /** True when the engine died during it and it was mended at a later start. */
  readonly repaired: boolean;
  readonly createdAtMs: number;
  readonly liveAtMs: number | null;
  readonly endedAtMs: number | null;
  /** Newest media written, epoch ms: where the reconnect window starts after a crash. */
  readonly lastMediaAtMs: number | null;
  /** Fixed for the broadcast's life: EXT-X-TARGETDURATION, seconds. */
  readonly targetDurationSeconds: number;
  /** Target duration of a segment, seconds; a segment may be longer by `segmentSlackSeconds`. */
  readonly segmentSeconds: number;
  readonly partSeconds: number;
  readonly reconnectWindowSeconds: number;
  readonly liveWindowSeconds: number;
  /** Length and size as counted once at the end; null before it (Journal.totals counts anew). */
  readonly durationSeconds: number | null;
  readonly sizeBytes: number | null;
}

/** What a creator says of a broadcast; it may be changed at any time. */
export type BroadcastWords = Pick<BroadcastRow, 'title' | 'description'>;

/** One rendition of a broadcast. `position` orders the ladder, top first, sound last. */
export interface RenditionRow {
  readonly broadcastId: string;
  readonly name: string;
  readonly kind: 'video' | 'audio';
  readonly position: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly fps: number | null;
  readonly codecs: string;
  readonly copied: boolean;
  /** Ticks per second of the segments' time line. */
  readonly timescale: number;
  /** Ceiling of the encoder, bits per second; null for a copied rendition, whose peak is measured. */
  readonly maxBitrate: number | null;
}

/** One segment of one rendition. The row (state `open`) is written before the media. */
export interface SegmentRow {
  readonly broadcastId: string;
  readonly rendition: string;
  readonly sequence: number;
  /** Which EXT-X-MAP it needs: `init-<init>.mp4`. */
  readonly init: number;
  readonly state: 'open' | 'closed' | 'gap';
  /** On the broadcast's time line, ticks of the rendition's timescale. */
  readonly startTicks: number;
  readonly durationTicks: number;
  readonly sizeBytes: number;
  /** Wall clock of its first frame, epoch ms. */
  readonly programDateTimeMs: number;
  /** EXT-X-DISCONTINUITY stands before it. */
  readonly discontinuity: boolean;
}

/**
 * The journal: what exists in the archive. Synchronous (SQLite, WAL). The disk is the truth; at start the rows are
 * reconciled with it. Throws AppError `archive.write-failed` or `disk.full`.
 */
export interface Journal {
  insertBroadcast(row: BroadcastRow): void;
  updateBroadcast(id: string, change: Partial<Omit<BroadcastRow, 'id'>>): void;
  broadcast(id: string): BroadcastRow | null;
  /** The broadcast of a show (BroadcastRow.showId). */
  broadcastOfShow(showId: string): BroadcastRow | null;
  /** Newest first. */
  broadcasts(): BroadcastRow[];
  /** Removes the broadcast with all its rows. */
  deleteBroadcast(id: string): void;
  upsertRendition(row: RenditionRow): void;
  /** By position. */
  renditions(broadcastId: string): RenditionRow[];
  /** Removes a rendition with its segments. */
  deleteRendition(broadcastId: string, name: string): void;
  upsertSegment(row: SegmentRow): void;
  deleteSegment(broadcastId: string, rendition: string, sequence: number): void;
  /** By sequence. */
  segments(broadcastId: string, rendition: string): SegmentRow[];
  /** Seconds of the longest rendition and bytes of all: from closed segments. */
  totals(broadcastId: string): { durationSeconds: number; sizeBytes: number };
  /** Runs all inside one transaction. */
  transaction<T>(work: () => T): T;
}
