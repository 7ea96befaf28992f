import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PublicationRow, UploadRow } from '../publish/bucket/publication-journal.js';
import type { Database } from './database.js';
import { openDatabase } from './open-database.js';
import { SqlitePublicationJournal } from './sqlite-publication-journal.js';

let folder = '';
let database: Database;
let journal: SqlitePublicationJournal;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-publications-'));
  reopen();
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

/** What a restart of the engine sees. */
function reopen(): void {
  database = openDatabase(join(folder, 'headwater.db'));
  journal = new SqlitePublicationJournal(database);
}

const row: PublicationRow = {
  broadcastId: '20261121-070000-abcdefgh',
  destinationId: "d'1",
  channel: 'live',
  state: 'publishing',
  isVerified: false,
  retries: 0,
  createdAtMs: 1_795_000_000_000.5,
  completedAtMs: null,
  usage: { puts: 1, gets: 2, lists: 3, bytesSent: 4e12 },
};
const upload: UploadRow = {
  destinationId: row.destinationId,
  path: 'live/b/20261121-070000-abcdefgh/360p/0.m4s',
  broadcastId: row.broadcastId,
  sizeBytes: 1_000,
  confirmedAtMs: 1_795_000_000_001.25,
};

test('a destination that is read elsewhere: nothing there counts as read back, and the others do', () => {
  const broadcasts = [row, { ...row, broadcastId: '20261121-080000-abcdefgh', state: 'complete' as const }];
  for (const each of broadcasts) journal.put({ ...each, isVerified: true });
  journal.put({ ...row, destinationId: 'other', isVerified: true });
  journal.unverify(row.destinationId);
  database.close();
  reopen();
  const found = journal.all().map(({ destinationId, state, isVerified }) => [destinationId, state, isVerified]);
  expect(found).toHaveLength(3);
  expect(found).toContainEqual(['other', 'publishing', true]);
  expect(found).toContainEqual([row.destinationId, 'publishing', false]);
  expect(found).toContainEqual([row.destinationId, 'complete', false]);
});

