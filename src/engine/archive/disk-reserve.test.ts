import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LogBook } from '../../../test/servers/rtmp-fixture.js';
import { DiskReserve } from './disk-reserve.js';

let folder: string;
const log = new LogBook();

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'headwater-reserve-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('takes real room, keeps it, and gives it up at once', async () => {
  const file = path.join(folder, 'reserve');
  const reserve = new DiskReserve({ file, sizeBytes: 1_000_000, logger: log });
  await reserve.hold();
  const first = await stat(file);
  expect([first.size, first.blocks * 512 >= 1_000_000]).toEqual([1_000_000, true]);
  await reserve.hold();
  expect((await stat(file)).mtimeMs).toBe(first.mtimeMs);
  reserve.release();
  expect(await readdir(folder)).toEqual([]);
  reserve.release();
  await writeFile(file, 'torn');
  await reserve.hold();
  expect((await stat(file)).size).toBe(1_000_000);
});

test('goes without where it has no place', async () => {
  const reserve = new DiskReserve({ file: path.join(folder, 'nowhere', 'reserve'), logger: log });
  await reserve.hold();
  reserve.release();
  expect(log.lines.some((line) => line.includes('no room for a reserve'))).toBe(true);
});
