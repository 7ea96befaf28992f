import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { parseVideoTag } from '../../src/engine/ingest/codec/flv-tag.js';
import { parseAvcConfig } from '../../src/engine/ingest/codec/h264-config.js';
import type { RelayFeed } from '../../src/shared/relays.js';
import type { SinkTag } from '../servers/rtmp/sink-publish.js';
import { TestEngine } from './support/engine.js';
import { flashAndBeep, h264, Media } from './support/media.js';
import { noProcessLeft } from './support/own-processes.js';
import { Push } from './support/push.js';
import { ClipPackets, relayTo, saveRelay, Sinks, untilRun } from './support/relayed-show.js';

const fps = 15;
let media: Media;
let server: TestEngine;
let push: Push | null = null;
const sinks = new Sinks();

beforeAll(async () => {
  media = await Media.create();
});
beforeEach(async () => {
  server = await TestEngine.start({ reconnectWindowSeconds: 60 });
});
afterEach(async () => {
  await push?.kill();
  push = null;
  await server.stop();
  await sinks.end();
  await noProcessLeft();
});
afterAll(() => media.remove());

interface ClipOptions {
  readonly size?: string;
  readonly seconds?: number;
  readonly gopSeconds?: number;
  readonly bitrate?: string;
  /** Pictures a second. */
  readonly rate?: number;
}

/** An encoder's programme; its bitrates are announced. */
function makeClip(name: string, options: ClipOptions = {}): Promise<string> {
  const { size = '640x360', seconds = 16, gopSeconds = 2, bitrate = '400k', rate = fps } = options;
  return media.make(name, [
    ...flashAndBeep({ size, fps: rate, seconds }),
    ...h264(gopSeconds * rate, bitrate),
    ...['-c:a', 'aac', '-b:a', '64k', '-ac', '2'],
  ]);
}

async function encoderSends(file: string): Promise<void> {
  push = new Push(file, await server.pushUrl(), { input: ['-stream_loop', '-1'] });
}

interface Picture {
  readonly timestampMs: number;
  readonly codec: string;
  readonly role: 'header' | 'frame' | 'other';
  readonly isKeyframe: boolean;
  readonly body: Uint8Array;
}

function pictures(tags: readonly SinkTag[]): Picture[] {
  return tags.flatMap(({ type, timestampMs, data }) => {
    const tag = type === 9 ? parseVideoTag(data ?? Buffer.alloc(0)) : null;
    return tag?.kind === 'video' ? [{ ...tag, timestampMs }] : [];
  });
}

/** The short side, as the first decoder configuration has it. */
function heightOf(tags: readonly SinkTag[]): number | null {
  const header = pictures(tags).find(({ role }) => role === 'header');
  return header === undefined ? null : (parseAvcConfig(header.body)?.height ?? null);
}

/** The longest distance of two keyframes, milliseconds. */
function longestGopMs(tags: readonly SinkTag[]): number {
  const keyframes = pictures(tags).filter(({ role, isKeyframe }) => role === 'frame' && isKeyframe);
  const times = keyframes.map(({ timestampMs }) => timestampMs);
  return Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? 0)));
}

/** What came behind the encoder's own packets, which came first. */
function behindOwn(tags: readonly SinkTag[], own: ClipPackets): SinkTag[] {
  const isOwn = (tag: SinkTag): boolean => tag.type === 9 && tag.data?.[1] === 1 && own.has(tag);
  const at = tags.findLastIndex(isOwn);
  expect(at).toBeGreaterThan(0);
  return tags.slice(at + 1);
}

/** The feeds that a relay is said to have, one after the other. */
function feedsOf(relayId: string): RelayFeed[] {
  const feeds: RelayFeed[] = [];
  const look = (): void => {
    const feed = server.state.broadcast?.relays.find((run) => run.relayId === relayId)?.feed ?? null;
    const last = feeds.at(-1);
    if (feed !== null && (last?.kind !== feed.kind || last.name !== feed.name)) feeds.push(feed);
  };
  server.engine.state.subscribe(look);
  return feeds;
}

