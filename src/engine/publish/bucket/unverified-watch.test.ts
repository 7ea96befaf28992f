import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { layout, toDiskPath } from '../../archive/layout.js';
import type { Database } from '../../database/database.js';
import { openDatabase } from '../../database/open-database.js';
import { SqliteJournal } from '../../database/sqlite-journal.js';
import { SqlitePublicationJournal } from '../../database/sqlite-publication-journal.js';
import { broadcastRow, renditionRow, segmentRow } from '../../archive/rows.test-support.js';
import { TurningClock } from './testing/turning-clock.js';
import { UnverifiedWatch } from './unverified-watch.js';

const idOf = (index: number): string => `20261121-0700${String(index).padStart(2, '0')}-abcdefgh`;
let root: string;
let database: Database;
let publications: SqlitePublicationJournal;
let server: Server;
let publicUrl: string;
let asked: string[];
/** Names of the broadcasts that viewers can read. */
let readable: Set<string>;
let onAsked: () => void;
let told: string[];
let billed: string[];
let watch: UnverifiedWatch;

beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'headwater-unverified-'));
  database = openDatabase(path.join(root, 'headwater.sqlite'));
  publications = new SqlitePublicationJournal(database);
  [asked, told, billed, readable] = [[], [], [], new Set()];
  onAsked = () => undefined;
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    onAsked();
    const id = url.split('/')[3] ?? '';
    if (readable.has(id)) response.end(readFileSync(toDiskPath(root, url.slice(1))));
    else response.writeHead(403).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const journal = new SqliteJournal(database);
  for (let index = 0; index < 25; index += 1) publish(journal, index);
  watch = new UnverifiedWatch({
    journal,
    publications,
    root,
    publicUrl: ({ broadcastId, channel }, file) => `${publicUrl}/${layout.broadcast(channel, broadcastId)}/${file}`,
    clock: new TurningClock(),
    signal: new AbortController().signal,
    onChange: () => undefined,
    onRequest: ({ broadcastId }) => billed.push(broadcastId),
    isInTrouble: () => false,
    onNotice: (_level, { code }) => told.push(code),
  });
});
afterEach(async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
  database.close();
  rmSync(root, { recursive: true });
});

/** One that is stored whole and was never read, with its files. */
function publish(journal: SqliteJournal, index: number): void {
  const broadcastId = idOf(index);
  journal.insertBroadcast(broadcastRow({ id: broadcastId, status: 'ended' }));
  const folder = toDiskPath(root, layout.broadcast('live', broadcastId));
  for (const [position, name] of ['360p', '234p', 'audio'].entries()) {
    journal.upsertRendition(renditionRow(name, position, { broadcastId }));
    journal.upsertSegment(segmentRow(name, 0, { broadcastId }));
    mkdirSync(path.join(folder, name), { recursive: true });
    for (const file of ['index.m3u8', 'init-0.mp4', '0.m4s'])
      writeFileSync(path.join(folder, name, file), `${index} ${file}`);
  }
  writeFileSync(path.join(folder, 'master.m3u8'), `${index} master`);
  publications.put({
    broadcastId,
    destinationId: 'bucket-1',
    channel: 'live',
    state: 'complete',
    isVerified: false,
    retries: 0,
    createdAtMs: index,
    completedAtMs: index,
    usage: { puts: 0, gets: 0, lists: 0, bytesSent: 0 },
  });
}

const verified = (): string[] =>
  publications
    .all()
    .filter(({ isVerified }) => isVerified)
    .map(({ broadcastId }) => broadcastId);

describe('UnverifiedWatch', () => {
  test('as soon as viewers get it, it has a link: everything is looked at in one go, and each request counted', async () => {
    for (let index = 0; index < 25; index += 1) readable.add(idOf(index));
    await watch.look();
    expect(verified()).toHaveLength(25);
    expect(billed).toHaveLength(asked.length);
    // a slow line reads the least picture
    const names = asked.slice(0, 4).map((url) => url.split('/').slice(4).join('/'));
    expect(names).toEqual(['master.m3u8', '234p/index.m3u8', '234p/init-0.mp4', '234p/0.m4s']);
    // nobody was told that they were not to be read
    expect(told).toEqual([]);
  });

  test('those that cannot be read do not keep the others waiting', async () => {
    readable.add(idOf(0));
    await watch.look();
    // the ten newest
    expect([asked.length, verified()]).toEqual([10, []]);
    await watch.look();
    await watch.look();
    expect(verified()).toEqual([idOf(0)]);
    const seen = new Set(asked.map((url) => url.split('/')[3]));
    expect(seen.size).toBe(25);
  });

  test('says why not, and that it is good at last', async () => {
    await watch.look();
    const [row] = publications.all();
    if (row === undefined) throw new Error('Expected a publication');
    expect(watch.trouble(row)?.code).toBe('publish.not-public');
    for (let index = 0; index < 25; index += 1) readable.add(idOf(index));
    await watch.look();
    expect([watch.trouble(row), told, verified().length]).toEqual([null, ['publish.public-again'], 25]);
  });

  test('what was read at an address that viewers are not given any more proves nothing', async () => {
    readable.add(idOf(24));
    onAsked = () => {
      publicUrl = publicUrl.replace('127.0.0.1', 'localhost');
    };
    await watch.look();
    expect([asked.filter((url) => url.includes(idOf(24))).length, verified()]).toEqual([4, []]);
  });
});
