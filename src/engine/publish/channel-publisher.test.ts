import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BroadcastRow } from '../archive/journal.js';
import { systemClock } from '../clock.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { SqliteJournal } from '../database/sqlite-journal.js';
import type { Logger } from '../log/logger.js';
import { ChannelPublisher, type ChannelPublisherDeps } from './channel-publisher.js';

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => silent };
const facts = { isPlayable: true, hasDvr: false, hasPoster: false };
const [older, newer] = ['20261121-070000-aaaaaaaa', '20261121-080000-bbbbbbbb'] as const;

let folder: string;
let database: Database;
let journal: SqliteJournal;
let files: Map<string, string>;
let publisher: ChannelPublisher;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-channel-'));
  database = openDatabase(path.join(folder, 'headwater.sqlite'));
  journal = new SqliteJournal(database);
  files = new Map();
  publisher = new ChannelPublisher(deps());
});
const deps = (): ChannelPublisherDeps => ({
  channel: 'live',
  channelName: () => 'Channel',
  viewer: { hash: '0', files: [], template: '' },
  journal,
  destination: {
    name: 'memory',
    mediaWritten: () => Promise.resolve(),
    put: (key, content) => Promise.resolve(void files.set(key, content.toString())),
    remove: (key) => Promise.resolve(void files.delete(key)),
  },
  hasPoster: () => false,
  clock: systemClock,
  logger: silent,
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A broadcast with one segment. */
function broadcast(id: string, createdAtMs: number, status: BroadcastRow['status']): BroadcastRow {
  const row: BroadcastRow = {
    id,
    channel: 'live',
    title: id,
    programme: { kind: 'url', label: 'Found on disk' },
    status,
    repaired: true,
    createdAtMs,
    liveAtMs: createdAtMs,
    endedAtMs: null,
    lastMediaAtMs: null,
    targetDurationSeconds: 2,
    segmentSeconds: 2,
    partSeconds: 0.5,
    reconnectWindowSeconds: 0,
    liveWindowSeconds: 600,
    description: '',
    visibility: 'public',
    showId: null,
    durationSeconds: 2,
    sizeBytes: 1000,
  };
  journal.insertBroadcast(row);
  journal.upsertRendition({
    broadcastId: id,
    name: '720p',
    kind: 'video',
    position: 0,
    width: 1280,
    height: 720,
    fps: 30,
    codecs: 'avc1.640020',
    copied: true,
    timescale: 90_000,
    maxBitrate: null,
  });
  journal.upsertSegment({
    broadcastId: id,
    rendition: '720p',
    sequence: 0,
    init: 0,
    state: 'closed',
    startTicks: 0,
    durationTicks: 180_000,
    sizeBytes: 1000,
    programDateTimeMs: createdAtMs,
    discontinuity: false,
  });
  return row;
}

const streamed = (): string | undefined => /^b\/([^/]+)\//m.exec(files.get('live/live.m3u8') ?? '')?.[1];

test('an older broadcast that was found or mended does not take the permanent URL from a newer one', async () => {
  broadcast(newer, 2000, 'ended');
  await publisher.broadcastChanged(broadcast(older, 1000, 'ended'), facts);
  expect(streamed()).toBe(newer);
});

test('one that is live keeps the permanent URL whatever ends meanwhile', async () => {
  const row = broadcast(older, 1000, 'ended');
  broadcast(newer, 2000, 'live');
  await publisher.broadcastChanged(row, facts);
  expect(streamed()).toBeUndefined();
  journal.updateBroadcast(newer, { status: 'ended' });
  await publisher.broadcastChanged({ ...row, id: newer, status: 'ended' }, facts);
  expect(streamed()).toBe(newer);
});

test.each(['unlisted', 'private'] as const)(
  'what is %s is named nowhere, live or over, but has its page',
  async (visibility) => {
    const show = broadcast(older, 1000, 'ended');
    await publisher.broadcastChanged(show, facts);
    const hidden = { ...broadcast(newer, 2000, 'live'), visibility, description: 'one\n two' };
    journal.updateBroadcast(newer, { visibility });
    await publisher.broadcastChanged(hidden, facts);
    // a live one that is not listed owns no permanent URL: what ends meanwhile takes it
    await publisher.broadcastChanged(show, facts);
    const channel = (): object => JSON.parse(files.get('live/channel.json') ?? '') as object;
    expect(channel()).toMatchObject({ live: null, recordings: [{ id: older }] });
    expect(streamed()).toBe(older);
    journal.updateBroadcast(newer, { status: 'ended' });
    await publisher.broadcastChanged({ ...hidden, status: 'ended' }, facts);
    expect(channel()).toMatchObject({ live: null, recordings: [{ id: older }] });
    expect(streamed()).toBe(older);
    const told = JSON.parse(files.get(`live/b/${newer}/broadcast.json`) ?? '') as object;
    expect(told).toMatchObject({ description: 'one\n two', isListed: false });
    expect(files.has(`live/b/${newer}/index.html`)).toBe(true);

    // published by hand it is one like the others
    journal.updateBroadcast(newer, { visibility: 'public' });
    await publisher.broadcastChanged({ ...hidden, status: 'ended', visibility: 'public' }, facts);
    expect(channel()).toMatchObject({ recordings: [{ id: newer }, { id: older }] });
    expect(streamed()).toBe(newer);
  },
);

test('a deleted recording leaves the permanent URL to the newest that is left, and none to nothing', async () => {
  broadcast(older, 1000, 'ended');
  await publisher.broadcastChanged(broadcast(newer, 2000, 'ended'), facts);
  expect(streamed()).toBe(newer);
  journal.deleteBroadcast(newer);
  await publisher.forget(true);
  expect(streamed()).toBe(older);
  journal.deleteBroadcast(older);
  await publisher.forget(true);
  expect(files.has('live/live.m3u8')).toBe(false);
});

test('more than channel.json lists has a page for each month, which goes with the last recording of it', async () => {
  for (let number = 0; number < 201; number += 1) {
    const day = number < 1 ? '20260115' : '20260215';
    broadcast(`${day}-070000-${String(number).padStart(8, '0')}`, 1000 + number, 'ended');
  }
  await publisher.channelChanged();
  const read = (file: string): { recordings: unknown[]; older: unknown } =>
    JSON.parse(files.get(`live/${file}`) ?? '') as { recordings: unknown[]; older: unknown };
  const old = 'recordings/2026-01.json';
  expect(read('channel.json')).toMatchObject({ older: old });
  expect(read('channel.json').recordings).toHaveLength(200);
  expect(read(old)).toMatchObject({ recordings: [{ id: '20260115-070000-00000000' }], older: null });
  journal.deleteBroadcast('20260115-070000-00000000');
  await publisher.forget(false);
  expect([read('channel.json').older, files.has(`live/${old}`)]).toEqual([null, false]);
});

test('of a bucket the page hears that a lease tells whether the studio is there, while it goes on', async () => {
  const told = (): object => JSON.parse(files.get(`live/b/${newer}/broadcast.json`) ?? '') as object;
  const row = broadcast(newer, 1000, 'live');
  await publisher.broadcastChanged(row, facts);
  expect(told()).not.toHaveProperty('hasLease');
  const bucket = new ChannelPublisher({ ...deps(), isBucket: true });
  await bucket.broadcastChanged(row, facts);
  expect(told()).toMatchObject({ hasLease: true });
  await bucket.broadcastChanged({ ...row, status: 'ended' }, facts);
  expect(told()).not.toHaveProperty('hasLease');
});

test('the player alone has a page, and where it lies in the world is told once somebody knows', async () => {
  const row = broadcast(newer, 1000, 'ended');
  await publisher.broadcastChanged(row, facts);
  expect(files.has('live/embed.html')).toBe(true);
  const folder = `live/b/${newer}`;
  expect([files.has(`${folder}/embed.html`), files.has(`${folder}/oembed.json`)]).toEqual([true, false]);
  const known = new ChannelPublisher({ ...deps(), publicUrl: (file) => `https://x.example/p/${file}` });
  await known.broadcastChanged(row, facts);
  expect(JSON.parse(files.get(`${folder}/oembed.json`) ?? '')).toMatchObject({
    html: expect.stringContaining(`https://x.example/p/${folder}/embed.html`) as string,
  });
});
