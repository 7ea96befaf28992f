import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Clip } from '../../shared/clips.js';
import { AppError } from '../../shared/errors.js';
import type { BroadcastRow, SegmentRow } from '../archive/journal.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { SqliteJournal } from '../database/sqlite-journal.js';
import type { Logger } from '../log/logger.js';
import { TurningClock } from '../publish/bucket/testing/turning-clock.js';
import { FolderDestination } from '../publish/folder-destination.js';
import { ClipDesk } from './clip-desk.js';

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => silent };
const id = '20261121-070000-abcdefgh';
let dataDir: string;
let root: string;
let database: Database;
let journal: SqliteJournal;
let clock: TurningClock;
let isOn: boolean;
let shown: readonly Clip[];
let desk: ClipDesk;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'headwater-clips-'));
  root = path.join(dataDir, 'archive');
  database = openDatabase(path.join(dataDir, 'headwater.sqlite'));
  journal = new SqliteJournal(database);
  clock = new TurningClock();
  isOn = true;
  journal.insertBroadcast(row);
  for (const [position, name] of ['360p', 'audio'].entries()) {
    journal.upsertRendition({
      ...{ broadcastId: id, name, kind: position === 0 ? 'video' : 'audio', position, timescale: 1000, copied: false },
      ...{
        width: null,
        height: null,
        fps: null,
        codecs: position === 0 ? 'avc1.64001e' : 'mp4a.40.2',
        maxBitrate: null,
      },
    });
  }
  desk = await open();
});
afterEach(async () => {
  await desk.stop();
  database.close();
  await rm(dataDir, { recursive: true, force: true });
});

const row: BroadcastRow = {
  ...{ id, channel: 'live', title: 'Tea & <b>cake</b>', description: '', visibility: 'public', showId: null },
  ...{ programme: { kind: 'test', label: 'Test' }, status: 'live', repaired: false, createdAtMs: 0, liveAtMs: 0 },
  ...{
    endedAtMs: null,
    lastMediaAtMs: null,
    targetDurationSeconds: 2,
    segmentSeconds: 2,
    partSeconds: 0.5,
    reconnectWindowSeconds: 0,
  },
  ...{ liveWindowSeconds: 600, durationSeconds: null, sizeBytes: null },
};

async function open(): Promise<ClipDesk> {
  const opened = new ClipDesk({
    ...{ journal, root, clock, logger: silent, template: '{{kind}} {{root}} {{title}}', channelName: () => 'Ada' },
    active: () => (isOn ? row : null),
    destination: new FolderDestination({ root, origin: { changed: () => undefined, livePlaylist: () => undefined } }),
    links: (_row, file) => [{ kind: 'watch', url: `http://here/${file}`, reach: 'computer' }],
    standing: () => ({ links: [], isPending: false }),
    onClips: (clips) => {
      shown = clips;
    },
  });
  await opened.start();
  return opened;
}

/** Both renditions close it. */
function close(sequence: number, names: readonly string[] = ['360p', 'audio']): void {
  for (const rendition of names) {
    const segment: SegmentRow = {
      ...{ broadcastId: id, rendition, sequence, init: 0, state: 'closed', discontinuity: false },
      ...{
        startTicks: sequence * 2000,
        durationTicks: 2000,
        sizeBytes: 500,
        programDateTimeMs: 1000 + sequence * 2000,
      },
    };
    journal.upsertSegment(segment);
    desk.onSegment(segment);
  }
}

const ask = (commandId = randomUUID()): Promise<string> => desk.clip({ broadcastId: id, seconds: 30, commandId });
const folder = (clipId: string): string => path.join(root, 'live/b', id, 'clips', clipId);
const sequencesOf = async (clipId: string): Promise<unknown> =>
  (JSON.parse(await readFile(path.join(folder(clipId), 'clip.json'), 'utf8')) as { sequences: unknown }).sequences;
/** False while it waits, after all that goes on by itself. */
async function isDone(work: Promise<unknown>): Promise<boolean> {
  let done = false;
  void work.then(() => (done = true));
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return done;
}

test('waits for the segment under way in every rendition, then is there with its page and link', async () => {
  for (const sequence of [0, 1, 2]) close(sequence);
  const commandId = randomUUID();
  const clip = ask(commandId);
  close(3, ['audio']);
  expect(await isDone(clip)).toBe(false);
  close(3, ['360p']);
  const clipId = await clip;
  expect(await sequencesOf(clipId)).toEqual([0, 1, 2, 3]);
  expect((await readdir(folder(clipId))).sort()).toEqual(
    ['360p.m3u8', 'audio.m3u8', 'clip.json', 'index.html', 'master.m3u8'].sort(),
  );
  expect(await readFile(path.join(folder(clipId), 'index.html'), 'utf8')).toBe(
    'clip ../../../../ Clip of Tea &amp; &lt;b&gt;cake&lt;/b&gt;',
  );
  expect(shown).toMatchObject([
    { id: clipId, durationSeconds: 8, status: 'ready', title: 'Clip of Tea & <b>cake</b>' },
  ]);
  expect(shown[0]?.links[0]?.url).toBe(`http://here/clips/${clipId}/index.html`);
  // the same command is the same clip; another one makes another
  expect(await ask(commandId)).toBe(clipId);
  const other = ask();
  close(4);
  expect(await other).not.toBe(clipId);
  expect(shown).toHaveLength(2);
});

test('takes what there is when the segment does not come, or the broadcast ends; before the first there is nothing', async () => {
  const early = ask();
  const refused = expect(early).rejects.toThrow(AppError);
  isOn = false;
  desk.refresh();
  await refused;
  await expect(ask()).rejects.toMatchObject({ code: 'broadcast.not-found' });
  isOn = true;
  close(0);
  const late = ask();
  expect(await isDone(late)).toBe(false);
  await clock.run(3_500);
  expect(await sequencesOf(await late)).toEqual([0]);
  const last = ask();
  isOn = false;
  desk.refresh();
  expect(await sequencesOf(await last)).toEqual([0]);
});

test('whatever of it a crash kept from being written is written at the next start; what is torn is no clip', async () => {
  for (const sequence of [0, 1]) close(sequence);
  const commandId = randomUUID();
  const clip = ask(commandId);
  close(2);
  const clipId = await clip;
  const files = ['360p.m3u8', 'audio.m3u8', 'master.m3u8', 'index.html'];
  const written = await Promise.all(files.map((file) => readFile(path.join(folder(clipId), file), 'utf8')));
  for (const kept of files.map((_file, index) => files.slice(0, index))) {
    await desk.stop();
    for (const file of files.slice(kept.length)) await rm(path.join(folder(clipId), file));
    desk = await open();
    expect(await Promise.all(files.map((file) => readFile(path.join(folder(clipId), file), 'utf8')))).toEqual(written);
  }
  expect(shown).toHaveLength(1);
  expect(await ask(commandId)).toBe(clipId);

  await desk.stop();
  await writeFile(path.join(folder(clipId), 'clip.json'), '{"version":1,"id":');
  desk = await open();
  expect(shown).toEqual([]);
});

test('goes with its broadcast', async () => {
  close(0);
  const clip = ask();
  close(1);
  await clip;
  journal.deleteBroadcast(id);
  desk.refresh();
  expect([shown, desk.of(id)]).toEqual([[], []]);
});
