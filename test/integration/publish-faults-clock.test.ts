import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { bucketFiles, compareWithBucket } from './support/bucket-compare.js';
import { publicRoot } from './support/bucket-server.js';
import { EngineProcess } from './support/engine-process.js';
import { eventually } from './support/eventually.js';
import { FakedClock, fakedClockMissing } from './support/faked-clock.js';
import { fileClip } from './support/file-clip.js';
import { PlaylistPoller } from './support/playlist-poller.js';
import type { Push } from './support/push.js';
import { readArchive } from './support/read-archive.js';
import { isSoak } from './support/seeds.js';

const hours = 3_600;
/** Segments between two jumps. */
const segmentsEach = isSoak ? 15 : 3;
/** Within this a date-time is where the media's durations say: rounding, and nothing that anybody set. */
const dateSlackMs = 1_500;

describe.skipIf(fakedClockMissing !== null)(`a computer's clock that is set ${fakedClockMissing ?? ''}`, () => {
  let dataDir: string;
  let bucket: S3Fixture;
  let clock: FakedClock;
  let engine: EngineProcess;
  let push: Push;

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'headwater-clock-'));
    // the server's clock is true, and it refuses what is signed more than a quarter of an hour off
    bucket = await startS3Server();
    clock = await FakedClock.create(path.join(dataDir, 'clock'));
  });
  const own = fileClip(async () => {
    await push.kill();
    await engine.kill();
    await bucket.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const keys = (): string[] => [...bucket.objects().keys()];
  const segments = (): number => keys().filter((key) => /\/360p\/\d+\.m4s$/.test(key)).length;
  const refused = (): number => bucket.requests.filter(({ isSigned, status }) => isSigned && status === 403).length;

  async function untilMoreSegments(): Promise<void> {
    for (let wanted = segments() + 1, left = segmentsEach; left > 0; left -= 1, wanted += 1) {
      await eventually('another segment', () => (segments() >= wanted ? true : null));
    }
  }

  /** `headwater serve` on that clock, with an encoder that it has just let in. */
  async function goLive(): Promise<void> {
    const flags = ['--to', `s3://${bucket.bucket}`, '--endpoint', bucket.endpoint, '--region', bucket.region];
    engine = EngineProcess.start(['serve', '--headless', ...flags, '--public-url', publicRoot(bucket)], dataDir, {
      AWS_ACCESS_KEY_ID: bucket.accessKeyId,
      AWS_SECRET_ACCESS_KEY: bucket.secretAccessKey,
      ...clock.env,
    });
    push = own.clip.push(await engine.pushUrl());
  }

  test('two hours forwards and back while it publishes: all of it is there, and its time never jumps', async () => {
    EngineProcess.keepWindow(dataDir, 10);
    await goLive();
    const master = await eventually(
      'a master playlist',
      () => keys().find((key) => key.endsWith('/master.m3u8') && key.includes('/b/')) ?? null,
    );
    const id = path.posix.basename(path.posix.dirname(master));
    const folder = `${publicRoot(bucket)}/live/b/${id}`;
    const poller = new PlaylistPoller(`${folder}/master.m3u8`);
    poller.mayStall();
    poller.start();
    await untilMoreSegments();
    for (const offsetSeconds of [2 * hours, 0, -2 * hours]) {
      const before = refused();
      await clock.set(offsetSeconds);
      // what is signed on the new clock is refused, until the difference is known
      await eventually('a signature that is refused', () => (refused() > before ? true : null));
      await untilMoreSegments();
    }
    // its date-time is a new one, and the clock is hours behind what was told before
    await push.kill();
    push = own.clip.push(await engine.pushUrl());
    await untilMoreSegments();
    await push.kill();
    await eventually('the end in the bucket', () => {
      const playlists = [...bucket.objects()].filter(([key]) => /\/b\/.*\/index\.m3u8$/.test(key));
      return playlists.every(([, { body }]) => body.includes('EXT-X-ENDLIST')) ? true : null;
    });
    const archiveDir = path.join(dataDir, 'archive/live/b', id);
    // the master playlist and the page come after them
    await eventually('all of it in the bucket', async () =>
      (await compareWithBucket(archiveDir, folder)).differences.length === 0 ? true : null,
    );
    engine.interrupt();
    await engine.exited();
    const report = await poller.stop();
    expect([report.missing, report.retracted]).toEqual([[], []]);
    expect((await compareWithBucket(archiveDir, folder)).differences).toEqual([]);
    const stored = keys().flatMap((key) => key.split(`live/b/${id}/`)[1] ?? []);
    expect(stored.sort()).toEqual(await bucketFiles(archiveDir));
    await expectSteadyTime(archiveDir);
    // the difference is learned from a few answers, not found out anew by every request
    expect(refused()).toBeLessThan(40);
  });

  /** Date-times advance exactly with the media, from when it really was. */
  async function expectSteadyTime(archiveDir: string): Promise<void> {
    for (const { name, segments: listed } of (await readArchive(archiveDir)).renditions) {
      expect([name, listed.filter(({ gap }) => gap)]).toEqual([name, []]);
      expect([name, listed.filter(({ discontinuity }) => discontinuity).length]).toEqual([name, 1]);
      let dueMs = listed[0]?.programDateTimeMs ?? 0;
      expect(Math.abs(dueMs - Date.now())).toBeLessThan(hours * 1_000);
      for (const { programDateTimeMs, duration } of listed) {
        if (programDateTimeMs !== null) expect(Math.abs(programDateTimeMs - dueMs)).toBeLessThan(dateSlackMs);
        dueMs += duration * 1_000;
      }
    }
  }
});
