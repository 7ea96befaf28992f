import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { BroadcastRow, RenditionRow } from '../archive/journal.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { SqliteJournal } from '../database/sqlite-journal.js';
import { formerSource } from './former-source.js';

let folder = '';
let database: Database;
let journal: SqliteJournal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-former-'));
  database = openDatabase(join(folder, 'headwater.sqlite'));
  journal = new SqliteJournal(database);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const rendition = { timescale: 1_000, position: 0, maxBitrate: null, width: null, height: null, fps: null };

/** A broadcast of two segments of 2 s each, with a picture of 1 MB and sound of 40 kB in each. */
function keep(id: string, row: Partial<BroadcastRow>, top: Partial<RenditionRow> = {}): void {
  journal.insertBroadcast({
    ...{ id, channel: 'live', title: 'Show', status: 'ended', repaired: false, createdAtMs: 1, liveAtMs: 1 },
    ...{
      endedAtMs: 2,
      lastMediaAtMs: 2,
      targetDurationSeconds: 2,
      segmentSeconds: 2,
      partSeconds: 0.5,
      reconnectWindowSeconds: 60,
    },
    ...{ liveWindowSeconds: 600, durationSeconds: 3600, sizeBytes: 2_080_000 },
    ...{ description: '', visibility: 'public', showId: null },
    programme: { kind: 'encoder', inputId: 'in-1', label: 'My encoder' },
    ...row,
  });
  const picture = { name: '720p', kind: 'video' as const, width: 1280, height: 720, fps: 50, codecs: 'avc1.64001f' };
  journal.upsertRendition({ ...rendition, broadcastId: id, ...picture, copied: true, ...top });
  const sound = { name: 'audio', kind: 'audio' as const, codecs: 'mp4a.40.2', position: 1 };
  journal.upsertRendition({ ...rendition, broadcastId: id, ...sound, copied: true });
  for (const [name, sizeBytes] of [
    ['720p', 1_000_000],
    ['audio', 40_000],
  ] as const) {
    for (const sequence of [0, 1]) {
      const times = { startTicks: sequence * 2_000, durationTicks: 2_000, programDateTimeMs: 1 };
      const rest = { init: 0, state: 'closed' as const, discontinuity: false };
      journal.upsertSegment({ broadcastId: id, rendition: name, sequence, sizeBytes, ...times, ...rest });
    }
  }
}

it('is what the newest encoder sent whose picture was passed on', () => {
  expect(formerSource(journal)).toBeNull();
  keep('20260101-000001-aaaaaaaa', { createdAtMs: 1 });
  keep('20260101-000002-aaaaaaaa', { createdAtMs: 2 }, { copied: false });
  keep('20260101-000003-aaaaaaaa', { createdAtMs: 3, programme: { kind: 'test', label: '' } });
  keep('20260101-000004-aaaaaaaa', { createdAtMs: 4, durationSeconds: 3 });
  keep('20260101-000005-aaaaaaaa', { createdAtMs: 5, durationSeconds: null, status: 'live' });
  expect(formerSource(journal)).toMatchObject({
    video: { codec: 'h264', width: 1280, height: 720, fps: 50, bitrate: 4_000_000 },
    audio: { codec: 'aac', bitrate: 160_000 },
  });
  keep('20260101-000006-aaaaaaaa', { createdAtMs: 6 }, { codecs: 'hvc1.1.6.L120.90' });
  expect(formerSource(journal)?.video?.codec).toBe('hevc');
});
