import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BroadcastRow } from '../../archive/journal.js';
import type { Database } from '../../database/database.js';
import { openDatabase } from '../../database/open-database.js';
import { SqlitePublicationJournal } from '../../database/sqlite-publication-journal.js';
import type { Logger } from '../../log/logger.js';
import type { PublicationRow } from '../bucket/publication-journal.js';
import { PublicationDepartures } from './publication-departures.js';

const quiet: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => quiet,
};

let folder = '';
let database: Database;
let journal: SqlitePublicationJournal;
let departures: PublicationDepartures;
const statuses = new Map<string, string>();
const told: string[] = [];
let endRemoval: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-departures-'));
  database = openDatabase(join(folder, 'headwater.db'));
  journal = new SqlitePublicationJournal(database);
  statuses.clear();
  told.length = 0;
  endRemoval = [];
  departures = new PublicationDepartures({
    journal: {
      broadcast: (id) => {
        const status = statuses.get(id);
        return status === undefined ? null : ({ id, status } as BroadcastRow);
      },
    },
    publications: journal,
    removals: ({ destinationId }) => ({
      remove: (id, onRemoved) => {
        told.push(`remove ${destinationId}/${id}`);
        endRemoval.push(onRemoved);
        return Promise.resolve();
      },
      leave: (id) => void told.push(`leave ${destinationId}/${id}`),
    }),
    onLeft: (id) => Promise.resolve(void told.push(`left ${id}`)),
    onSettled: (id) => void told.push(`settled ${id}`),
    logger: quiet,
    onChange: () => undefined,
  });
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

function published(broadcastId: string, destinationId: string, state: PublicationRow['state'], status = 'ended'): void {
  statuses.set(broadcastId, status);
  const usage = { puts: 0, gets: 0, lists: 0, bytesSent: 0 };
  const times = { createdAtMs: 1, completedAtMs: null };
  journal.put({ broadcastId, destinationId, channel: 'live', state, isVerified: true, retries: 0, usage, ...times });
  journal.confirm({ destinationId, path: `${broadcastId}/0.m4s`, broadcastId, sizeBytes: 1, confirmedAtMs: 1 });
}
const standing = () =>
  journal.all().map(({ broadcastId, destinationId, state }) => `${destinationId}/${broadcastId} ${state}`);

describe('what is published leaves', () => {
  it.each([
    ['publishing', 'live', 'live'],
    ['publishing', 'ended', 'upload'],
    ['removing', 'ended', 'removal'],
  ] as const)('a destination stays while something is %s of what is %s', (state, status, why) => {
    published('a', 'here', 'complete');
    published('b', 'here', state, status);
    published('c', 'there', 'complete');
    expect([departures.useOf('here'), departures.useOf('there')]).toEqual([why, null]);
    const before = standing();
    expect(() => departures.forgetDestination('here')).toThrow(
      expect.objectContaining({ code: 'destination.in-use', details: { why } }),
    );
    expect(standing()).toEqual(before);
  });

  it('a destination goes with all that is known of it, and nothing else', () => {
    published('a', 'here', 'complete');
    published('b', 'here', 'removed');
    published('a', 'there', 'complete');
    departures.forgetDestination('here');
    expect(standing()).toEqual(['there/a complete']);
    expect([journal.hasObjects('here'), journal.hasObjects('there')]).toEqual([false, true]);
    expect(told).toEqual(['left here']);
  });

  it('one is forgotten whatever waits for it, but not while it is live', async () => {
    published('a', 'here', 'publishing', 'live');
    await expect(departures.forget('a', 'here')).rejects.toMatchObject({ code: 'recording.busy' });
    await expect(departures.forget('a', 'there')).rejects.toMatchObject({ code: 'publication.not-found' });
    statuses.set('a', 'ended');
    published('b', 'here', 'removing');
    published('c', 'here', 'complete');
    for (const id of ['a', 'b', 'c']) await departures.forget(id, 'here');
    expect(standing()).toEqual([]);
    expect(journal.hasObjects('here')).toBe(false);
    expect(told.filter((line) => line.startsWith('leave'))).toEqual(['leave here/a', 'leave here/b']);
    expect(departures.useOf('here')).toBeNull();
  });

  it('all of a destination are removed, but for what is live; each is settled once it is gone', async () => {
    published('a', 'here', 'complete');
    published('b', 'here', 'publishing');
    published('c', 'here', 'publishing', 'live');
    published('d', 'here', 'removed');
    published('e', 'there', 'complete');
    await departures.unpublishAll('here');
    expect(told.sort()).toEqual(['remove here/a', 'remove here/b']);
    expect(departures.useOf('here')).toBe('live');
    statuses.set('c', 'ended');
    await departures.unpublish('c', 'here');
    for (const end of endRemoval) end();
    expect(standing().sort()).toEqual(
      ['here/a', 'here/b', 'here/c', 'here/d'].map((each) => `${each} removed`).concat('there/e complete'),
    );
    expect(departures.useOf('here')).toBeNull();
  });
});
