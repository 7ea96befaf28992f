import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BroadcastArchive } from '../archive/broadcast-archive.js';
import { broadcastRow } from '../archive/rows.test-support.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { SqliteJournal } from '../database/sqlite-journal.js';
import type { Logger } from '../log/logger.js';
import { BroadcastPackager } from './broadcast-packager.js';
import { track } from './memory-sink.test-support.js';
import { PackagerRun, type RunTrouble } from './packager-run.js';
import { RunPackager } from './run-packager.js';
import type { Sample } from './sample.js';
import type { SegmentSink } from './segment-sink.js';
import {
  HandClock,
  makePictures,
  makeSounds,
  makeTestInits,
  numbers,
  picturesOnDisk,
  send,
} from './test-stream.test-support.js';
import { TrackSegmenter } from './track-segmenter.js';
import { WallClockMap } from './wall-clock-map.js';

/** What takes longer hangs: the second that `vi.waitFor` has by itself is too short beside other tests. */
const patience = { timeout: 30_000 };

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => silent };
const row = broadcastRow({
  programme: { kind: 'encoder', inputId: 'in-1', label: 'Encoder' },
  createdAtMs: 1_795_000_000_000,
  liveAtMs: null,
});
const inits = makeTestInits();
const sameClock = { takesOver: true, notBefore: -Infinity };

let root: string;
let database: Database;
let archive: BroadcastArchive;
let packager: BroadcastPackager;
let clock: HandClock;
let failures: unknown[];
let troubles: RunTrouble[];
beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'headwater-packager-'));
  database = openDatabase(path.join(root, 'a.sqlite'));
  const journal = new SqliteJournal(database);
  journal.insertBroadcast(row);
  failures = [];
  troubles = [];
  const onFailure = (error: unknown): void => void failures.push(error);
  archive = new BroadcastArchive({ row, journal, root, logger: silent, onSegment: () => undefined, onFailure });
  await archive.create();
  clock = new HandClock();
  packager = new BroadcastPackager({ archive, clock });
});
afterEach(() => {
  database.close();
  rmSync(root, { recursive: true, force: true });
  expect(failures).toEqual([]);
});

/** A run of which the test is the ffmpeg. */
function makeRun(sound: 'sound' | null = null) {
  const top = new PassThrough();
  const low = new PassThrough();
  const rung = { kind: 'video', copied: false, maxBitrate: 1e6, fps: 30 } as const;
  const second =
    sound === null
      ? { ...rung, name: '360p', position: 2 }
      : ({ ...rung, name: 'audio', kind: 'audio', position: 3 } as const);
  const run = new PackagerRun({
    outputs: [
      { name: '720p', stream: top },
      { name: second.name, stream: low },
    ],
    renditions: [{ ...rung, name: '720p', position: 1 }, second],
    segmentSeconds: 2,
    partSeconds: 0.5,
    clock,
    wallClock: new WallClockMap(),
    onTrouble: (trouble) => troubles.push(trouble),
  });
  const both = (samples: readonly Sample[]): void => {
    send(top, samples);
    send(low, samples);
  };
  const end = async (): Promise<void> => {
    top.end();
    low.end();
    await run.ended;
  };
  return { run, top, low, both, end };
}

test('a handover waits for a start behind what the old run closes meanwhile: nothing is doubled', async () => {
  const old = makeRun();
  old.top.write(inits.picture);
  old.low.write(inits.picture);
  old.both(makePictures(10, 15));
  expect(await packager.take(old.run, sameClock)).toBe(true);
  const next = makeRun();
  const taking = packager.take(next.run, sameClock);
  next.top.write(inits.picture);
  send(next.top, makePictures(14, 16.6));
  await vi.waitFor(() => expect(next.run.newestSeconds).toBeGreaterThan(16.5), patience);
  old.both(makePictures(15, 17));
  await vi.waitFor(() => expect(old.run.openStartSeconds).toBe(16), patience);
  next.low.write(inits.picture);
  send(next.low, makePictures(14, 16.6));
  expect(await taking).toBe(true);
  next.both(makePictures(16.6, 20));
  await Promise.all([old.end(), next.end()]);
  await packager.finish();
  for (const name of ['720p', '360p']) expect(picturesOnDisk(archive, name)).toEqual(numbers(10, 20));
  expect(archive.durationSeconds).toBeCloseTo(10, 3);
});

