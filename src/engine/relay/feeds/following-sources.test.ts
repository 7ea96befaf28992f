import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { MessagePort } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { LogBook } from '../../../../test/servers/rtmp-fixture.js';
import type { PlannedProgramme } from '../../broadcast/programme-audience.js';
import { systemClock } from '../../clock.js';
import { parseVideoTag } from '../../ingest/codec/flv-tag.js';
import { FragmentReader, type FragmentEvent } from '../../package/fragment-reader.js';
import { createProcessOwner } from '../../process/process-owner.js';
import type { ProcessOwner } from '../../process/owned-process.js';
import { resolveFfmpeg } from '../../process/resolve-ffmpeg.js';
import { softwareEncoder } from '../../transcode/encoder-profiles.js';
import type { LadderPlan } from '../../transcode/plan.js';
import type { RelayFeedMessage, RelayTag } from '../relay-tag.js';
import { EncodeSource } from './encode-source.js';
import { RungSource } from './rung-source.js';
import { WatcherFan } from './watcher-fan.js';

const run = promisify(execFile);
const seconds = 4;
const fps = 15;
let folder: string;
/** What the packager gets of a rung and of its sound. */
const fragments: Record<'video' | 'audio', FragmentEvent[]> = { video: [], audio: [] };
let owner: ProcessOwner;
let fan: WatcherFan;
const logger = new LogBook();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'headwater-following-'));
  const flags = ['-movflags', '+empty_moov+default_base_moof+frag_every_frame+skip_trailer', '-f', 'mp4'];
  const makes = {
    video: [
      ...['-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=${fps}:duration=${seconds}`],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '15', '-pix_fmt', 'yuv420p'],
    ],
    audio: ['-f', 'lavfi', '-i', `sine=440:sample_rate=48000:duration=${seconds}`, '-c:a', 'aac', '-b:a', '64k'],
  };
  for (const name of ['video', 'audio'] as const) {
    const file = path.join(folder, `${name}.mp4`);
    await run('ffmpeg', ['-v', 'error', ...makes[name], ...flags, file]);
    fragments[name] = new FragmentReader().push(await readFile(file));
  }
});
beforeEach(() => {
  owner = createProcessOwner({ logger, redact: (text) => text });
  fan = new WatcherFan();
});
afterEach(() => owner.stopAll());
afterAll(() => rm(folder, { recursive: true, force: true }));

const whole: LadderPlan = {
  video: [
    { name: '360p', width: 640, height: 360, fps: null, copied: false, averageBitrate: 4e5, maxBitrate: 5e5 },
    { name: '234p', width: 416, height: 234, fps: null, copied: false, averageBitrate: 1e5, maxBitrate: 2e5 },
  ],
  audio: { name: 'audio', sampleRate: 48_000, channels: 2, averageBitrate: 64_000, copied: true },
  encodeReason: null,
};
const mute: LadderPlan = { ...whole, audio: null };
const shed: LadderPlan = { ...whole, video: whole.video.slice(1) };

/** A camera's programme with this ladder: nothing of it can be tapped. */
const programme = (ladder: LadderPlan): PlannedProgramme => ({
  broadcastId: 'b',
  feed: {
    ...{ source: { video: null, audio: null }, isLive: true, keepsClock: true, ended: new Promise(() => undefined) },
    ...{ onFfmpegEnd: 'lost', input: () => Promise.reject(new Error('Expected not to be read')) },
    ...{ newestSeconds: () => null, onNewest: () => () => undefined, figures: () => null, release: () => undefined },
  },
  ladder,
  segmentSeconds: 2,
});

/** Everything that the packager sees of these renditions, in one go. */
function sends(names: readonly string[]): void {
  for (const name of names) {
    const events = fragments[name === 'audio' ? 'audio' : 'video'];
    const init = events[0];
    if (init?.type !== 'init') throw new TypeError('Expected an init segment first');
    fan.init(name, init.track, init.bytes);
    for (const event of events) {
      if (event.type !== 'sample') continue;
      fan.sample(name, event.sample, Math.round((event.sample.dts * 90_000) / init.track.timescale));
    }
  }
}

