import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testLog } from '../../../../test/servers/studio-fixture.js';
import type { Database } from '../../database/database.js';
import { openDatabase } from '../../database/open-database.js';
import { AssetStore } from './asset-store.js';

const dayMs = 24 * 60 * 60_000;
const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(9000, 7)]);
const pngId = `${createHash('sha256').update(png).digest('hex')}.png`;
/** A small disk is made with mount, which root alone may. */
const maySmallDisk = process.platform === 'linux' && process.getuid?.() === 0;

let folder = '';
let nowMs = dayMs;
let database: Database;
const clock = { now: () => nowMs, monotonicMs: () => nowMs, after: () => () => undefined };
/** Bytes a second of the broadcast; null: none is on. */
let rate: number | null = null;
const storeIn = (place: string): AssetStore =>
  new AssetStore({ folder: place, database, clock, logger: testLog(), bytesPerSecond: () => rate });
const filesOf = async (place: string): Promise<string[]> =>
  (await readdir(place)).filter((name) => name !== 'incoming');

async function* inPieces(content: Buffer, size = 1000): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

beforeEach(async () => {
  nowMs = dayMs;
  rate = null;
  folder = await mkdtemp(path.join(tmpdir(), 'headwater-assets-'));
  database = openDatabase(path.join(folder, 'db'));
});
afterEach(async () => {
  database.close();
  await rm(folder, { recursive: true });
});

test('a file is kept once, by the hash of its bytes, under the name it first came with', async () => {
  const store = storeIn(path.join(folder, 'assets'));
  await store.open();
  const taken = await store.take(inPieces(png), 'C:\\Users\\me\\logo.png');
  expect(taken).toEqual({ assetId: pngId, name: 'logo.png', sizeBytes: png.length });
  expect(await store.take(inPieces(png, 100_000), '/other.png')).toEqual(taken);
  expect(await filesOf(store.folder)).toEqual([pngId]);
  expect(await readdir(path.join(store.folder, 'incoming'))).toEqual([]);
  const { file } = await store.find(pngId);
  expect((await readFile(file)).equals(png)).toBe(true);
  for (const id of [`${'0'.repeat(64)}.png`, '../db', 'incoming', '']) {
    await expect(store.find(id)).rejects.toMatchObject({ code: 'asset.not-found' });
  }
});

test('what is no picture, too large, or breaks off leaves nothing behind', async () => {
  const store = storeIn(path.join(folder, 'assets'));
  await expect(store.take(inPieces(Buffer.from('#!/bin/sh')), 'a.png')).rejects.toMatchObject({
    code: 'asset.unsupported',
  });
  async function* endless(): AsyncGenerator<Buffer> {
    yield png;
    for (;;) yield Buffer.alloc(8 * 1024 * 1024);
  }
  await expect(store.take(endless(), 'a.png')).rejects.toMatchObject({
    code: 'asset.too-large',
    details: { limitBytes: 64 * 1024 * 1024 },
  });
  async function* broken(): AsyncGenerator<Buffer> {
    yield png;
    throw new Error('cut');
  }
  await expect(store.take(broken(), 'a.png')).rejects.toThrowError('cut');
  await expect(store.take(inPieces(png), 'a.png', 1e15)).rejects.toMatchObject({ code: 'disk.full' });
  expect(await filesOf(store.folder)).toEqual([]);
  expect(await readdir(path.join(store.folder, 'incoming'))).toEqual([]);
});

test('what a broadcast writes in an hour is not given to files, also when it begins while one comes in', async () => {
  const store = storeIn(path.join(folder, 'assets'));
  const hugeRate = 1e12;
  async function* film(): AsyncGenerator<Buffer> {
    yield Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(5000)]);
    rate = hugeRate;
    for (let count = 0; count < 20; count += 1) yield Buffer.alloc(1024 * 1024, 1);
  }
  const refusal = { code: 'disk.full', details: { isOnAir: true } };
  await expect(store.take(film(), 'film.mp4')).rejects.toMatchObject(refusal);
  await expect(store.take(inPieces(png), 'a.png')).rejects.toMatchObject(refusal);
  await expect(store.guarded(inPieces(png), 0).next()).rejects.toMatchObject(refusal);
  expect(await filesOf(store.folder)).toEqual([]);
  expect(await readdir(path.join(store.folder, 'incoming'))).toEqual([]);
  rate = null;
  expect(await store.take(inPieces(png), 'a.png')).toMatchObject({ assetId: pngId });
});

test('what no collection names goes after a day, what one names never', async () => {
  const store = storeIn(path.join(folder, 'assets'));
  await store.open();
  const other = Buffer.concat([png, Buffer.from('other')]);
  const { assetId: otherId } = await store.take(inPieces(other), 'other.png');
  await store.take(inPieces(png), 'logo.png');
  nowMs += 3 * dayMs;
  // named until now: the day begins with the first look that finds it unnamed
  await store.collect(new Set([pngId, otherId]));
  await store.collect(new Set([otherId]));
  nowMs += dayMs - 1;
  await store.collect(new Set([otherId]));
  expect(await filesOf(store.folder)).toHaveLength(2);
  nowMs += 2;
  await store.collect(new Set([otherId]));
  expect(await filesOf(store.folder)).toEqual([otherId]);
  await expect(store.find(pngId)).rejects.toMatchObject({ code: 'asset.not-found' });
});

test('after a lost database files are known again by their names; halves of a former run are thrown away', async () => {
  const place = path.join(folder, 'assets');
  await mkdir(path.join(place, 'incoming'), { recursive: true });
  await writeFile(path.join(place, 'incoming', 'half'), 'x');
  await writeFile(path.join(place, pngId), png);
  const store = storeIn(place);
  await store.open();
  await store.collect(new Set());
  expect(await readdir(path.join(place, 'incoming'))).toEqual([]);
  expect(await store.find(pngId)).toMatchObject({ sizeBytes: png.length });
});

test.skipIf(!maySmallDisk)(
  'a disk that fills up while a file comes in is told, and nothing of it stays (needs root)',
  async () => {
    const disk = path.join(folder, 'disk');
    await mkdir(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=80m', 'tmpfs', disk]);
    try {
      const store = storeIn(path.join(disk, 'assets'));
      await store.open();
      async function* filling(): AsyncGenerator<Buffer> {
        yield Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(5000)]);
        for (let count = 0; count < 100; count += 1) yield Buffer.alloc(1024 * 1024, 1);
      }
      await expect(store.take(filling(), 'show.mp4')).rejects.toMatchObject({ code: 'disk.full' });
      expect(await filesOf(store.folder)).toEqual([]);
      const { bavail, bsize } = await statfs(disk);
      expect(bavail * bsize).toBeGreaterThan(70 * 1024 * 1024);
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  },
);
