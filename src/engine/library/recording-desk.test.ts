import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Recording } from '../../shared/studio-state.js';
import type { BroadcastRow } from '../archive/journal.js';
import { broadcastRow } from '../archive/rows.test-support.js';
import { systemClock } from '../clock.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { SqliteJournal } from '../database/sqlite-journal.js';
import type { Logger } from '../log/logger.js';
import { boxesIn } from '../package/boxes.js';
import type { ProcessOwner } from '../process/owned-process.js';
import { createProcessOwner } from '../process/process-owner.js';
import { resolveFfmpeg } from '../process/resolve-ffmpeg.js';
import { ChannelPublisher } from '../publish/channel-publisher.js';
import { FolderDestination } from '../publish/folder-destination.js';
import { RecordingDesk } from './recording-desk.js';

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => silent };
const id = '20261121-070000-abcdefgh';
let dataDir: string;
let root: string;
let owner: ProcessOwner;
let database: Database;
let journal: SqliteJournal;
let recordings: Recording[];
/** Bytes a second that a broadcast writes; null: none is on. */
let rate: number | null;
/** The folder that exports shall go to; null: the engine's own. */
let chosen: string | null;
let desk: RecordingDesk;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'headwater-desk-'));
  root = path.join(dataDir, 'archive');
  owner = createProcessOwner({ logger: silent });
  database = openDatabase(path.join(dataDir, 'headwater.sqlite'));
  journal = new SqliteJournal(database);
  recordings = [];
  rate = null;
  chosen = null;
  await record();
  desk = await openDesk(journal);
});
afterEach(async () => {
  await desk.stop();
  await owner.stopAll();
  database.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function openDesk(deskJournal: SqliteJournal): Promise<RecordingDesk> {
  const destination = new FolderDestination({
    root,
    origin: { changed: () => undefined, livePlaylist: () => undefined },
  });
  const publisher = new ChannelPublisher({
    channel: 'live',
    channelName: () => 'Channel',
    viewer: { hash: '0', files: [], template: '' },
    journal: deskJournal,
    destination,
    hasPoster: () => false,
    clock: systemClock,
    logger: silent,
  });
  return new RecordingDesk({
    journal: deskJournal,
    root,
    exportsDir: path.join(dataDir, 'exports'),
    chosenExportsDir: () => chosen,
    bytesPerSecond: () => rate,
    ffmpeg: await resolveFfmpeg({ env: process.env }),
    owner,
    logger: silent,
    publisher: () => publisher,
    publications: () => [],
    links: () => [],
    isActive: () => false,
    reveal: null,
    onRecordings: (list) => (recordings = list),
    changed: () => undefined,
  });
}

const folder = (): string => path.join(root, 'live', 'b', id);
const row: BroadcastRow = broadcastRow({
  id,
  title: 'Show',
  programme: { kind: 'test', label: 'Test programme' },
  status: 'ended',
  createdAtMs: 1000,
  liveAtMs: 1000,
  endedAtMs: 3000,
  durationSeconds: 2,
  sizeBytes: 1000,
});

/** A recording of one rendition with one segment, and the permanent URL that plays it. */
async function record(): Promise<void> {
  const directory = path.join(folder(), '90p');
  await mkdir(directory, { recursive: true });
  const file = path.join(dataDir, 'run.mp4');
  const movflags = '+empty_moov+default_base_moof+frag_keyframe+skip_trailer';
  const input = ['-f', 'lavfi', '-i', 'testsrc2=s=160x90:r=10:d=1', '-c:v', 'libx264', '-preset', 'ultrafast'];
  execFileSync('ffmpeg', ['-v', 'error', ...input, '-g', '100', '-f', 'mp4', '-movflags', movflags, file]);
  const bytes = await readFile(file);
  const moof = boxesIn(bytes, 0, bytes.length).find((box) => box.type === 'moof')?.start ?? 0;
  await writeFile(path.join(directory, 'init-0.mp4'), bytes.subarray(0, moof));
  await writeFile(path.join(directory, '0.m4s'), bytes.subarray(moof));
  await writeFile(path.join(root, 'live', 'live.m3u8'), `#EXTM3U\nb/${id}/90p/index.m3u8\n`);
  journal.insertBroadcast(row);
  journal.upsertRendition({
    broadcastId: id,
    name: '90p',
    kind: 'video',
    position: 0,
    width: 160,
    height: 90,
    fps: 10,
    codecs: 'avc1.42c00a',
    copied: false,
    timescale: 10_240,
    maxBitrate: 1e6,
  });
  journal.upsertSegment({
    broadcastId: id,
    rendition: '90p',
    sequence: 0,
    init: 0,
    state: 'closed',
    startTicks: 0,
    durationTicks: 10_240,
    sizeBytes: bytes.length - moof,
    programDateTimeMs: 1000,
    discontinuity: false,
  });
}

const inTrash = async (): Promise<string[]> => readdir(path.join(root, '.trash')).catch(() => []);

test('deletes folder, row and what plays it', async () => {
  await desk.start();
  expect(recordings.map((recording) => recording.id)).toEqual([id]);
  await desk.delete(id);
  expect([existsSync(folder()), journal.broadcast(id), recordings, await inTrash()]).toEqual([false, null, [], []]);
  expect(existsSync(path.join(root, 'live', 'live.m3u8'))).toBe(false);
});

test('a recording whose row cannot be deleted stays whole', async () => {
  const refusing = new Proxy(journal, {
    get(target, key): unknown {
      if (key === 'deleteBroadcast') return () => expect.unreachable('the disk is full');
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  desk = await openDesk(refusing);
  await desk.start();
  await expect(desk.delete(id)).rejects.toThrow('the disk is full');
  expect(await readdir(path.join(folder(), '90p'))).toEqual(['0.m4s', 'init-0.mp4']);
  expect(journal.segments(id, '90p')).toHaveLength(1);
});

test('a recording whose folder cannot be moved stays in the journal', async () => {
  await desk.start();
  // no folder can be made in its place
  await rm(path.join(root, '.trash'), { recursive: true, force: true });
  await writeFile(path.join(root, '.trash'), '');
  await expect(desk.delete(id)).rejects.toMatchObject({ code: 'archive.write-failed' });
  expect([existsSync(folder()), journal.broadcast(id)?.id]).toEqual([true, id]);
  expect(recordings.map((recording) => recording.id)).toEqual([id]);
});

test('what an engine was deleting when it died is deleted at the next start', async () => {
  await mkdir(path.join(root, '.trash'), { recursive: true });
  await rename(folder(), path.join(root, '.trash', `${id}-00ff00ff`));
  await desk.start();
  expect([journal.broadcast(id), recordings, await inTrash()]).toEqual([null, [], []]);
  expect(existsSync(path.join(root, 'live', 'live.m3u8'))).toBe(false);
});

test('a recording is not deleted while an export of it runs', async () => {
  await desk.start();
  await desk.startExport(id);
  await expect(desk.delete(id)).rejects.toMatchObject({ code: 'recording.busy' });
  await expect.poll(() => recordings[0]?.export?.status, { timeout: 20_000 }).toBe('done');
  await desk.delete(id);
  expect(existsSync(folder())).toBe(false);
});

test('an export that would take the room of the broadcast that is on is refused, and made once that is over', async () => {
  await desk.start();
  rate = 1e12;
  await desk.startExport(id);
  const reason = { code: 'disk.full', details: { isOnAir: true } };
  await expect.poll(() => recordings[0]?.export, { timeout: 20_000 }).toMatchObject({ status: 'failed', reason });
  expect(await readdir(path.join(dataDir, 'exports'))).toEqual([]);
  rate = null;
  await desk.startExport(id);
  await expect.poll(() => recordings[0]?.export?.status, { timeout: 20_000 }).toBe('done');
});

test('an export goes to the folder that was chosen, stays to be had there, and says so where that is gone', async () => {
  await desk.start();
  chosen = path.join(dataDir, 'films');
  await mkdir(chosen);
  await desk.startExport(id);
  await expect.poll(() => recordings[0]?.export?.status, { timeout: 20_000 }).toBe('done');
  const [name = ''] = await readdir(chosen);
  const file = path.join(chosen, name);
  chosen = null;
  expect(desk.exportFile(id)).toEqual({ file, fileName: name });
  chosen = path.join(dataDir, 'unplugged');
  await desk.startExport(id);
  const reason = { code: 'export.folder-unusable', details: { folder: chosen, reason: 'ENOENT' } };
  await expect.poll(() => recordings[0]?.export, { timeout: 20_000 }).toEqual({ status: 'failed', reason });
  expect(() => desk.exportFile(id)).toThrow('Expected a finished export');
});

test('a poster that comes too late does not bring its recording back', async () => {
  await desk.start();
  const poster = desk.makePoster(row);
  journal.deleteBroadcast(id);
  await poster;
  expect(await readdir(folder())).toEqual(['90p', 'poster.jpg']);
});
