import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BroadcastRow, RenditionRow, SegmentRow } from '../archive/journal.js';
import { broadcastRow } from '../archive/rows.test-support.js';
import type { Database } from './database.js';
import { openDatabase } from './open-database.js';
import { SqliteJournal } from './sqlite-journal.js';

let folder = '';
let database: Database;
let journal: SqliteJournal;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-journal-'));
  database = openDatabase(join(folder, 'headwater.db'));
  journal = new SqliteJournal(database);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const broadcast: BroadcastRow = broadcastRow({
  title: "Robert'); DROP TABLE broadcasts;--",
  programme: { kind: 'encoder', inputId: 'in-1', label: 'My encoder' },
  createdAtMs: 1_795_000_000_000,
  liveAtMs: null,
  lastMediaAtMs: 1_795_000_000_000.25,
});
const rendition: RenditionRow = {
  broadcastId: broadcast.id,
  name: '720p',
  kind: 'video',
  position: 0,
  width: 1280,
  height: 720,
  fps: 29.97,
  codecs: 'avc1.640020',
  copied: true,
  timescale: 90_000,
  maxBitrate: null,
};
const segment: SegmentRow = {
  broadcastId: broadcast.id,
  rendition: '720p',
  sequence: 0,
  init: 0,
  state: 'open',
  startTicks: 0,
  durationTicks: 0,
  sizeBytes: 0,
  programDateTimeMs: 1_795_000_000_000.5,
  discontinuity: true,
};