const twitch = { service: 'twitch', whileSourceIsGone: 'hang-up' } as const;

test('a source with more bitrate than the service takes goes out as the best rung that it takes', async () => {
  const file = await makeClip('heavy.flv', { size: '576x432', bitrate: '8000k' });
  const own = await ClipPackets.read(file);
  const sink = await sinks.start();
  const id = await saveRelay(server, relayTo('Choosy', sink.url, twitch), 'key-choosy-12');
  const begins = sink.nextPublish();
  await encoderSends(file);
  const publish = await begins;
  const run = await untilRun(server, id, 'it to be live', ({ status }) => status === 'live');
  expect(run.feed).toMatchObject({ kind: 'rendition', name: '360p', reason: { code: 'relay.bitrate-too-high' } });
  await publish.received(150);
  expect(heightOf(publish.tags)).toBe(360);
  expect(() => own.pictureNumbers(publish.tags)).toThrow(/own packet/);
  expect(longestGopMs(publish.tags)).toBeLessThan(2_100);
});

test('a picture that is larger than the service takes goes out as a smaller one of the ladder', async () => {
  const file = await makeClip('large.flv', { size: '1938x1090', rate: 3 });
  const sink = await sinks.start();
  const id = await saveRelay(server, relayTo('Choosy', sink.url, twitch), 'key-choosy-12');
  const begins = sink.nextPublish();
  await encoderSends(file);
  const publish = await begins;
  const run = await untilRun(server, id, 'it to be live', ({ status }) => status === 'live');
  const reason = { code: 'relay.picture-too-large', details: { height: 1090, limit: 1080 } };
  expect(run.feed).toMatchObject({ kind: 'rendition', name: '720p', reason });
  await publish.received(100);
  expect(heightOf(publish.tags)).toBe(720);
});

test('keyframes 8 s apart: the relay goes over to a rung by itself, once, and says why', async () => {
  const sink = await sinks.start();
  const id = await saveRelay(server, relayTo('Choosy', sink.url, twitch), 'key-choosy-12');
  const feeds = feedsOf(id);
  const begins = sink.nextPublish();
  const file = await makeClip('far.flv', { gopSeconds: 8 });
  const own = await ClipPackets.read(file);
  await encoderSends(file);
  const publish = await begins;
  const run = await untilRun(server, id, 'it to go over', ({ feed }) => feed?.kind !== 'source' && feed !== null);
  expect(run.feed?.reason).toEqual({ code: 'relay.keyframes-too-far', details: { gopSeconds: 8, limit: 2 } });
  await publish.received(publish.tags.length + 300);
  const changed = behindOwn(publish.tags, own);
  expect(pictures(changed).filter(({ role }) => role === 'frame').length).toBeGreaterThan(60);
  expect(longestGopMs(changed)).toBeLessThan(2_100);
  // through the connection that it had, with time going on
  expect(sink.publishes).toHaveLength(1);
  const times = publish.tags.filter(({ type }) => type === 9).map(({ timestampMs }) => timestampMs);
  expect(times).toEqual([...times].sort((before, after) => before - after));
  expect(feeds.map(({ kind, name }) => [kind, name])).toEqual([
    ['source', 'source'],
    ['rendition', '360p'],
  ]);
});

