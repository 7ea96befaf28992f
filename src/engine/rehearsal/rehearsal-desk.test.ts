import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { testLog } from '../../../test/servers/studio-fixture.js';
import type { Rehearsal } from '../../shared/rehearsal.js';
import { broadcastRow, testBroadcastId as id } from '../archive/rows.test-support.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { SqliteJournal } from '../database/sqlite-journal.js';
import { HandClock } from '../package/test-stream.test-support.js';
import { RehearsalDesk } from './rehearsal-desk.js';

const summary = {
  ...{ broadcastId: id, viewerUrl: '', masterUrl: '', archiveDir: '', published: null },
  ...{ durationSeconds: 20, renditions: [], segments: 10, lostSegments: 0 },
};
let folder = '';
let database: Database;
let clock: HandClock;
let journal: SqliteJournal;
let told: Rehearsal | null = null;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-rehearsal-'));
  database = openDatabase(path.join(folder, 'db'));
  journal = new SqliteJournal(database);
  clock = new HandClock();
  told = null;
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

/** Of a rehearsal of this computer that is on. */
async function deskOf(): Promise<RehearsalDesk> {
  journal.insertBroadcast(broadcastRow({ visibility: 'unlisted', showId: 'show-1' }));
  const on = () => {
    const row = journal.broadcast(id);
    return row?.status === 'live' ? { row } : null;
  };
  const desk = new RehearsalDesk({
    ...{ journal, clock, logger: testLog() },
    broadcasts: () => ({ active: on() }) as never,
    recordings: () => ({ delete: (gone) => Promise.resolve(journal.deleteBroadcast(gone)) }),
    publications: { describe: () => [], unpublish: () => Promise.resolve() },
    links: () => [],
    summary: () => summary,
    onRehearsal: (rehearsal) => void (told = rehearsal),
  });
  await desk.start();
  journal.updateBroadcast(id, { status: 'ended' });
  desk.look();
  return desk;
}

test('one that nobody puts away is removed by itself, when it was told to be', async () => {
  const desk = await deskOf();
  expect(told).toMatchObject({ status: 'ready', report: { isWhole: true }, removeAtMs: clock.now() + 15 * 60_000 });
  clock.advance(15 * 60_000 - 1);
  expect(told).toMatchObject({ status: 'ready' });
  clock.advance(1);
  await vi.waitFor(() => expect([told, journal.broadcast(id)]).toEqual([null, null]));
  await desk.stop();
});

test('one that was made a recording meanwhile stays', async () => {
  const desk = await deskOf();
  journal.updateBroadcast(id, { visibility: 'public' });
  desk.look();
  expect(told).toBeNull();
  clock.advance(15 * 60_000);
  expect(journal.broadcast(id)).not.toBeNull();
  await desk.stop();
});
