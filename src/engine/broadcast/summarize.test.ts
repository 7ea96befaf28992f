import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { broadcastRow, markedRows, testBroadcastId as broadcastId } from '../archive/rows.test-support.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { SqliteJournal } from '../database/sqlite-journal.js';
import { summarize } from './summarize.js';

let folder: string;
let database: Database;
let journal: SqliteJournal;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-summary-'));
  database = openDatabase(path.join(folder, 'headwater.sqlite'));
  journal = new SqliteJournal(database);
  journal.insertBroadcast(broadcastRow({ status: 'ended', endedAtMs: 9000, durationSeconds: 8, sizeBytes: 1000 }));
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A rendition with a segment for each `#` and a gap for each `.`. */
function rendition(name: string, marks: string, height: number | null): void {
  const { rendition: row, segments } = markedRows(name, marks, height);
  journal.upsertRendition(row);
  for (const segment of segments) journal.upsertSegment(segment);
}

function counted(): { segments: number | undefined; lost: number | undefined } {
  const bases = [{ reach: 'computer' as const, url: 'http://127.0.0.1:8080' }];
  const summary = summarize({ journal, archiveRoot: folder, bases, broadcastId, publication: null, publicUrl: null });
  return { segments: summary?.segments, lost: summary?.lostSegments };
}

test('a top rung that was shed, or that joined later, is nothing lost', () => {
  rendition('1080p', '...##', 1080);
  rendition('720p', '###..', 720);
  rendition('audio', '#####', null);
  expect(counted()).toEqual({ segments: 5, lost: 0 });
});

test('what no rung has is lost, whether there is sound or not', () => {
  rendition('720p', '#..#', 720);
  rendition('360p', '##.#', 360);
  rendition('audio', '####', null);
  expect(counted()).toEqual({ segments: 3, lost: 1 });
});

test('without a picture the sound counts', () => {
  rendition('audio', '##.#', null);
  expect(counted()).toEqual({ segments: 3, lost: 1 });
});
