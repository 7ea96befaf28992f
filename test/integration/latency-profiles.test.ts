import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyframeSecondsFor } from '../../src/shared/keyframes.js';
import { latencyProfileNames, latencyProfiles, type LatencyProfileName } from '../../src/shared/latency-profiles.js';
import { TestEngine } from './support/engine.js';
import { eventually } from './support/eventually.js';
import { EngineProcess } from './support/engine-process.js';
import { flashAndBeep, h264, Media, packets } from './support/media.js';
import { Push } from './support/push.js';
import { readArchive, type ReadArchive } from './support/read-archive.js';
import { bits, readBack, recordPush } from './support/recorded.js';
import { storeSettings } from './support/store-settings.js';

/** Half a second is a whole number of frames. */
const fps = 20;
const sound = ['-c:a', 'aac', '-b:a', '96k', '-ac', '2'];

let media: Media;

beforeAll(async () => {
  media = await Media.create();
});
afterAll(() => media.remove());

function source(name: string, gopSeconds: number, seconds: number): Promise<string> {
  const gop = Math.round(gopSeconds * fps);
  return media.make(name, [...flashAndBeep({ size: '640x360', fps, seconds }), ...h264(gop), ...sound]);
}

/** Lengths of the whole segments of every rendition; the last one is what was left. */
function lengths(archive: ReadArchive): number[] {
  return archive.renditions.flatMap(({ segments }) => segments.slice(0, -1).map(({ duration }) => duration));
}

async function inProfile(latency: LatencyProfileName, act: (server: TestEngine) => Promise<void>): Promise<void> {
  const server = await TestEngine.start({ reconnectWindowSeconds: 0, latency });
  try {
    await act(server);
  } finally {
    await server.stop();
  }
}

test.each(latencyProfileNames)('%s: segments of that length, pictures untouched, nothing missing', async (latency) => {
  const { segmentSeconds } = latencyProfiles[latency];
  const file = await source(`${latency}.flv`, keyframeSecondsFor(segmentSeconds), Math.max(5, segmentSeconds * 2 + 1));
  await inProfile(latency, async (server) => {
    const recorded = await recordPush(server, file);
    const back = await readBack(media, recorded);
    expect(bits(back.videos[0]?.packets ?? [])).toEqual(bits(await packets(file, 'v:0')));
    const found = lengths(recorded.archive);
    expect(Math.min(...found)).toBeGreaterThan(segmentSeconds - 0.1);
    expect(Math.max(...found)).toBeLessThan(segmentSeconds + 0.1);
    for (const { targetDuration } of recorded.archive.renditions)
      expect(targetDuration).toBe(Math.max(1, segmentSeconds));
  });
});

test('lowest, with a keyframe each second, the shortest that OBS has: encoded anew, as short as promised', async () => {
  const file = await source('each-second.flv', 1, 6);
  await inProfile('lowest', async (server) => {
    const recorded = await recordPush(server, file);
    expect(recorded.reasons).toContain('ingest.gop-too-long');
    const back = await readBack(media, recorded);
    for (const { name, packets: frames } of back.videos) {
      expect([name, frames.length]).toEqual([name, 6 * fps]);
      expect(recorded.summary.renditions.find((own) => own.name === name)?.copied).toBe(false);
    }
    expect(Math.max(...lengths(recorded.archive))).toBeLessThan(0.6);
  });
});

test('a broadcast that is taken up after a crash keeps the length it began with', async () => {
  const file = await source('before.flv', 0.5, 30);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'headwater-profile-'));
  storeSettings(dataDir, { stream: { latency: 'lowest' } });
  const engine = EngineProcess.start(['serve', '--headless'], dataDir);
  let push = new Push(file, await engine.pushUrl());
  await eventually('some segments', async () => {
    const names = await readdir(path.join(dataDir, 'archive'), { recursive: true }).catch((): string[] => []);
    return names.some((name) => name.endsWith('360p/4.m4s')) ? true : null;
  });
  await engine.kill();
  await push.kill();
  storeSettings(dataDir, { stream: { latency: 'economy' } });
  const server = await TestEngine.start({}, { dataDir });
  try {
    const id = server.state.broadcast?.id ?? '';
    push = new Push(file, await server.pushUrl());
    const live = await server.untilBroadcast('live');
    expect([live.id, live.figures.segmentSeconds]).toEqual([id, 0.5]);
    const before = live.figures.segments;
    await server.until('more of it', ({ broadcast }) =>
      (broadcast?.figures.segments ?? 0) > before + 4 ? true : null,
    );
    await push.kill();
    const { archiveDir } = await server.end(id);
    const archive = await readArchive(archiveDir);
    expect(Math.max(...lengths(archive))).toBeLessThan(0.7);
    expect(archive.renditions.map(({ targetDuration }) => targetDuration)).toEqual(archive.renditions.map(() => 1));
  } finally {
    await push.kill();
    await server.stop();
  }
});
