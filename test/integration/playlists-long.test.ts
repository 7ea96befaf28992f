import { gzipSync } from 'node:zlib';
import * as hls from 'hls-parser';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BroadcastRow, RenditionRow, SegmentRow } from '../../src/engine/archive/journal.js';
import type { Clock } from '../../src/engine/clock.js';
import type { Logger } from '../../src/engine/log/logger.js';
import { RenditionTimeline } from '../../src/engine/package/rendition-timeline.js';
import type { Destination } from '../../src/engine/publish/destination.js';
import { PlaylistPublisher } from '../../src/engine/publish/playlist-publisher.js';

const hours = 12;
const segmentSeconds = 2;
const perHour = 3600 / segmentSeconds;
const total = hours * perHour;
const windowSeconds = 600;
const folder = 'live/b/20261121-080000-abcdefgh';
/** A 1080p ladder, bits per second. */
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
  createdAtMs: 0,
  liveAtMs: 0,
  endedAtMs: null,
  lastMediaAtMs: null,
  targetDurationSeconds: segmentSeconds,
  segmentSeconds: 2,
  partSeconds: 0.5,
  reconnectWindowSeconds: 60,
  liveWindowSeconds: windowSeconds,
  description: '',
  visibility: 'public',
  showId: null,
  durationSeconds: null,
  sizeBytes: null,
};

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

/** The sound's segments end with its packets of 1024 samples; every picture's size is its own. */
function segmentRow(row: RenditionRow, bitrate: number, sequence: number): SegmentRow {
  const unit = row.kind === 'audio' ? 1024 : 1;
  const at = (index: number): number => Math.ceil((index * segmentSeconds * row.timescale) / unit) * unit;
  const durationTicks = at(sequence + 1) - at(sequence);
  const swing = 1 + 0.2 * Math.sin(sequence * 1.7 + row.position);
  return {
    broadcastId: broadcast.id,
    rendition: row.name,
    sequence,
    init: 0,
    state: 'closed',
    startTicks: at(sequence),
    durationTicks,
    sizeBytes: Math.round((bitrate * segmentSeconds * swing) / 8),
    programDateTimeMs: Date.UTC(2026, 10, 21, 8) + sequence * segmentSeconds * 1000,
    discontinuity: false,
  };
}

/** Bytes per hour of the show: as they are, and as they travel (gzip, as the origin compresses text). */
const tally = Array.from({ length: hours }, () => ({ media: 0, plain: 0, sent: 0, dvrWrites: 0 }));
const latest = new Map<string, string>();
/** What stood there at the end of each hour. */
const ends: { readonly live: SeenPlaylist; readonly dvr: SeenPlaylist }[] = [];
let sequence = 0;

const clock: Clock = {
  now: () => broadcast.createdAtMs + sequence * segmentSeconds * 1000,
  monotonicMs: () => sequence * segmentSeconds * 1000,
  after: () => () => undefined,
};
const quiet = (): void => undefined;
const logger: Logger = { debug: quiet, info: quiet, warn: quiet, error: quiet, child: () => logger };

const destination: Destination = {
  name: 'counted',
  mediaWritten: () => Promise.resolve(),
  put: (file, content) => {
    const text = content.toString();
    const hour = tally[Math.min(hours - 1, Math.floor(sequence / perHour))];
    if (hour !== undefined) {
      hour.plain += text.length;
      hour.sent += gzipSync(text, { level: 6 }).length;
      if (file.endsWith('1080p/dvr.m3u8')) hour.dvrWrites += 1;
    }
    latest.set(file, text);
    return Promise.resolve();
  },
  remove: () => Promise.resolve(),
};

function playlist(file: string): hls.types.MediaPlaylist {
  hls.setOptions({ strictMode: true });
  const parsed = hls.parse(latest.get(`${folder}/${file}`) ?? '');
  if (parsed.isMasterPlaylist) throw new Error(`Expected a media playlist at ${file}`);
  return parsed;
}

