import path from 'node:path';
import { readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BroadcastSummary } from '../../src/engine/engine-api.js';
import { decodedFrames, streamFacts } from './support/decode.js';
import { TestEngine } from './support/engine.js';
import { LiveViewer } from './support/live-viewer.js';
import { beeps, flashAndBeep, flashes, h264, Media, packets } from './support/media.js';
import { Push } from './support/push.js';
import {
  joinSegments,
  readArchive,
  untilNothingIsOpen,
  type ReadArchive,
  type ReadRendition,
} from './support/read-archive.js';

/** `npm run soak -- fidelity` asks for a minute and more. */
const seconds = Number(process.env['HEADWATER_FIDELITY_SECONDS'] ?? 22);
const fps = 30;
const frameSeconds = 1 / fps;
const audioFrameSeconds = 1024 / 48_000;
/** RTMP's clock ticks in milliseconds, and the lower rungs' in 90 kHz. */
const tickSeconds = 0.0011;

let media: Media;
let server: TestEngine;
let source: string;
let viewer: LiveViewer;
let summary: BroadcastSummary;
let archive: ReadArchive;
let pushStartedMs: number;
let pushEndedMs: number;
const joined = new Map<string, string>();

/** Pushes a stranger's 720p30 with a 2 s GOP from its first frame to its last, with a viewer that watches all the while. */
beforeAll(
  async () => {
    media = await Media.create();
    source = await media.make('source.flv', [
      ...flashAndBeep({ size: '1280x720', fps, seconds }),
      ...h264(2 * fps, '2500k'),
      ...['-c:a', 'aac', '-b:a', '128k', '-ac', '2'],
    ]);
    server = await TestEngine.start({ reconnectWindowSeconds: 0 });
    pushStartedMs = Date.now();
    const push = new Push(source, await server.pushUrl());
    const { id, links } = await server.untilPlayable();
    const page = links.find(({ kind, reach }) => kind === 'watch' && reach === 'computer')?.url ?? '';
    viewer = new LiveViewer(new URL('master.m3u8', page).href);
    expect(await push.ended).toBe(0);
    pushEndedMs = Date.now();
    summary = await server.ended(id);
    await viewer.stop();
    archive = await readArchive(summary.archiveDir);
    for (const rendition of archive.renditions) {
      const file = media.file(`${rendition.name}.mp4`);
      joined.set(rendition.name, await joinSegments(summary.archiveDir, rendition, file));
    }
  },
  (seconds + 150) * 1000,
);

afterAll(async () => {
  await server.stop();
  await media.remove();
});

const pictures = (): ReadRendition[] => archive.renditions.filter(({ kind }) => kind === 'video');
const top = (): ReadRendition => {
  const [first] = pictures();
  if (first === undefined) throw new Error('Expected a picture');
  return first;
};
const sound = (): ReadRendition => {
  const found = archive.renditions.find(({ kind }) => kind === 'audio');
  if (found === undefined) throw new Error('Expected sound');
  return found;
};
const fileOf = (name: string): string => joined.get(name) ?? '';

