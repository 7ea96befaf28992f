import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, truncate, writeFile, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { discontinuitiesOf, expectWholeRecording, recordedNumbers, topOf } from './support/whole-recording.js';
import { EngineProcess } from './support/engine-process.js';
import { TestEngine } from './support/engine.js';
import { eventually } from './support/eventually.js';
import { Media } from './support/media.js';
import { missingBetween, NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';
import type { Push } from './support/push.js';
import { random, seeds } from './support/seeds.js';
import { mediaBytes, untilRecorded } from './support/until-bytes.js';

let media: Media;
let clip: NumberedClip;
let dataDir: string;
let server: TestEngine | null = null;
let push: Push | null = null;

beforeAll(async () => {
  media = await Media.create();
  clip = await NumberedClip.make(media);
});
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'headwater-crash-'));
});
afterEach(async () => {
  await push?.kill();
  await server?.stop();
  server = null;
  await rm(dataDir, { recursive: true, force: true });
  await noProcessLeft();
});
afterAll(() => media.remove());

const root = (): string => path.join(dataDir, 'archive', 'live', 'b');

/** The folder of the one broadcast, once it is there and one of its renditions holds a closed segment. */
async function broadcastFolder(rendition: string): Promise<string> {
  return eventually('a broadcast with a segment', async () => {
    const [id] = await readdir(root()).catch(() => []);
    if (id === undefined) return null;
    const names: string[] = await readdir(path.join(root(), id, rendition)).catch(() => []);
    return names.includes('0.m4s') ? path.join(root(), id) : null;
  });
}

/** A live RTMP broadcast in a process of its own, recorded up to a seeded moment, then killed. */
async function crashLive(chance: () => number): Promise<{ folder: string; sentAtLeast: number }> {
  const engine = EngineProcess.start(['serve', '--headless'], dataDir);
  push = clip.push(await engine.pushUrl());
  const folder = await broadcastFolder('360p');
  await untilRecorded(path.join(folder, '360p'), Math.round(chance() * 150_000));
  const onDisk = await mediaBytes(path.join(folder, '360p'));
  await engine.kill();
  await push.kill();
  // the ladder was the engine's alone: it must not outlive it
  await noProcessLeft();
  return { folder, sentAtLeast: onDisk };
}

/** The next start, which repairs; the broadcast ends with it. Its whole recording. */
async function repaired(folder: string): Promise<Awaited<ReturnType<typeof expectWholeRecording>>> {
  server = await TestEngine.start({}, { dataDir });
  const id = path.basename(folder);
  const { broadcast } = server.state;
  if (broadcast !== null) await server.end(broadcast.id);
  const archive = await expectWholeRecording(folder);
  expect(server.state.recordings.map((recording) => [recording.id, recording.status])).toEqual([[id, 'repaired']]);
  expect(server.noticeCodes).toContain('archive.repaired');
  return archive;
}

/** All pictures from the source's first on, one behind the other. */
async function expectNoneMissing(
  folder: string,
  archive: Awaited<ReturnType<typeof expectWholeRecording>>,
): Promise<void> {
  const stays = await recordedNumbers(folder, archive, clip, media);
  for (const stay of stays) expect([stay[0], missingBetween(stay)]).toEqual([0, 0]);
}

const bytesIn = (archive: Awaited<ReturnType<typeof expectWholeRecording>>): number =>
  topOf(archive).segments.reduce((sum, { bytes }) => sum + bytes, 0);

test.each(seeds(3))('a live broadcast whose engine is killed is mended at the next start: seed %i', async (seed) => {
  EngineProcess.keepWindow(dataDir, 0);
  const { folder, sentAtLeast } = await crashLive(random(seed));
  const archive = await repaired(folder);
  await expectNoneMissing(folder, archive);
  // every whole part that had been written is still there: at 400 kb/s a part of 0.5 s is 25 kB, one with an IDR more
  expect(bytesIn(archive)).toBeGreaterThan(sentAtLeast - 60_000);
});

