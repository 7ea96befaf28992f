import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { SqliteJournal } from '../database/sqlite-journal.js';
import type { Logger } from '../log/logger.js';
import { FragmentReader } from '../package/fragment-reader.js';
import type { Sample, TrackInfo } from '../package/sample.js';
import { WallClockMap } from '../package/wall-clock-map.js';
import { BroadcastArchive } from './broadcast-archive.js';
import type { BroadcastRow, SegmentRow } from './journal.js';
import { repairArchive } from './repair.js';
import { broadcastRow } from './rows.test-support.js';

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => silent };
const row = broadcastRow({ createdAtMs: 1_795_000_000_000, liveAtMs: 1_795_000_000_000 });

/** One second of a picture: ten frames, the first an IDR. */
interface Clip {
  readonly track: TrackInfo;
  readonly init: Buffer;
  readonly samples: readonly Sample[];
}

let clipFolder: string;
let small: Clip;
let large: Clip;
beforeAll(() => {
  clipFolder = mkdtempSync(path.join(tmpdir(), 'headwater-clips-'));
  small = makeClip('160x90');
  large = makeClip('320x180');
});
afterAll(() => rmSync(clipFolder, { recursive: true, force: true }));

function makeClip(size: string): Clip {
  const file = path.join(clipFolder, `${size}.mp4`);
  const input = ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=10:d=1`, '-video_track_timescale', '90000'];
  const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', '-g', '100', '-use_editlist', '0'];
  const movflags = ['-movflags', '+empty_moov+default_base_moof+frag_every_frame+skip_trailer', '-f', 'mp4'];
  execFileSync('ffmpeg', ['-v', 'error', ...input, ...coding, ...movflags, file]);
  const samples: Sample[] = [];
  let head: { track: TrackInfo; init: Buffer } | null = null;
  for (const event of new FragmentReader().push(readFileSync(file))) {
    if (event.type === 'init') head = { track: event.track, init: event.bytes };
    else samples.push(event.sample);
  }
  if (head === null) throw new Error('Expected an init segment');
  return { ...head, samples };
}

let root: string;
let database: Database;
let journal: SqliteJournal;
let archive: BroadcastArchive;
let failures: unknown[];
beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'headwater-repair-'));
  failures = [];
  openJournal('a.sqlite');
  journal.insertBroadcast(row);
  openArchive();
  await archive.create();
});
afterEach(() => {
  database.close();
  rmSync(root, { recursive: true, force: true });
});

function openJournal(name: string): void {
  database = openDatabase(path.join(root, name));
  journal = new SqliteJournal(database);
}

function openArchive(): void {
  const onFailure = (error: unknown): void => void failures.push(error);
  archive = new BroadcastArchive({ row, journal, root, logger: silent, onSegment: () => undefined, onFailure });
}

/** A run that makes `seconds` segments of one second in each rendition. */
async function run(clips: Readonly<Record<string, Clip>>, seconds: number): Promise<void> {
  const wallClock = new WallClockMap();
  wallClock.observe(10, row.createdAtMs);
  const renditions = Object.keys(clips).map((name, index) => ({
    name,
    kind: 'video' as const,
    position: index,
    copied: false,
    maxBitrate: 1e6,
    fps: 10,
  }));
  const sink = archive.beginRun({ startSeconds: 10, renditions, wallClock });
  for (const [name, { track, init }] of Object.entries(clips)) sink.init(name, track, init);
  for (let index = 0; index < seconds; index += 1) {
    const shift = (10 + index) * 90_000;
    for (const [name, { samples }] of Object.entries(clips)) {
      sink.open(name, { index, startSeconds: 10 + index });
      const moved = samples.map((sample) => ({ ...sample, dts: sample.dts + shift, pts: sample.pts + shift }));
      sink.part(name, moved.slice(0, 5));
      sink.part(name, moved.slice(5));
      sink.close(name, 11 + index);
    }
  }
  await archive.finishRun(sink, 10 + seconds);
  expect(failures).toEqual([]);
}

const repair = (): Promise<BroadcastRow[]> => repairArchive({ journal, root, logger: silent }, 'live');
const folderOf = (name: string): string => path.join(archive.directory, name);
/** `#` a segment, `.` a gap, `|` a discontinuity in front of it; the number of the init segment; its seconds. */
const tell = (name: string): string =>
  journal
    .segments(row.id, name)
    .map(({ sequence, state, init, durationTicks, discontinuity }, index) => {
      expect(sequence).toBe(index);
      expect(state).not.toBe('open');
      return `${discontinuity ? '|' : ''}${state === 'closed' ? '#' : '.'}${init}:${durationTicks / 90_000}`;
    })
    .join(' ');

/** What the engine had written of the next segment when it died: the rows. */
function beginSegment(name: string, init: number): void {
  const last = journal.segments(row.id, '90p').at(-1);
  const rendition = journal.renditions(row.id).find((known) => known.name === '90p');
  if (last === undefined || rendition === undefined) throw new Error('Expected a run before');
  if (name !== '90p') journal.upsertRendition({ ...rendition, name, position: -1 });
  const startTicks = last.startTicks + last.durationTicks;
  const open: SegmentRow = {
    ...last,
    rendition: name,
    sequence: 2,
    init,
    state: 'open',
    startTicks,
    durationTicks: 0,
    sizeBytes: 0,
    discontinuity: true,
  };
  journal.upsertSegment(open);
}

test('a rendition whose rows were written and whose folder was not never was', async () => {
  await run({ '90p': small }, 2);
  beginSegment('180p', 1);
  beginSegment('90p', 1);
  await repair();
  expect(journal.renditions(row.id).map(({ name }) => name)).toEqual(['90p']);
  expect(tell('90p')).toBe('#0:1 #0:1');
  // the encoder comes back, and with it the larger picture
  openArchive();
  await run({ '180p': large, '90p': small }, 1);
  expect([tell('180p'), tell('90p')]).toEqual(['.1:1 .1:1 |#1:1', '#0:1 #0:1 |#1:1']);
});

test('a rendition that had just joined gets its gaps from the others', async () => {
  await run({ '90p': small }, 2);
  await run({ '180p': large, '90p': small }, 1);
  // the gaps in front of it were not written yet
  for (const sequence of [0, 1]) journal.deleteSegment(row.id, '180p', sequence);
  await repair();
  expect([tell('180p'), tell('90p')]).toEqual(['.1:1 .1:1 |#1:1', '#0:1 #0:1 |#1:1']);
});

test('a segment that was begun and is not the last is a gap as long as the others have it', async () => {
  await run({ '180p': large, '90p': small }, 3);
  const begun = journal.segments(row.id, '180p')[1];
  if (begun === undefined) throw new Error('Expected three segments');
  journal.upsertSegment({ ...begun, state: 'open', durationTicks: 0, sizeBytes: 0 });
  rmSync(path.join(folderOf('180p'), '1.m4s'));
  await repair();
  expect([tell('180p'), tell('90p')]).toEqual(['#0:1 .0:1 #0:1', '#0:1 #0:1 #0:1']);
});

test('of a rendition whose folder is gone nothing is told any more', async () => {
  await run({ '180p': large, '90p': small }, 2);
  rmSync(folderOf('180p'), { recursive: true });
  await repair();
  expect(journal.renditions(row.id).map(({ name }) => name)).toEqual(['90p']);
  rmSync(archive.directory, { recursive: true });
  await repair();
  expect(journal.renditions(row.id)).toEqual([]);
});

test('a closed segment whose file is gone is a gap, at the end too', async () => {
  await run({ '180p': large, '90p': small }, 3);
  for (const sequence of [1, 2]) rmSync(path.join(folderOf('180p'), `${sequence}.m4s`));
  await repair();
  expect([tell('180p'), tell('90p')]).toEqual(['#0:1 .0:1 .0:1', '#0:1 #0:1 #0:1']);
});

/** Pictures that ffmpeg decodes of each stay with one init segment, as the rows say. */
function decoded(name: string): number[] {
  const inits = [...new Set(journal.segments(row.id, name).map(({ init }) => init))];
  return inits.map((init) => {
    const own = journal.segments(row.id, name).filter((segment) => segment.init === init && segment.state === 'closed');
    const files = [`init-${init}.mp4`, ...own.map(({ sequence }) => `${sequence}.m4s`)];
    const joined = path.join(root, 'joined.mp4');
    writeFileSync(joined, Buffer.concat(files.map((file) => readFileSync(path.join(folderOf(name), file)))));
    const hashes = execFileSync('ffmpeg', ['-v', 'error', '-xerror', '-i', joined, '-f', 'framemd5', '-'], {
      encoding: 'utf8',
    });
    return hashes.split('\n').filter((line) => /^0,/.test(line)).length;
  });
}

test.each(['kept', 'lost'])(
  'journal lost, file times %s: a reconnect with another picture comes back playable',
  async (times) => {
    await run({ '90p': small }, 2);
    await run({ '90p': large }, 2);
    await run({ '90p': small }, 1);
    expect(tell('90p')).toBe('#0:1 #0:1 |#1:1 #1:1 |#2:1');
    if (times === 'lost') {
      // copied, the init segments last
      for (const [index, name] of ['0.m4s', '1.m4s', '2.m4s', '3.m4s', '4.m4s'].entries()) {
        utimesSync(path.join(folderOf('90p'), name), index, index);
      }
      expect(statSync(path.join(folderOf('90p'), '0.m4s')).mtimeMs).toBe(0);
    }
    database.close();
    openJournal('b.sqlite');
    await repair();
    expect(tell('90p')).toBe('#0:1 #0:1 |#1:1 #1:1 |#2:1');
    expect(decoded('90p')).toEqual([20, 20, 10]);
  },
);

test('journal lost: an init segment whose run made nothing is not taken', async () => {
  await run({ '90p': small }, 1);
  await run({ '90p': large }, 0);
  await run({ '90p': small }, 1);
  for (const [index, name] of ['init-0.mp4', '0.m4s', 'init-1.mp4', 'init-2.mp4', '1.m4s'].entries()) {
    utimesSync(path.join(folderOf('90p'), name), index, index);
  }
  expect(tell('90p')).toBe('#0:1 |#2:1');
  database.close();
  openJournal('b.sqlite');
  await repair();
  expect(tell('90p')).toBe('#0:1 |#2:1');
});