describe('the ladder of a pushed 720p30', () => {
  test('has at least three rungs and one sound, and lost nothing', async () => {
    expect(pictures().length).toBeGreaterThanOrEqual(3);
    expect(archive.renditions.filter(({ kind }) => kind === 'audio')).toHaveLength(1);
    expect(summary.lostSegments).toBe(0);
    expect(archive.renditions.every(({ ended }) => ended)).toBe(true);
    expect(
      archive.renditions.flatMap(({ segments }) => segments.filter(({ gap, discontinuity }) => gap || discontinuity)),
    ).toEqual([]);
    await untilNothingIsOpen(summary.archiveDir);
    expect(summary.durationSeconds).toBeCloseTo(seconds, 1);
  });

  test.each(['v:0', 'a:0'])('passes the top picture and the sound on bit for bit: %s', async (track) => {
    const [firstFrame] = await packets(source, 'v:0');
    const isSound = track === 'a:0';
    // sound from before the first picture has no place on the time line: here the encoder's priming packet
    const begins = (firstFrame?.pts ?? NaN) - (isSound ? audioFrameSeconds / 2 : 0);
    const sent = (await packets(source, track)).filter(({ pts }) => pts >= begins);
    const kept = await packets(fileOf(isSound ? sound().name : top().name), track);
    const bits = (list: typeof sent): string[] => list.map(({ size, crc }) => `${String(size)} ${crc}`);
    expect(bits(kept)).toEqual(bits(sent));
    const shift = (kept[0]?.pts ?? 0) - (sent[0]?.pts ?? 0);
    const drifts = kept.map(({ pts }, index) => Math.abs(pts - (sent[index]?.pts ?? 0) - shift));
    expect(Math.max(...drifts)).toBeLessThan(tickSeconds);
    expect(summary.renditions[0]).toMatchObject({ name: top().name, copied: true, width: 1280, height: 720 });
  });

  test('keeps every frame of the source in every rung, at its time', async () => {
    const reference = await packets(fileOf(top().name), 'v:0');
    expect(reference).toHaveLength(seconds * fps);
    for (const rendition of pictures().slice(1)) {
      const own = await packets(fileOf(rendition.name), 'v:0');
      const worst = own.map(({ pts }, index) => Math.abs(pts - (reference[index]?.pts ?? Infinity)));
      expect([rendition.name, own.length]).toEqual([rendition.name, reference.length]);
      expect(Math.max(...worst)).toBeLessThan(tickSeconds);
    }
  });

  test('cuts all rungs at the same frames, and the sound within one of its frames', () => {
    const starts = top().segments.map(({ start }) => start ?? NaN);
    expect(starts).toHaveLength(Math.ceil(seconds / 2));
    for (const { name, kind, segments } of archive.renditions) {
      const limit = kind === 'audio' ? audioFrameSeconds : frameSeconds;
      const apart = segments.map(({ start }, index) => Math.abs((start ?? NaN) - (starts[index] ?? NaN)));
      expect([name, apart.length]).toEqual([name, starts.length]);
      expect(Math.max(...apart)).toBeLessThanOrEqual(limit);
    }
  });

  test('has neither gap nor overlap on any time line', async () => {
    for (const { name, kind, segments } of archive.renditions) {
      for (const [index, { start, mediaDuration, duration }] of segments.entries()) {
        const end = (start ?? NaN) + (mediaDuration ?? NaN);
        const next = segments[index + 1]?.start ?? end;
        expect(Math.abs(next - end), `${name} ${String(index)}`).toBeLessThan(tickSeconds);
        expect(Math.abs(duration - (mediaDuration ?? NaN)), `EXTINF of ${name} ${String(index)}`).toBeLessThan(
          tickSeconds,
        );
      }
      const own = await packets(fileOf(name), kind === 'video' ? 'v:0' : 'a:0');
      const expected = kind === 'video' ? frameSeconds : audioFrameSeconds;
      const steps = own.slice(1).map(({ dts }, index) => dts - (own[index]?.dts ?? NaN));
      expect(Math.max(...steps.map((step) => Math.abs(step - expected))), name).toBeLessThan(tickSeconds);
    }
  });

  test('shows the flash when the beep sounds, in every rung', async () => {
    const heard = await beeps(fileOf(sound().name));
    expect(heard.length).toBeGreaterThanOrEqual(seconds - 1);
    for (const { name } of pictures()) {
      const shown = await flashes(fileOf(name));
      expect(shown.length, name).toBeGreaterThanOrEqual(seconds - 1);
      const offsets = shown.map((at) => Math.min(...heard.map((beep) => Math.abs(beep - at))));
      expect(Math.max(...offsets), `${name}: ${offsets.join(' ')}`).toBeLessThanOrEqual(0.04);
    }
  });

  test('decodes every segment by itself, from its first frame', async () => {
    for (const rendition of pictures()) {
      for (const segment of rendition.segments) {
        const file = await joinSegments(summary.archiveDir, rendition, media.file('one.mp4'), [segment]);
        const decoded = await decodedFrames(file);
        expect(decoded, `${rendition.name} ${segment.uri}`).toEqual({ count: segment.samples, complaints: '' });
      }
    }
  });
});