/** The tags that come through a port until its end. */
function readToEnd(port: MessagePort | null): Promise<RelayTag[]> {
  const tags: RelayTag[] = [];
  return new Promise((resolve) => {
    port?.on('message', (message: RelayFeedMessage) => {
      if (message.type === 'end') resolve(tags);
      else tags.push(...message.tags);
    });
  });
}

const count = (tags: readonly RelayTag[], type: number): number => tags.filter((tag) => tag.type === type).length;

test('a rung goes without sound where its ladder has none any more', async () => {
  let begins = 0;
  const choose = (): string => '234p';
  const rung = new RungSource({ watcher: fan, ladder: whole, choose, onBegins: () => (begins += 1), logger });
  fan.runBegins({ continues: false });
  const withSound = readToEnd(rung.open());
  sends(['234p', 'audio']);
  fan.runEnds();
  expect(count(await withSound, 8)).toBeGreaterThan(100);
  rung.programmeChanged(programme(mute));
  fan.runBegins({ continues: false });
  expect(begins).toBe(2);
  const without = rung.open();
  const pictures: RelayTag[] = [];
  without?.on('message', (message: RelayFeedMessage) => {
    if (message.type === 'tags') pictures.push(...message.tags);
  });
  sends(['234p']);
  // all of them at once: the interleaver expects no sound that could hold them up
  while (count(pictures, 9) < 1 + fps * seconds) await new Promise(setImmediate);
  await rung.close();
});

test('another ladder in the midst of a run is another feed before the old one ends', async () => {
  const choose = ({ video }: LadderPlan): string | null => video[0]?.name ?? null;
  const ports: (MessagePort | null)[] = [];
  const rung: RungSource = new RungSource({
    ...{ watcher: fan, ladder: whole, choose, logger },
    onBegins: () => ports.push(rung.open()),
  });
  fan.runBegins({ continues: false });
  sends(['360p', '234p', 'audio']);
  const before = readToEnd(ports[0] ?? null);
  rung.programmeChanged(programme(shed));
  expect(ports).toHaveLength(2);
  expect(count(await before, 9)).toBe(1 + fps * seconds);
  const after = readToEnd(ports[1] ?? null);
  sends(['234p', 'audio']);
  fan.runEnds();
  expect(count(await after, 9)).toBe(1 + fps * seconds);
  // the same tracks again: nothing begins anew
  rung.programmeChanged(programme(shed));
  expect(ports).toHaveLength(2);
  await rung.close();
});

test('an encode of the top rung goes on with the next one when that was shed', async () => {
  const reads: Promise<RelayTag[]>[] = [];
  const encode: EncodeSource = new EncodeSource({
    encode: {
      picture: { width: 256, height: 144, fps: null, videoBitrate: 2e5, keyframeSeconds: 2 },
      input: null,
      audioBitrate: 64_000,
    },
    ...{ watcher: fan, programme: programme(whole), readsEnhancedVideo: false, openTap: () => null },
    ...{ ffmpeg: await resolveFfmpeg({ env: process.env }), owner, clock: systemClock, logger },
    ...{ encoder: () => softwareEncoder, onEncoderTrouble: () => false, onTrouble: () => undefined },
    onBegins: () => reads.push(readToEnd(encode.open())),
  });
  const begins = async (times: number): Promise<void> => {
    while (reads.length < times) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  encode.begin();
  await begins(1);
  fan.runBegins({ continues: false });
  encode.programmeChanged(programme(shed), false);
  await begins(2);
  // of the rung that was shed nothing comes any more
  sends(['234p', 'audio']);
  fan.runEnds();
  const pictures = ((await reads[1]) ?? []).filter(
    ({ type, data }) => type === 9 && parseVideoTag(data)?.role === 'frame',
  );
  expect(pictures).toHaveLength(fps * seconds);
  await encode.close();
});

test('who waits for the first run reads it through the port that it has', async () => {
  let begins = 0;
  const choose = (): string => '360p';
  const rung = new RungSource({ watcher: fan, ladder: whole, choose, onBegins: () => (begins += 1), logger });
  rung.begin();
  const read = readToEnd(rung.open());
  // a service that is told of an end would hang up, before anything has come
  fan.runBegins({ continues: false });
  sends(['360p', 'audio']);
  fan.runEnds();
  expect(count(await read, 9)).toBe(1 + fps * seconds);
  expect(begins).toBe(1);
  await rung.close();
});
