import type { BroadcastRow, RenditionRow, SegmentRow } from '../../src/engine/archive/journal.js';
import type { Clock } from '../../src/engine/clock.js';
import type { Logger } from '../../src/engine/log/logger.js';
import { RenditionTimeline } from '../../src/engine/package/rendition-timeline.js';
import type { Destination } from '../../src/engine/publish/destination.js';
import { PlaylistPublisher } from '../../src/engine/publish/playlist-publisher.js';

export const segmentSeconds = 2;
const windowSeconds = 600;

/** The ladder of a 1080p source, with the averages of the product's table. Bits per second. */
const ladder = [
  { name: '1080p', width: 1920, height: 1080, bitrate: 6_000_000, copied: true },
  { name: '720p', width: 1280, height: 720, bitrate: 3_000_000, copied: false },
  { name: '432p', width: 768, height: 432, bitrate: 1_100_000, copied: false },
  { name: '360p', width: 640, height: 360, bitrate: 365_000, copied: false },
  { name: 'audio', width: null, height: null, bitrate: 128_000, copied: false },
] as const;

const broadcast: BroadcastRow = {
  id: '20261121-080000-abcdefgh',
  channel: 'live',
  title: 'A long show',
  programme: { kind: 'test', label: 'Test' },
  status: 'live',
  repaired: false,
  createdAtMs: Date.UTC(2026, 10, 21, 8),
  liveAtMs: Date.UTC(2026, 10, 21, 8),
  endedAtMs: null,
  durationSeconds: 0,
  sizeBytes: 0,
  lastMediaAtMs: null,
  targetDurationSeconds: segmentSeconds,
  segmentSeconds: 2,
  partSeconds: 0.5,
  reconnectWindowSeconds: 60,
  liveWindowSeconds: windowSeconds,
  description: '',
  visibility: 'public',
  showId: null,
};

/**
 * A show as it runs for hours, as fast as the product can write its playlists: the product's own timelines and publisher,
 * a clock that goes on with the segments, and a destination that is told of every file.
 */
export class LongShow {
  readonly #timelines = ladder.map((rung, index) => new RenditionTimeline(renditionRow(rung, index)));
  readonly #publisher: PlaylistPublisher;
  #sequence = 0;

  constructor(onFile: (path: string, text: string) => void) {
    const nowMs = (): number => this.#sequence * segmentSeconds * 1000;
    const clock: Clock = {
      now: () => broadcast.createdAtMs + nowMs(),
      monotonicMs: nowMs,
      after: () => () => undefined,
    };
    const destination: Destination = {
      name: 'counted',
      mediaWritten: () => Promise.resolve(),
      put: (path, content) => {
        onFile(path, content.toString());
        return Promise.resolve();
      },
      remove: () => Promise.resolve(),
    };
    const timelines = (): readonly RenditionTimeline[] => this.#timelines;
    this.#publisher = new PlaylistPublisher({ broadcast, timelines, destination, clock, logger, onPlayable: quiet });
  }

  /** The next segment of every rendition. `publishes`: the playlists are written, too. Returns the media's bytes. */
  async next({ publishes }: { publishes: boolean }): Promise<Map<string, number>> {
    const bytes = new Map<string, number>();
    for (const [index, timeline] of this.#timelines.entries()) {
      const segment = segmentRow(timeline.row, ladder[index]?.bitrate ?? 0, this.#sequence);
      timeline.append(segment);
      bytes.set(timeline.row.name, segment.sizeBytes);
      if (publishes) await this.#publisher.onSegment(timeline.row.name, segment);
    }
    this.#sequence += 1;
    return bytes;
  }
}

const quiet = (): void => undefined;
const logger: Logger = { debug: quiet, info: quiet, warn: quiet, error: console.error, child: () => logger };

function renditionRow({ name, width, height, bitrate, copied }: (typeof ladder)[number], index: number): RenditionRow {
  const kind = height === null ? 'audio' : 'video';
  return {
    broadcastId: broadcast.id,
    name,
    kind,
    position: index,
    width,
    height,
    fps: kind === 'video' ? 30 : null,
    codecs: kind === 'video' ? 'avc1.640028' : 'mp4a.40.2',
    copied,
    timescale: kind === 'video' ? 90_000 : 48_000,
    maxBitrate: copied ? null : bitrate * 1.2,
  };
}

/** Sizes swing as those of real pictures do; the sound's segments end with its packets of 1024 samples. */
function segmentRow(row: RenditionRow, bitrate: number, sequence: number): SegmentRow {
  const unit = row.kind === 'audio' ? 1024 : 1;
  const at = (index: number): number => Math.ceil((index * segmentSeconds * row.timescale) / unit) * unit;
  const swing = 1 + 0.2 * Math.sin(sequence * 1.7 + row.position);
  return {
    broadcastId: broadcast.id,
    rendition: row.name,
    sequence,
    init: 0,
    state: 'closed',
    startTicks: at(sequence),
    durationTicks: at(sequence + 1) - at(sequence),
    sizeBytes: Math.round((bitrate * segmentSeconds * swing) / 8),
    programDateTimeMs: broadcast.createdAtMs + sequence * segmentSeconds * 1000,
    discontinuity: false,
  };
}