test('where no rung will do either, the relay goes over to an encode of its own', async () => {
  await server.engine.commands.updateSettings({
    commandId: crypto.randomUUID(),
    patch: { stream: { latency: 'economy' } },
  });
  const sink = await sinks.start();
  const id = await saveRelay(server, relayTo('Choosy', sink.url, twitch), 'key-choosy-12');
  const feeds = feedsOf(id);
  const begins = sink.nextPublish();
  const file = await makeClip('four.flv', { gopSeconds: 4 });
  const own = await ClipPackets.read(file);
  await encoderSends(file);
  const publish = await begins;
  const run = await untilRun(server, id, 'it to go over', ({ feed }) => feed?.kind === 'encode');
  expect(run.feed).toMatchObject({ name: '360p', reason: { code: 'relay.keyframes-too-far' } });
  await publish.received(publish.tags.length + 300);
  const changed = behindOwn(publish.tags, own);
  expect(pictures(changed).filter(({ role }) => role === 'frame').length).toBeGreaterThan(60);
  expect(longestGopMs(changed)).toBeLessThan(2_100);
  expect(feeds.map(({ kind }) => kind)).toEqual(['source', 'encode']);
});

test('HEVC goes out as H.264 of the ladder', async () => {
  const source = flashAndBeep({ size: '640x360', fps, seconds: 20 });
  const params = `log-level=none:keyint=${2 * fps}:min-keyint=${2 * fps}:scenecut=0`;
  const file = await media.make('hevc.mp4', [
    ...[...source, '-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-x265-params', params],
    ...['-tag:v', 'hvc1', '-c:a', 'aac', '-b:a', '64k', '-ac', '2'],
  ]);
  const sink = await sinks.start();
  const id = await saveRelay(server, relayTo('Choosy', sink.url, twitch), 'key-choosy-12');
  const begins = sink.nextPublish();
  await server.live(file);
  const publish = await begins;
  const run = await untilRun(server, id, 'it to be live', ({ status }) => status === 'live');
  expect(run.feed).toMatchObject({ kind: 'rendition', name: '360p' });
  await publish.received(100);
  expect(new Set(pictures(publish.tags).map(({ codec }) => codec))).toEqual(new Set(['h264']));
  expect(heightOf(publish.tags)).toBe(360);
});

test('too much sound: the picture goes out bit for bit, the sound is made anew', async () => {
  // no two packets of noise are the same, at whatever bitrate
  const noise = ['-f', 'lavfi', '-i', 'anoisesrc=color=pink:sample_rate=48000:duration=16'];
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=${fps}:duration=16`];
  const sent = ['-c:a', 'aac', '-b:a', '256k', '-ac', '2'];
  const file = await media.make('loud.flv', [...picture, ...noise, ...h264(2 * fps, '400k'), ...sent]);
  const own = await ClipPackets.read(file);
  const sink = await sinks.start();
  const config = relayTo('Choosy', sink.url, { service: 'linkedin' });
  const id = await saveRelay(server, config, 'key-choosy-12');
  const begins = sink.nextPublish();
  await encoderSends(file);
  const publish = await begins;
  const run = await untilRun(server, id, 'it to be live', ({ status }) => status === 'live');
  expect(run.feed).toMatchObject({ kind: 'encode', reason: { code: 'relay.sound-bitrate-too-high' } });
  await publish.received(300);
  const numbers = own.pictureNumbers(publish.tags);
  expect(numbers.length).toBeGreaterThan(60);
  const first = numbers[0] ?? NaN;
  expect(numbers).toEqual(numbers.map((_, index) => (first + index) % own.pictures));
  const sound = publish.tags.filter(({ type, data }) => type === 8 && data?.[1] === 1);
  expect(own.foreignSound(publish.tags)).toBe(sound.length);
  const span = (sound.at(-1)?.timestampMs ?? 0) - (sound[0]?.timestampMs ?? 0);
  const bits = sound.slice(1).reduce((sum, { bytes }) => sum + (bytes - 2) * 8, 0);
  expect((bits / span) * 1_000).toBeLessThan(128_000 * 1.15);
  const newest = [8, 9].map((type) => publish.tags.filter((tag) => tag.type === type).at(-1)?.timestampMs ?? 0);
  expect(Math.abs((newest[0] ?? 0) - (newest[1] ?? 0))).toBeLessThan(1_000);
});
