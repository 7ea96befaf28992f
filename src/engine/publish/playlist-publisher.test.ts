import * as hls from 'hls-parser';
import { expect, test } from 'vitest';
import { AppError } from '../../shared/errors.js';
import type { RenditionRow, SegmentRow } from '../archive/journal.js';
import { broadcastRow } from '../archive/rows.test-support.js';
import { systemClock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import { RenditionTimeline } from '../package/rendition-timeline.js';
import { PlaylistPublisher } from './playlist-publisher.js';

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => silent };
const broadcast = broadcastRow({ status: 'starting', liveAtMs: null });
const folder = `live/b/${broadcast.id}`;

/** A ladder, and a destination whose writes fail as long as `refused` names the key. */
class Show {
  readonly timelines: RenditionTimeline[] = [];
  readonly files = new Map<string, string>();
  readonly refused = new Set<string>();
  monotonicMs = 0;
  playable = 0;
  readonly publisher = new PlaylistPublisher({
    broadcast,
    timelines: () => this.timelines,
    destination: {
      name: 'memory',
      mediaWritten: () => Promise.resolve(),
      put: (key, content) => {
        if (this.refused.has(key)) return Promise.reject(new AppError('archive.write-failed', 'Expected a descriptor'));
        this.files.set(key, content.toString());
        return Promise.resolve();
      },
      remove: () => Promise.resolve(),
    },
    clock: { ...systemClock, monotonicMs: () => this.monotonicMs },
    logger: silent,
    onPlayable: () => (this.playable += 1),
  });

  add(name: string, height: number | null): RenditionTimeline {
    const row: RenditionRow = {
      broadcastId: broadcast.id,
      name,
      kind: height === null ? 'audio' : 'video',
      position: 10_000 - (height ?? 0),
      width: height,
      height,
      fps: height === null ? null : 30,
      codecs: height === null ? 'mp4a.40.2' : 'avc1.640028',
      copied: false,
      timescale: 90_000,
      maxBitrate: 1e6,
    };
    const timeline = new RenditionTimeline(row);
    this.timelines.push(timeline);
    return timeline;
  }

  append(timeline: RenditionTimeline, state: 'closed' | 'gap' = 'closed'): SegmentRow {
    const sequence = timeline.segments.length;
    const segment: SegmentRow = {
      broadcastId: broadcast.id,
      rendition: timeline.row.name,
      sequence,
      init: 0,
      state,
      startTicks: sequence * 180_000,
      durationTicks: 180_000,
      sizeBytes: state === 'closed' ? 1000 : 0,
      programDateTimeMs: broadcast.createdAtMs + sequence * 2000,
      discontinuity: false,
    };
    timeline.append(segment);
    return segment;
  }

  async segment(timeline: RenditionTimeline): Promise<void> {
    await this.publisher.onSegment(timeline.row.name, this.append(timeline));
  }

  /** What a master names; null when it is not there. Each must be there itself. */
  named(key: string): string[] | null {
    const text = this.files.get(key);
    if (text === undefined) return null;
    const playlist = hls.parse(text);
    if (!playlist.isMasterPlaylist) throw new Error('Expected a master playlist');
    const sounds = playlist.variants.flatMap(({ audio }) => audio.map(({ uri }) => uri ?? ''));
    const uris = [...new Set([...playlist.variants.map(({ uri }) => uri), ...sounds])];
    const base = key.slice(0, key.lastIndexOf('/'));
    expect(uris.filter((uri) => !this.files.has(`${base}/${uri}`))).toEqual([]);
    return uris;
  }
}

test('no master and no link before each playlist that it names is written', async () => {
  const show = new Show();
  const [top, low] = [show.add('720p', 720), show.add('360p', 360)];
  show.refused.add(`${folder}/360p/index.m3u8`);
  await show.segment(top);
  await show.segment(low);
  expect([show.named(`${folder}/master.m3u8`), show.named('live/live.m3u8'), show.playable]).toEqual([null, null, 0]);
  show.refused.clear();
  await show.segment(low);
  expect(show.named(`${folder}/master.m3u8`)).toEqual(['720p/index.m3u8', '360p/index.m3u8']);
  expect(show.named('live/live.m3u8')).toHaveLength(2);
  expect(show.playable).toBe(1);
});

test('a master that was not written is no link', async () => {
  const show = new Show();
  const top = show.add('720p', 720);
  show.refused.add(`${folder}/master.m3u8`);
  await show.segment(top);
  expect([show.playable, show.publisher.isPlayable, show.named('live/live.m3u8')]).toEqual([0, false, null]);
  show.refused.clear();
  await show.segment(top);
  expect([show.playable, show.publisher.isPlayable]).toEqual([1, true]);
});

test('a rendition that joins later is named once its playlist is there, in the full history too', async () => {
  const show = new Show();
  const low = show.add('360p', 360);
  await show.segment(low);
  show.monotonicMs = 60_000;
  await show.segment(low);
  expect(show.named(`${folder}/dvr.m3u8`)).toEqual(['360p/dvr.m3u8']);
  const top = show.add('720p', 720);
  for (const state of ['gap', 'gap', 'closed'] as const) show.append(top, state);
  // its segment is on disk, its playlist is not yet
  await show.segment(low);
  expect(show.named(`${folder}/master.m3u8`)).toEqual(['360p/index.m3u8']);
  await show.segment(top);
  expect(show.named(`${folder}/master.m3u8`)).toEqual(['360p/index.m3u8', '720p/index.m3u8']);
  expect(show.named(`${folder}/dvr.m3u8`)).toEqual(['360p/dvr.m3u8']);
  show.monotonicMs = 10_000_000;
  await show.segment(low);
  expect(show.named(`${folder}/dvr.m3u8`)).toEqual(['360p/dvr.m3u8', '720p/dvr.m3u8']);
});

test('the full history is told of once it is there', async () => {
  const show = new Show();
  const top = show.add('720p', 720);
  await show.segment(top);
  show.refused.add(`${folder}/720p/dvr.m3u8`);
  show.monotonicMs = 60_000;
  await show.segment(top);
  expect([show.publisher.hasDvr, show.named(`${folder}/dvr.m3u8`)]).toEqual([false, null]);
});

test('after a crash the link plays with what there is, all of it at once', async () => {
  const show = new Show();
  const [top, low] = [show.add('720p', 720), show.add('360p', 360)];
  show.add('240p', 240);
  show.append(top);
  show.append(low);
  await show.publisher.resume();
  expect(show.named(`${folder}/master.m3u8`)).toEqual(['720p/index.m3u8', '360p/index.m3u8']);
  expect(show.playable).toBe(1);
});

test('what could not be written at the end is told, and not named', async () => {
  const show = new Show();
  const [top, low] = [show.add('720p', 720), show.add('360p', 360)];
  show.append(top);
  show.append(low);
  show.refused.add(`${folder}/360p/index.m3u8`);
  await expect(show.publisher.finish()).rejects.toMatchObject({ code: 'archive.write-failed' });
  expect(show.named(`${folder}/master.m3u8`)).toEqual(['720p/index.m3u8']);
});

test('the permanent URL is left alone by a broadcast that only ends', async () => {
  const show = new Show();
  show.append(show.add('720p', 720));
  await show.publisher.finish();
  expect(show.named(`${folder}/master.m3u8`)).toEqual(['720p/index.m3u8']);
  expect(show.files.has('live/live.m3u8')).toBe(false);

  const resumed = new Show();
  resumed.append(resumed.add('720p', 720));
  await resumed.publisher.resume();
  expect(resumed.named('live/live.m3u8')).toHaveLength(1);
});