describe('its playlists', () => {
  test('name the codecs, sizes and frame rates that ffprobe finds', async () => {
    for (const { uri, codecs, resolution, frameRate } of archive.master.variants) {
      const facts = await streamFacts(fileOf(path.dirname(uri)));
      expect(resolution).toEqual({ width: facts.width, height: facts.height });
      expect(frameRate).toBeCloseTo(facts.fps, 1);
      const [picture = '', voice = ''] = (codecs ?? '').split(',');
      const [profile, level] = [picture.slice(5, 7), picture.slice(9, 11)].map((digits) => Number.parseInt(digits, 16));
      expect({ codec: picture.slice(0, 5), profile, level, voice }).toEqual({
        codec: 'avc1.',
        profile: facts.profile,
        level: facts.level,
        voice: 'mp4a.40.2',
      });
    }
  });

  test('declare bandwidths that hold: the peak is enough, the average exact', () => {
    for (const { uri, bandwidth, averageBandwidth } of archive.master.variants) {
      const rendition = archive.renditions.find(({ name }) => name === path.dirname(uri));
      const rates = [rendition ?? top(), sound()].map(({ segments, targetDuration }) => {
        const isCounted = ({ duration }: { duration: number }): boolean => duration >= targetDuration / 2;
        const bits = segments.reduce((sum, { bytes }) => sum + bytes * 8, 0);
        return {
          peak: Math.max(...segments.filter(isCounted).map(({ bytes, duration }) => (bytes * 8) / duration)),
          average: bits / segments.reduce((sum, { duration }) => sum + duration, 0),
        };
      });
      const peak = rates.reduce((sum, rate) => sum + rate.peak, 0);
      const average = rates.reduce((sum, rate) => sum + rate.average, 0);
      expect(bandwidth, uri).toBeGreaterThanOrEqual(Math.floor(peak));
      expect(bandwidth, uri).toBeLessThan(peak * 1.01);
      expect(Math.abs((averageBandwidth ?? 0) / average - 1), uri).toBeLessThan(0.01);
    }
  });

  test('tell the wall clock of the first frame to a second', () => {
    for (const { name, segments } of archive.renditions) {
      const dates = segments.flatMap(({ programDateTimeMs }) => programDateTimeMs ?? []);
      expect(dates.length, name).toBeGreaterThan(0);
      expect(dates, name).toEqual([...dates].sort((a, b) => a - b));
      const first = dates[0] ?? 0;
      expect(first, name).toBeGreaterThan(pushStartedMs);
      const lengthMs = segments.reduce((sum, { duration }) => sum + duration * 1000, 0);
      expect(Math.abs(first + lengthMs - pushEndedMs), name).toBeLessThan(1000);
    }
  });

  test('never named, while live, what was not there, and never went back', () => {
    expect(viewer.faults).toEqual([]);
    expect(viewer.confirmed).toBe(archive.renditions.reduce((sum, { segments }) => sum + segments.length + 1, 0));
    const live = viewer.seen.filter(({ ended }) => !ended);
    expect(live.length).toBeGreaterThan(seconds);
    for (const { atMs, programDateTimeMs, seconds: length } of live) {
      // what is listed has happened already; one segment more than the window may stand, as the first is cut by it
      expect((programDateTimeMs ?? Infinity) + length * 1000).toBeLessThan(atMs + 1000);
      expect(length).toBeLessThanOrEqual(600 + 3);
    }
    expect(viewer.seen.at(-1)?.ended).toBe(true);
  });

  test('and every object they name are served with the right types', async () => {
    const base = new URL('.', summary.masterUrl);
    const named = archive.renditions.flatMap(({ name, segments }) => [
      `${name}/index.m3u8`,
      ...new Set(segments.flatMap(({ uri, init }) => [`${name}/${init}`, `${name}/${uri}`])),
    ]);
    for (const name of ['master.m3u8', ...named]) {
      const response = await fetch(new URL(name, base));
      const isPlaylist = name.endsWith('.m3u8');
      const { size } = await stat(path.join(summary.archiveDir, name));
      const body = Buffer.from(await response.arrayBuffer());
      expect([name, response.status, response.headers.get('content-type')]).toEqual([
        name,
        200,
        isPlaylist ? 'application/vnd.apple.mpegurl' : 'video/mp4',
      ]);
      expect(body.length).toBe(size);
      if (isPlaylist) expect(body.equals(await readFile(path.join(summary.archiveDir, name)))).toBe(true);
      else expect(response.headers.get('cache-control')).toContain('immutable');
    }
  });
});
