import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BroadcastRow, Journal, SegmentRow } from '../../src/engine/archive/journal.js';
import { fileNames, layout, toDiskPath } from '../../src/engine/archive/layout.js';

export const madeSegmentSeconds = 2;
const timescale = 90_000;
const initBytes = 1_000;

/** A rendition of a made archive: all its segments have the same bytes, in files of their own names. */
export interface MadeRendition {
  readonly name: string;
  readonly kind: 'video' | 'audio';
  /** Bits per second. */
  readonly bitrate: number;
}

/**
 * An archive and its journal as a broadcast leaves them, made without an encoder. Every segment is a hard link to its
 * rendition's first: as many files as a show has, and the disk of one.
 */
export class MadeArchive {
  readonly broadcastId: string;
  readonly #root: string;
  readonly #journal: Journal;
  readonly #ladder: readonly MadeRendition[];
  readonly #startMs = Date.now();
  #next = 0;

  constructor(root: string, journal: Journal, ladder: readonly MadeRendition[], broadcastId: string) {
    this.#root = root;
    this.#journal = journal;
    this.#ladder = ladder;
    this.broadcastId = broadcastId;
  }

  /** Its row and its ladder, with their init segments; no segment yet. */
  begin(): BroadcastRow {
    const row = this.#row();
    this.#journal.insertBroadcast(row);
    for (const [position, { name, kind, bitrate }] of this.#ladder.entries()) {
      const isVideo = kind === 'video';
      this.#journal.upsertRendition({
        broadcastId: row.id,
        name,
        kind,
        position,
        width: isVideo ? 16 * Math.round(bitrate / 100_000 + 10) : null,
        height: isVideo ? 9 * Math.round(bitrate / 100_000 + 10) : null,
        fps: isVideo ? 30 : null,
        codecs: isVideo ? 'avc1.640028' : 'mp4a.40.2',
        copied: false,
        timescale,
        maxBitrate: bitrate * 1.2,
      });
      const folder = this.#folder(name);
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, fileNames.init(0)), randomBytes(initBytes));
    }
    return row;
  }

  /** The next segment of every rendition: on the disk and in the journal. */
  next(): SegmentRow[] {
    const sequence = this.#next;
    this.#next += 1;
    return this.#journal.transaction(() => this.#ladder.map((rendition) => this.#segment(rendition, sequence)));
  }

  /** It is over. */
  end(): BroadcastRow {
    const seconds = this.#next * madeSegmentSeconds;
    const { sizeBytes } = this.#journal.totals(this.broadcastId);
    const endedAtMs = this.#startMs + seconds * 1000;
    this.#journal.updateBroadcast(this.broadcastId, {
      status: 'ended',
      endedAtMs,
      durationSeconds: seconds,
      sizeBytes,
    });
    const row = this.#journal.broadcast(this.broadcastId);
    if (row === null) throw new Error('Expected the broadcast in the journal');
    return row;
  }

  #segment({ name, bitrate }: MadeRendition, sequence: number): SegmentRow {
    const sizeBytes = Math.round((bitrate * madeSegmentSeconds) / 8);
    const file = path.join(this.#folder(name), fileNames.segment(sequence));
    if (sequence === 0) writeFileSync(file, randomBytes(sizeBytes));
    else linkSync(path.join(this.#folder(name), fileNames.segment(0)), file);
    const row: SegmentRow = {
      broadcastId: this.broadcastId,
      rendition: name,
      sequence,
      init: 0,
      state: 'closed',
      startTicks: sequence * madeSegmentSeconds * timescale,
      durationTicks: madeSegmentSeconds * timescale,
      sizeBytes,
      programDateTimeMs: this.#startMs + sequence * madeSegmentSeconds * 1000,
      discontinuity: false,
    };
    this.#journal.upsertSegment(row);
    return row;
  }

  #folder(rendition: string): string {
    return toDiskPath(this.#root, layout.rendition('live', this.broadcastId, rendition));
  }

  #row(): BroadcastRow {
    return {
      id: this.broadcastId,
      channel: 'live',
      title: 'A made show',
      programme: { kind: 'test', label: 'Test' },
      status: 'live',
      repaired: false,
      createdAtMs: this.#startMs,
      liveAtMs: this.#startMs,
      endedAtMs: null,
      durationSeconds: null,
      sizeBytes: null,
      lastMediaAtMs: null,
      targetDurationSeconds: madeSegmentSeconds,
      segmentSeconds: 2,
      partSeconds: 0.5,
      reconnectWindowSeconds: 60,
      liveWindowSeconds: 600,
      description: '',
      visibility: 'public',
      showId: null,
    };
  }
}