describe('SqlitePublicationJournal', () => {
  test('what is put is there after a restart, and changes as it is told', () => {
    journal.put(row);
    database.close();
    reopen();
    expect(journal.get(row.broadcastId, row.destinationId)).toEqual(row);
    journal.update(row.broadcastId, row.destinationId, { state: 'complete', isVerified: true, completedAtMs: 7 });
    const changed = { ...row, state: 'complete', isVerified: true, completedAtMs: 7 };
    expect(journal.all()).toEqual([changed]);
    journal.put(row);
    expect(journal.of(row.broadcastId)).toEqual([row]);
  });

  test('what is not there is neither found nor made by a change', () => {
    journal.update('nothing', 'nowhere', { retries: 3 });
    expect([journal.get('nothing', 'nowhere'), journal.all()]).toEqual([null, []]);
    expect(journal.totals('nowhere', 'nothing')).toEqual({ objects: 0, bytes: 0 });
  });

  test('all are listed newest first, those of one broadcast oldest first', () => {
    const list = [3, 1, 2].map((createdAtMs) => ({ ...row, destinationId: `d${createdAtMs}`, createdAtMs }));
    for (const each of list) journal.put(each);
    expect(journal.all().map(({ createdAtMs }) => createdAtMs)).toEqual([3, 2, 1]);
    expect(journal.of(row.broadcastId).map(({ createdAtMs }) => createdAtMs)).toEqual([1, 2, 3]);
  });

  test('what is confirmed is counted once, and forgotten by its path alone', () => {
    const paths = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(paths, fc.func(fc.boolean()), (list, isLost) => {
        journal.forgetAll(row.destinationId, row.broadcastId);
        journal.confirm({ ...upload, destinationId: 'other' });
        for (const path of [...list, ...list]) journal.confirm({ ...upload, path });
        expect(journal.totals(row.destinationId, row.broadcastId)).toEqual({
          objects: list.length,
          bytes: list.length * 1_000,
        });
        journal.forget(
          row.destinationId,
          list.filter((path) => isLost(path)),
        );
        const left = journal.confirmed(row.destinationId, row.broadcastId).map(({ path }) => path);
        expect(new Set(left)).toEqual(new Set(list.filter((path) => !isLost(path))));
        expect(journal.confirmed('other', row.broadcastId)).toHaveLength(1);
      }),
      { numRuns: 40 },
    );
  });

  test('what belongs to the channel stays when a broadcast is forgotten', () => {
    const asset = { ...upload, path: 'live/app/abc/main.js', broadcastId: null };
    journal.confirm(asset);
    journal.confirm(upload);
    journal.forgetAll(row.destinationId, row.broadcastId);
    expect(journal.confirmed(row.destinationId, null)).toEqual([asset]);
    expect(journal.confirmed(row.destinationId, row.broadcastId)).toEqual([]);
  });

  test('this installation has one name for good', () => {
    const id = journal.studioId();
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    database.close();
    reopen();
    expect(journal.studioId()).toBe(id);
  });

  test('a publication, or all of a destination, is forgotten with what was confirmed; nothing else is', () => {
    for (const destinationId of ['a', 'b']) {
      for (const broadcastId of ['1', '2']) {
        journal.put({ ...row, destinationId, broadcastId });
        journal.confirm({ ...upload, destinationId, broadcastId, path: broadcastId });
      }
      journal.confirm({ ...upload, destinationId, broadcastId: null, path: 'app/x.js' });
    }
    const known = (): string[] =>
      journal
        .all()
        .map((each) => `${each.destinationId}${each.broadcastId}`)
        .sort();
    journal.forgetPublication('1', 'a');
    expect(known()).toEqual(['a2', 'b1', 'b2']);
    expect([journal.totals('a', '1').objects, journal.totals('a', '2').objects]).toEqual([0, 1]);
    journal.forgetDestination('a');
    expect(known()).toEqual(['b1', 'b2']);
    expect([journal.confirmed('a', null), journal.confirmed('a', '2')]).toEqual([[], []]);
    expect(journal.confirmed('b', null)).toHaveLength(1);
    database.run(
      "INSERT INTO destinations (id, config, key_hint, is_transient, created_at_ms) VALUES ('b', '', NULL, 0, 1)",
    );
    journal.put({ ...row, destinationId: 'gone' });
    expect(journal.forgetOrphans()).toBe(1);
    expect(known()).toEqual(['b1', 'b2']);
  });

  test('what is confirmed is seen at once, kept by an end in order, and lost by a crash only while it is the newest', () => {
    journal.put(row);
    journal.confirm(upload);
    expect(journal.totals(row.destinationId, row.broadcastId)).toEqual({ objects: 1, bytes: 1_000 });
    journal.confirm({ ...upload, path: 'kept' });
    database.close();
    reopen();
    expect(journal.confirmed(row.destinationId, row.broadcastId)).toHaveLength(2);
    journal.confirm({ ...upload, path: 'late' });
    // what another connection sees is what a crash would leave
    const other = openDatabase(join(folder, 'headwater.db'));
    const seen = new SqlitePublicationJournal(other);
    expect(seen.confirmed(row.destinationId, row.broadcastId)).toHaveLength(2);
    journal.update(row.broadcastId, row.destinationId, { state: 'complete' });
    expect(seen.confirmed(row.destinationId, row.broadcastId)).toHaveLength(3);
    other.close();
  });

  test('what cannot be written down is confirmed all the same, but nothing is called complete before it is', () => {
    journal.put(row);
    journal.confirm(upload);
    database.exec("CREATE TRIGGER full BEFORE INSERT ON uploads BEGIN SELECT RAISE(ABORT, 'no space'); END");
    expect(journal.confirmed(row.destinationId, row.broadcastId)).toEqual([upload]);
    expect(journal.totals(row.destinationId, row.broadcastId)).toEqual({ objects: 1, bytes: 1_000 });
    expect(journal.hasObjects(row.destinationId)).toBe(true);
    expect(() => journal.confirm({ ...upload, path: 'another' })).toThrow();
    expect(() => journal.update(row.broadcastId, row.destinationId, { state: 'complete' })).toThrow();
    database.exec('DROP TRIGGER full');
    journal.update(row.broadcastId, row.destinationId, { state: 'complete' });
    database.close();
    reopen();
    expect(journal.confirmed(row.destinationId, row.broadcastId)).toEqual([upload]);
  });
});