test('a test programme whose engine is killed is mended at the next start', async () => {
  const engine = EngineProcess.start(['demo'], dataDir);
  const folder = await broadcastFolder('360p');
  await untilRecorded(path.join(folder, '360p'), 60_000);
  await engine.kill();
  await noProcessLeft();
  const archive = await repaired(folder);
  expect(topOf(archive).segments.length).toBeGreaterThan(0);
});

test.each(seeds(3))('torn ends of what was being written are cut off: seed %i', async (seed) => {
  EngineProcess.keepWindow(dataDir, 0);
  const chance = random(seed);
  const { folder } = await crashLive(chance);
  // a page and a channel's file that were being written, too
  const unnamed = [path.join(folder, 'broadcast.json.1-1.tmp'), path.join(root(), '..', 'channel.json.1-2.tmp')];
  for (const file of unnamed) await writeFile(file, '{');
  const torn = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.open'));
  expect(torn.length).toBeGreaterThan(0);
  for (const name of torn) {
    const file = path.join(folder, name);
    const bytes = await readFile(file);
    const from = Math.floor(chance() * bytes.length);
    // a power cut leaves the file short, or as long as it was and empty from some point on
    if (chance() < 0.5) await truncate(file, from);
    else await writeFile(file, bytes.fill(0, from));
  }
  await expectNoneMissing(folder, await repaired(folder));
  expect(unnamed.filter((file) => existsSync(file))).toEqual([]);
});

test.each(['deleted', 'corrupt'])('a broadcast is found again on the disk when the database is %s', async (how) => {
  EngineProcess.keepWindow(dataDir, 60);
  const { folder } = await crashLive(random(how.length));
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith('headwater.sqlite')) continue;
    // the connection that stored the window may go just now, with its -wal and -shm: SQLite's package leaves that to the collector
    if (how === 'deleted') await rm(path.join(dataDir, name), { force: true });
    else await writeFile(path.join(dataDir, name), Buffer.alloc(8192, 0x5a));
  }
  await expectNoneMissing(folder, await repaired(folder));
});

test('an encoder that comes back within the window goes on with the broadcast, however often the engine was killed', async () => {
  EngineProcess.keepWindow(dataDir, 600);
  const { folder } = await crashLive(random(7));
  const id = path.basename(folder);
  // killed while it waits for its encoder
  const waiting = EngineProcess.start(['serve', '--headless'], dataDir);
  await waiting.pushUrl();
  await waiting.kill();
  // killed while it repairs, or thereabouts: as soon as the log says that it starts
  const starting = EngineProcess.start(['serve', '--headless'], dataDir);
  const logBytes = await logSize();
  await eventually('a start', async () => ((await logSize()) > logBytes ? true : null));
  await starting.kill();
  await noProcessLeft();

  server = await TestEngine.start({}, { dataDir });
  expect(server.state.broadcast).toMatchObject({ id, status: 'reconnecting' });
  expect(server.noticeCodes).toContain('broadcast.resumed-after-crash');
  const before = server.state.broadcast?.discontinuities ?? NaN;
  const page = server.state.broadcast?.links.find(({ reach }) => reach === 'computer')?.url ?? '';
  // the link plays before the encoder is back
  expect((await fetch(new URL('master.m3u8', page))).status).toBe(200);
  push = clip.push(await server.pushUrl());
  await server.until('the programme to go on', ({ broadcast }) =>
    broadcast?.status === 'live' && broadcast.discontinuities === before + 1 ? true : null,
  );
  expect(server.state.broadcast?.id).toBe(id);
  await push.kill();
  await server.untilBroadcast('reconnecting');
  const summary = await server.end(id);
  const archive = await expectWholeRecording(summary.archiveDir);
  expect(discontinuitiesOf(archive)).toHaveLength(1);
  await expectNoneMissing(folder, archive);
});

async function logSize(): Promise<number> {
  const folder = path.join(dataDir, 'logs');
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name))));
  return texts.reduce((sum, text) => sum + text.length, 0);
}