describe('SqliteJournal', () => {
  it('gives back what was written', () => {
    journal.insertBroadcast(broadcast);
    journal.upsertRendition(rendition);
    journal.upsertSegment(segment);
    expect(journal.broadcast(broadcast.id)).toEqual(broadcast);
    expect(journal.renditions(broadcast.id)).toEqual([rendition]);
    expect(journal.segments(broadcast.id, '720p')).toEqual([segment]);
    expect(journal.broadcast('20261121-070000-zzzzzzzz')).toBeNull();
  });

  it('changes only the fields named', () => {
    journal.insertBroadcast(broadcast);
    journal.updateBroadcast(broadcast.id, { status: 'ended', endedAtMs: 5, repaired: true });
    journal.updateBroadcast(broadcast.id, {});
    journal.updateBroadcast('20261121-070000-zzzzzzzz', { title: 'nobody' });
    expect(journal.broadcast(broadcast.id)).toEqual({ ...broadcast, status: 'ended', endedAtMs: 5, repaired: true });
  });

  it('finds the one broadcast of a show', () => {
    const showId = '6b3b9f8e-1f0a-4f5e-9a43-0a6f9f1a2b3c';
    journal.insertBroadcast(broadcast);
    expect(journal.broadcastOfShow(showId)).toBeNull();
    const shown = { ...broadcast, id: '20261121-080000-abcdefgh', visibility: 'unlisted', showId } as const;
    journal.insertBroadcast(shown);
    expect(journal.broadcastOfShow(showId)).toEqual(shown);
    // those of other programmes have none, as many as they are
    journal.insertBroadcast({ ...broadcast, id: '20261121-090000-abcdefgh' });
    expect(() => journal.insertBroadcast({ ...shown, id: '20261121-100000-abcdefgh' })).toThrow();
  });

  it('lists broadcasts newest first and renditions by position', () => {
    for (const [index, createdAtMs] of [3, 1, 2].entries()) {
      journal.insertBroadcast({ ...broadcast, id: `20261121-07000${index}-abcdefgh`, createdAtMs });
    }
    expect(journal.broadcasts().map((row) => row.createdAtMs)).toEqual([3, 2, 1]);
    const broadcastId = '20261121-070000-abcdefgh';
    for (const [name, position] of [
      ['audio', 2],
      ['480p', 1],
      ['720p', 0],
    ] as const) {
      journal.upsertRendition({ ...rendition, broadcastId, name, position });
    }
    expect(journal.renditions(broadcastId).map((row) => row.name)).toEqual(['720p', '480p', 'audio']);
  });

  it('keeps the segments when their rendition is written anew', () => {
    journal.insertBroadcast(broadcast);
    journal.upsertRendition(rendition);
    journal.upsertSegment(segment);
    journal.upsertRendition({ ...rendition, fps: 25, maxBitrate: 3.5e6 });
    expect(journal.segments(broadcast.id, '720p')).toHaveLength(1);
    expect(journal.renditions(broadcast.id)[0]).toMatchObject({ fps: 25, maxBitrate: 3.5e6 });
  });

  it('removes a broadcast with all its rows and no others', () => {
    const other = { ...broadcast, id: '20261121-080000-abcdefgh' };
    for (const { id } of [broadcast, other]) {
      journal.insertBroadcast({ ...broadcast, id });
      journal.upsertRendition({ ...rendition, broadcastId: id });
      journal.upsertSegment({ ...segment, broadcastId: id });
    }
    journal.deleteBroadcast(broadcast.id);
    expect(journal.renditions(broadcast.id)).toEqual([]);
    expect(journal.segments(broadcast.id, '720p')).toEqual([]);
    expect(journal.segments(other.id, '720p')).toHaveLength(1);
  });

  it('refuses media of a broadcast that it does not know', () => {
    const refused = expect.objectContaining({ code: 'archive.write-failed' });
    expect(() => journal.upsertSegment(segment)).toThrowError(refused);
  });

  it('counts closed segments only: the longest rendition, the bytes of all', () => {
    journal.insertBroadcast(broadcast);
    journal.upsertRendition(rendition);
    journal.upsertRendition({ ...rendition, name: 'audio', kind: 'audio', timescale: 48_000, position: 1 });
    const closed = { ...segment, state: 'closed' as const, sizeBytes: 1000 };
    for (const sequence of [0, 1]) journal.upsertSegment({ ...closed, sequence, durationTicks: 180_000 });
    journal.upsertSegment({ ...closed, sequence: 2, durationTicks: 180_000, state: 'gap', sizeBytes: 0 });
    journal.upsertSegment({ ...closed, sequence: 3, durationTicks: 90_000, state: 'open' });
    journal.upsertSegment({ ...closed, rendition: 'audio', durationTicks: 216_000, sizeBytes: 50 });
    expect(journal.totals(broadcast.id)).toEqual({ durationSeconds: 4.5, sizeBytes: 2050 });
    expect(journal.totals('20261121-070000-zzzzzzzz')).toEqual({ durationSeconds: 0, sizeBytes: 0 });
  });

  it('holds the segments of any order of writes and removals, by sequence', () => {
    journal.insertBroadcast(broadcast);
    journal.upsertRendition(rendition);
    const write = fc.record({
      sequence: fc.nat(12),
      remove: fc.boolean(),
      sizeBytes: fc.nat(),
      state: fc.constantFrom('open', 'closed', 'gap'),
    });
    fc.assert(
      fc.property(fc.array(write, { maxLength: 40 }), (writes) => {
        journal.transaction(() => {
          for (let sequence = 0; sequence <= 12; sequence += 1) journal.deleteSegment(broadcast.id, '720p', sequence);
        });
        const model = new Map<number, SegmentRow>();
        for (const { remove, ...change } of writes) {
          const row = { ...segment, ...change };
          if (remove) {
            journal.deleteSegment(broadcast.id, '720p', change.sequence);
            model.delete(change.sequence);
          } else {
            journal.upsertSegment(row);
            model.set(change.sequence, row);
          }
        }
        const expected = [...model.values()].sort((a, b) => a.sequence - b.sequence);
        expect(journal.segments(broadcast.id, '720p')).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('undoes a transaction that throws', () => {
    expect(() =>
      journal.transaction(() => {
        journal.insertBroadcast(broadcast);
        throw new Error('stop');
      }),
    ).toThrowError('stop');
    expect(journal.broadcasts()).toEqual([]);
  });
});