test("a new run's IDR inside a GOP of the old one ends that at exactly this frame, in every rendition", async () => {
  const old = makeRun();
  old.top.write(inits.picture);
  old.low.write(inits.picture);
  old.both(makePictures(10, 12.5));
  expect(await packager.take(old.run, sameClock)).toBe(true);
  const next = makeRun();
  next.top.write(inits.picture);
  next.low.write(inits.picture);
  next.both(makePictures(12.7, 14.7, (number) => number === 381));
  await vi.waitFor(() => expect(next.run.newestSeconds).toBeGreaterThan(14.6), patience);
  const taking = packager.take(next.run, sameClock);
  // behind the limit: the old run's ffmpeg does not know of it
  await nextTurn();
  old.both(makePictures(12.5, 15));
  expect(await taking).toBe(true);
  await Promise.all([old.end(), next.end()]);
  await packager.finish();
  for (const { row: rendition, segments } of archive.timelines) {
    expect(picturesOnDisk(archive, rendition.name)).toEqual(numbers(10, 14.7));
    const seconds = segments.map((segment) => Number((segment.durationTicks / rendition.timescale).toFixed(3)));
    expect(seconds).toEqual([2, 0.7, 2]);
  }
});

test('a hole in the sound is no jump of the clock', async () => {
  const { run, top, low, end } = makeRun('sound');
  top.write(inits.picture);
  low.write(inits.sound);
  send(top, makePictures(10, 12));
  send(low, makeSounds(10, 12));
  expect(await packager.take(run, { takesOver: false, notBefore: -Infinity })).toBe(true);
  send(top, makePictures(12, 24));
  await vi.waitFor(() => expect(run.newestSeconds).toBeGreaterThan(23.9), patience);
  send(low, makeSounds(20, 24));
  await end();
  await packager.finish();
  expect(troubles).toEqual([]);
  expect(picturesOnDisk(archive, '720p')).toEqual(numbers(10, 24));
});

/** Keeps nothing but how long each segment of sound is. */
class SoundLengths implements SegmentSink {
  readonly seconds: number[] = [];
  init(): void {
    return undefined;
  }
  open(rendition: string): void {
    if (rendition === 'audio') this.seconds.push(0);
  }
  part(rendition: string, samples: readonly Sample[]): void {
    const last = this.seconds.length - 1;
    if (rendition === 'audio') this.seconds[last] = (this.seconds[last] ?? 0) + (samples.length * 1024) / 48_000;
  }
  close(): void {
    return undefined;
  }
  rewrite(rendition: string, parts: readonly (readonly Sample[])[]): void {
    if (rendition === 'audio') this.seconds[this.seconds.length - 1] = (parts.flat().length * 1024) / 48_000;
  }
  drop(rendition: string): void {
    if (rendition === 'audio') this.seconds.pop();
  }
  gap(): void {
    return undefined;
  }
}

test('half a minute of sound without a picture is neither kept in memory nor put into one segment', async () => {
  const sink = new SoundLengths();
  const segmenters = [
    new TrackSegmenter({ name: '720p', track: track('video'), sink, partSeconds: 0.5 }),
    new TrackSegmenter({ name: 'audio', track: track('audio'), sink, partSeconds: 0.5 }),
  ];
  const run = new RunPackager({ segmenters, segmentSeconds: 2, startAtSeconds: -Infinity });
  for (const sample of makePictures(10, 12)) expect(run.push('720p', sample)).toBe(true);
  const kept: WeakRef<Sample>[] = [];
  for (const sample of makeSounds(10, 42)) {
    kept.push(new WeakRef(sample));
    expect(run.push('audio', sample)).toBe(true);
  }
  await nextTurn();
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  const secondsKept = (kept.filter((sample) => sample.deref() !== undefined).length * 1024) / 48_000;
  expect(secondsKept).toBeLessThan(14);
  expect(run.finish()).toBeLessThanOrEqual(12.5);
  expect(sink.seconds.at(-1)).toBeGreaterThan(1.9);
  expect(Math.max(...sink.seconds)).toBeLessThanOrEqual(2.52);
});