interface SeenPlaylist {
  readonly first: number;
  readonly segments: number;
  readonly bytes: number;
}

function snapshot(): (typeof ends)[number] {
  const look = (file: string): SeenPlaylist => {
    const { segments } = playlist(file);
    const bytes = latest.get(`${folder}/${file}`)?.length ?? 0;
    return { first: segments[0]?.mediaSequenceNumber ?? NaN, segments: segments.length, bytes };
  };
  return { live: look('1080p/index.m3u8'), dvr: look('1080p/dvr.m3u8') };
}

/**
 * Twelve hours of a show. Hours 1 and 12 are published segment by segment; in those between, the playlists are written once
 * a minute, which changes nothing for the hours that are measured but the time this takes.
 */
beforeAll(async () => {
  const rows = ladder.map(renditionRow);
  const timelines = rows.map((row) => new RenditionTimeline(row));
  const publisher = new PlaylistPublisher({
    broadcast,
    timelines: () => timelines,
    destination,
    clock,
    logger,
    onPlayable: quiet,
  });
  for (; sequence < total; sequence += 1) {
    const hour = Math.floor(sequence / perHour);
    const isMeasured = hour === 0 || hour === hours - 1;
    for (const [index, timeline] of timelines.entries()) {
      const segment = segmentRow(timeline.row, ladder[index]?.bitrate ?? 0, sequence);
      timeline.append(segment);
      const counted = tally[hour];
      if (counted !== undefined) counted.media += segment.sizeBytes;
      if (isMeasured || sequence % 30 === 0) await publisher.onSegment(timeline.row.name, segment);
    }
    if (sequence % perHour === perHour - 1) ends.push(snapshot());
  }
  await publisher.finish();
}, 300_000);

describe('twelve hours of a 1080p ladder', () => {
  test.each([1, hours])('spend at most a hundredth on playlists in hour %i', (hour) => {
    const { media, sent } = tally[hour - 1] ?? { media: NaN, sent: NaN };
    expect(media).toBeGreaterThan(4e9);
    expect(sent / media).toBeLessThan(0.01);
    expect(sent).toBeGreaterThan(0);
  });

  test('keep the live playlist to its window, as large in the last hour as in the first', () => {
    const window = windowSeconds / segmentSeconds;
    expect(ends).toHaveLength(hours);
    for (const [hour, { live }] of ends.entries()) {
      expect(live.segments).toBe(window);
      // in the hours between it is written once a minute only
      const newest = live.first + live.segments - 1;
      expect(newest).toBeGreaterThan((hour + 1) * perHour - 1 - 30);
    }
    // one digit more per segment's name, and no more
    expect((ends.at(-1)?.live.bytes ?? Infinity) - (ends[0]?.live.bytes ?? 0)).toBeLessThanOrEqual(window + 10);
  });

  test('keep the whole history in the DVR playlist, written ever less often', () => {
    for (const [hour, { dvr }] of ends.entries()) {
      expect(dvr.first).toBe(0);
      // never older than a quarter of an hour
      expect(dvr.segments).toBeGreaterThan((hour + 1) * perHour - perHour / 4);
    }
    const writes = tally.map(({ dvrWrites }) => dvrWrites);
    expect(writes.at(-1)).toBeLessThan((writes[0] ?? 0) / 5);
    expect(Math.min(...writes)).toBeGreaterThan(0);
  });

  test.each(['index.m3u8', 'dvr.m3u8'])('end with every one of 21,600 segments in %s', (file) => {
    for (const { name } of ladder) {
      const { segments, endlist, playlistType } = playlist(`${name}/${file}`);
      expect({ name, count: segments.length, endlist, playlistType }).toEqual({
        name,
        count: total,
        endlist: true,
        playlistType: 'VOD',
      });
      expect(segments.findIndex(({ uri }, index) => uri !== `${String(index)}.m4s`)).toBe(-1);
    }
  });
});
