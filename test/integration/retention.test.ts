import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Clock } from '../../src/engine/clock.js';
import { openDatabase } from '../../src/engine/database/open-database.js';
import { SqliteJournal } from '../../src/engine/database/sqlite-journal.js';
import { SqlitePublicationJournal } from '../../src/engine/database/sqlite-publication-journal.js';
import { RetentionService } from '../../src/engine/publish/unpublish/retention-service.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { bucketClient } from './support/bucket-client.js';
import { destinationAt } from './support/bucket-server.js';
import { TestEngine } from './support/engine.js';
import { Media } from './support/media.js';
import { NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';
import { silent } from './support/silent-logger.js';

const dayMs = 24 * 3_600_000;

let media: Media;
let clip: NumberedClip;
let bucket: S3Fixture;

beforeAll(async () => {
  media = await Media.create();
  clip = await NumberedClip.make(media);
});
beforeEach(async () => {
  bucket = await startS3Server();
});
afterEach(async () => {
  await bucket.stop();
  await noProcessLeft();
});
afterAll(() => media.remove());

const keysOf = (id: string): string[] => [...bucket.objects().keys()].filter((key) => key.includes(id));

test('what a size limit no longer keeps leaves the bucket when the next show is complete, and stays here', async () => {
  const server = await TestEngine.start({ reconnectWindowSeconds: 0 }, { destination: destinationAt(bucket) });
  try {
    const show = async (): Promise<string> => {
      const push = clip.push(await server.pushUrl());
      const { id } = await server.untilPlayable();
      await push.kill();
      await server.ended(id);
      return id;
    };
    const patch = { publish: { retention: { maxBytes: 1 } } };
    await server.engine.commands.updateSettings({ commandId: randomUUID(), patch });
    const first = await show();
    // alone it stays, however little is kept
    expect(keysOf(first)).not.toEqual([]);
    const title = server.state.recordings[0]?.title;
    const second = await show();
    await server.until('the first to be gone', ({ recordings }) =>
      recordings.find(({ id }) => id === first)?.publications.length === 0 ? true : null,
    );
    expect(keysOf(first)).toEqual([]);
    expect(keysOf(second)).not.toEqual([]);
    const notice = server.state.notices.find(({ reason }) => reason.code === 'publish.retention');
    expect(notice?.reason.details).toEqual({ destination: 'test bucket', count: 1, titles: title });
    const kept = server.state.recordings.map(({ id, status, publications }) => [id, status, publications.length]);
    expect(kept).toEqual([
      [second, 'ended', 1],
      [first, 'ended', 0],
    ]);
  } finally {
    await server.stop();
  }
});

/** A clock that is so many days ahead, and whose hands the test turns. */
class TurnedClock implements Clock {
  readonly #days: () => number;
  #timers: { readonly delayMs: number; readonly callback: () => void }[] = [];

  constructor(days: () => number) {
    this.#days = days;
  }

  now = (): number => Date.now() + this.#days() * dayMs;
  monotonicMs = (): number => performance.now();
  after = (delayMs: number, callback: () => void): (() => void) => {
    const timer = { delayMs, callback };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((each) => each !== timer));
  };

  /** All that waits is due; how long it would have waited, milliseconds. */
  ring(): number[] {
    const due = this.#timers.splice(0);
    for (const { callback } of due) callback();
    return due.map(({ delayMs }) => delayMs);
  }
}

test('what is too old by both clocks leaves; not what is live, unfinished, on its way, or old by a wrong clock', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'headwater-retention-'));
  const database = openDatabase(path.join(folder, 'headwater.sqlite'));
  try {
    const journal = new SqliteJournal(database);
    const publications = new SqlitePublicationJournal(database);
    let daysAhead = 60;
    const clock = new TurnedClock(() => daysAhead);
    const add = (
      name: string,
      status: 'live' | 'ended',
      state: 'publishing' | 'complete' | 'removing',
      daysAgo: number | null,
      visibility: 'public' | 'unlisted' = 'public',
    ): string => {
      const id = `20260101-000000-${name}`;
      journal.insertBroadcast({
        ...{ id, channel: 'live', title: `Show ${name}`, programme: { kind: 'test', label: 'Test' }, status },
        ...{ repaired: false, createdAtMs: 0, liveAtMs: 0, endedAtMs: status === 'ended' ? 1 : null },
        ...{
          lastMediaAtMs: null,
          targetDurationSeconds: 2,
          segmentSeconds: 2,
          partSeconds: 0.5,
          reconnectWindowSeconds: 0,
        },
        ...{ liveWindowSeconds: 600, durationSeconds: null, sizeBytes: null },
        ...{ description: '', visibility, showId: null },
      });
      publications.put({
        ...{ broadcastId: id, destinationId: 'd', channel: 'live', state, isVerified: true, retries: 0 },
        ...{ createdAtMs: 0, completedAtMs: daysAgo === null ? null : Date.now() - daysAgo * dayMs },
        usage: { puts: 0, gets: 0, lists: 0, bytesSent: 0 },
      });
      return id;
    };
    add('aaaaaaaa', 'live', 'publishing', null);
    add('bbbbbbbb', 'ended', 'publishing', null);
    add('cccccccc', 'ended', 'removing', 200);
    const old = add('dddddddd', 'ended', 'complete', 31);
    const older = add('eeeeeeee', 'ended', 'complete', 45);
    const fresh = add('ffffffff', 'ended', 'complete', 1);
    // a rehearsal goes by other ways
    add('gggggggg', 'ended', 'complete', 90, 'unlisted');

    const removed: string[] = [];
    const notices: unknown[] = [];
    const destination = { id: 'd', isDefault: true, hasCredentials: true, keyHint: null, isTransient: false };
    let maxAgeDays: number | null = null;
    const service = new RetentionService({
      journal,
      publications,
      destinations: { list: () => [{ ...destination, config: destinationAt(bucket).config }] },
      policy: () => ({ maxAgeDays, maxBytes: null }),
      serverNow: async (_id, signal) => {
        const client = bucketClient(bucket, bucket.bucket, { clock });
        await client.check({ signal });
        client.close();
        return clock.now() + client.clockOffsetMs;
      },
      unpublish: (broadcastId, destinationId) => {
        removed.push(broadcastId);
        publications.update(broadcastId, destinationId, { state: 'removing' });
        return Promise.resolve();
      },
      clock,
      logger: silent,
      onNotice: (_level, reason) => notices.push(reason),
    });
    await service.start();
    // without a limit nothing is asked, and nothing goes
    expect(clock.ring()).toEqual([60_000]);
    await service.look();
    expect([removed, bucket.requests.length]).toEqual([[], 0]);

    // this computer believes it is two months later: the server does not
    maxAgeDays = 30;
    await service.look();
    expect(bucket.requests.length).toBeGreaterThan(0);
    expect(removed).toEqual([older, old]);
    expect(notices).toEqual([
      {
        code: 'publish.retention',
        details: { destination: 'test bucket', count: 2, titles: 'Show eeeeeeee, Show dddddddd' },
      },
    ]);

    // a server that is ahead alone removes nothing; with both it goes, at the next look by itself
    bucket.setClockOffset(60 * dayMs);
    daysAhead = 0;
    await service.look();
    expect(removed).toHaveLength(2);
    daysAhead = 60;
    expect(clock.ring()).toEqual([600_000]);
    await service.look();
    expect(removed).toEqual([older, old, fresh]);
    expect(notices).toHaveLength(2);

    await service.stop();
    expect(clock.ring()).toEqual([]);
  } finally {
    database.close();
    await rm(folder, { recursive: true });
  }
});
