import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { BufferSource, EncodedPacketSink, Input, MATROSKA } from 'mediabunny';
import { afterEach, expect, test } from 'vitest';
import { WebSocket as NodeSocket, WebSocketServer, type WebSocket as ServerSocket } from 'ws';
import { feedFromStudioSchema, feedLimits, type FeedHello, type FeedToStudio } from '../../../shared/feed.js';
import type { MediaPacket } from '../encode/media-packet.js';
import { Feed } from './feed.js';

const hello: FeedHello = {
  type: 'hello',
  version: 1,
  studioId: '6f1c2c8e-3f0e-4d55-9b3a-0a3a3c1d2e4f',
  showId: '1b671a64-40d5-491e-99b0-da01ff1f3341',
  purpose: 'record',
  title: null,
  description: '',
  video: { codec: 'vp8', width: 64, height: 36, fps: 25, bitrate: 1e6 },
  audio: { codec: 'opus', sampleRate: 48_000, channels: 2, bitrate: 160_000 },
};
const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** What one socket has brought to the engine's side. */
class Visit {
  readonly texts: unknown[] = [];
  bytes = Buffer.alloc(0);
  readonly socket: ServerSocket;
  #woken: () => void = () => undefined;

  constructor(socket: ServerSocket, takes: () => boolean) {
    this.socket = socket;
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.bytes = Buffer.concat([this.bytes, data]);
      else this.texts.push(JSON.parse(data.toString()));
      if (isBinary && takes()) this.tell({ type: 'taken', bytes: this.bytes.length });
      this.#woken();
    });
    socket.on('close', () => this.#woken());
  }

  tell(message: FeedToStudio): void {
    this.socket.send(JSON.stringify(message));
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => (this.#woken = resolve));
  }

  /** The pictures that the Matroska stream holds, as milliseconds and their first byte; and how many packets of sound. */
  async read(): Promise<{ pictures: (readonly [number, number])[]; sound: number[] }> {
    const input = new Input({ source: new BufferSource(new Uint8Array(this.bytes)), formats: [MATROSKA] });
    const pictures: (readonly [number, number])[] = [];
    const sound: number[] = [];
    const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
    if (video === null || audio === null) throw new Error('Expected a picture and sound');
    for await (const { timestamp, data } of new EncodedPacketSink(video).packets())
      pictures.push([Math.round(timestamp * 1000), data[0] ?? -1]);
    for await (const { timestamp } of new EncodedPacketSink(audio).packets()) sound.push(Math.round(timestamp * 1000));
    return { pictures, sound };
  }
}

async function engine(takes: () => boolean = () => true) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  closers.push(
    () =>
      new Promise((done) => {
        for (const client of server.clients) client.terminate();
        server.close(() => done());
      }),
  );
  const arrived: Visit[] = [];
  const wanted: ((visit: Visit) => void)[] = [];
  server.on('connection', (socket) => {
    const visit = new Visit(socket, takes);
    const next = wanted.shift();
    if (next === undefined) arrived.push(visit);
    else next(visit);
  });
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/feed`,
    visit: async (): Promise<Visit> => {
      const visit = arrived.shift() ?? (await new Promise<Visit>((resolve) => wanted.push(resolve)));
      await visit.until(() => visit.texts.length > 0);
      return visit;
    },
  };
}

function studio(url: string) {
  const told: string[] = [];
  let keyframes = 0;
  let heard: () => void = () => undefined;
  const feed = new Feed({
    connect: () => new NodeSocket(url) as unknown as WebSocket,
    hello: () => hello,
    onStatus: (status, reason) => {
      told.push(reason === null ? status : `${status} ${reason.code}`);
      heard();
    },
    onKeyframeWanted: () => {
      keyframes += 1;
    },
    firstPauseMs: 5,
  });
  closers.push(() => feed.end());
  const until = async (status: string): Promise<void> => {
    while (told.at(-1) !== status) await new Promise<void>((resolve) => (heard = resolve));
  };
  return { feed, told, until, keyframes: () => keyframes };
}

const video = (number: number, isKey: boolean, size = 100): MediaPacket => {
  // VP8's key bit is the first one of its header, 0 for a keyframe; here the number matters
  const data = new Uint8Array(size).fill(number & 0x7f);
  const config = { codec: 'vp8', codedWidth: 64, codedHeight: 36 };
  return { kind: 'video', data, isKey, timestampUs: number * 40_000, durationUs: 40_000, config };
};
const audio = (number: number): MediaPacket => ({
  kind: 'audio',
  data: new Uint8Array(40).fill(1),
  timestampUs: number * 20_000,
  durationUs: 20_000,
  config: { codec: 'opus', sampleRate: 48_000, numberOfChannels: 2 },
});
/** Pictures first … last of 25 a second, a keyframe every 5, and their sound. */
function push(feed: Feed, first: number, last: number, size?: number): void {
  for (let number = first; number <= last; number += 1) {
    feed.push(video(number, number % 5 === 0, size));
    feed.push(audio(2 * number));
    feed.push(audio(2 * number + 1));
  }
}

test('hello, ready, then a Matroska stream from the newest keyframe on, and end', async () => {
  const { url, visit } = await engine();
  const { feed, told, until } = studio(url);
  push(feed, 0, 12);
  const first = await visit();
  expect(first.texts.map((text) => feedFromStudioSchema.parse(text))).toEqual([hello]);
  expect(first.bytes.length).toBe(0);
  first.tell({ type: 'ready' });
  await until('sending');
  push(feed, 13, 24);
  const ended = feed.end();
  await first.until(() => first.texts.length === 2);
  expect(first.texts[1]).toEqual({ type: 'end' });
  first.socket.close();
  await ended;
  const { pictures, sound } = await first.read();
  expect(pictures).toEqual(Array.from({ length: 15 }, (_, index) => [(10 + index) * 40, 10 + index]));
  expect(sound).toEqual(Array.from({ length: 30 }, (_, index) => 400 + index * 20));
  expect(feed.dropped).toBe(10);
  expect(feed.sentBytes).toBe(first.bytes.length);
  expect(told).toEqual(['connecting', 'sending', 'off']);
});

test.each([
  { how: 'broken', breakIt: (_feed: Feed, { socket }: Visit) => socket.terminate() },
  { how: 'broken off by the studio', breakIt: (feed: Feed) => feed.breakOff() },
])('after a socket that is $how a new stream begins with a keyframe, time goes on', async ({ breakIt }) => {
  const { url, visit } = await engine();
  const { feed, told, until, keyframes } = studio(url);
  push(feed, 0, 0);
  const first = await visit();
  first.tell({ type: 'ready' });
  await until('sending');
  push(feed, 1, 7);
  await first.until(() => first.bytes.length > 800);
  breakIt(feed, first);
  await until('reconnecting');
  expect(keyframes()).toBe(1);
  push(feed, 8, 16);
  const second = await visit();
  expect(second.texts[0]).toEqual(hello);
  second.tell({ type: 'ready' });
  await until('sending');
  push(feed, 17, 18);
  const ended = feed.end();
  await second.until(() => second.texts.length === 2);
  second.socket.close();
  await ended;
  // no good-bye to the first one: its broadcast waits
  expect(first.texts).toEqual([hello]);
  const { pictures } = await second.read();
  expect(pictures).toEqual([15, 16, 17, 18].map((number) => [number * 40, number]));
  expect(told).toEqual(['connecting', 'sending', 'reconnecting', 'sending', 'off']);
});

test('an engine that takes nothing gets sound and no pictures beyond the limit, then goes on at a keyframe', async () => {
  let isTaking = false;
  const { url, visit } = await engine(() => isTaking);
  const { feed, until } = studio(url);
  push(feed, 0, 0);
  const first = await visit();
  first.tell({ type: 'ready' });
  await until('sending');
  const size = 300_000;
  for (let number = 1; number <= 24; number += 1) {
    push(feed, number, number, size);
    // each picture goes out alone, as an encoder brings them
    const before = feed.sentBytes;
    await expect.poll(() => feed.sentBytes > before || feed.dropped > 0).toBe(true);
  }
  const droppedAtFirst = feed.dropped;
  expect(droppedAtFirst).toBeGreaterThan(5);
  expect(feed.untakenBytes).toBeLessThanOrEqual(feedLimits.untakenBytes);
  isTaking = true;
  first.tell({ type: 'taken', bytes: first.bytes.length });
  await expect.poll(() => feed.untakenBytes).toBeLessThan(1_000_000);
  push(feed, 25, 27);
  expect(feed.dropped).toBe(droppedAtFirst);
  const ended = feed.end();
  await first.until(() => first.texts.length === 2);
  first.socket.close();
  await ended;
  const { pictures, sound } = await first.read();
  const numbers = pictures.map(([, number]) => number);
  expect(numbers.slice(-3)).toEqual([25, 26, 27]);
  expect(numbers.length).toBe(28 - droppedAtFirst);
  // what comes after a hole is a keyframe
  for (const [index, number] of numbers.entries())
    if (index > 0 && number !== (numbers[index - 1] ?? 0) + 1) expect(number % 5).toBe(0);
  expect(sound.length).toBe(56);
});

test('refused for good, or replaced: it is over and said why; refused for now: tried again', async () => {
  const { url, visit } = await engine();
  const { feed, told, until } = studio(url);
  push(feed, 0, 0);
  (await visit()).tell({ type: 'refused', code: 'broadcast.busy', retryable: true });
  await until('reconnecting broadcast.busy');
  (await visit()).tell({ type: 'refused', code: 'auth.forbidden', retryable: false });
  await until('refused auth.forbidden');
  push(feed, 1, 3);
  await feed.end();
  expect(told).toEqual(['connecting', 'reconnecting broadcast.busy', 'refused auth.forbidden', 'off']);

  const other = studio(url);
  push(other.feed, 0, 0);
  const last = await visit();
  last.tell({ type: 'ready' });
  await other.until('sending');
  last.tell({ type: 'replaced' });
  await other.until('replaced');
});

test('another picture size is another stream on another socket', async () => {
  const { url, visit } = await engine();
  const { feed, until } = studio(url);
  push(feed, 0, 0);
  const first = await visit();
  first.tell({ type: 'ready' });
  await until('sending');
  const larger = video(5, true);
  if (larger.kind !== 'video') throw new Error('Expected a picture');
  feed.push({ ...larger, config: { codec: 'vp8', codedWidth: 128, codedHeight: 72 } });
  await until('reconnecting');
  const second = await visit();
  expect(second.texts[0]).toEqual(hello);
});

test('pictures that stop while sound goes on end the stream; the next begins with the next keyframe', async () => {
  const { url, visit } = await engine();
  const { feed, until } = studio(url);
  push(feed, 0, 0);
  const first = await visit();
  first.tell({ type: 'ready' });
  await until('sending');
  for (let number = 2; number < 510; number += 1) feed.push(audio(number));
  await until('reconnecting');
  const second = await visit();
  second.tell({ type: 'ready' });
  push(feed, 260, 262);
  await until('sending');
  const ended = feed.end();
  await second.until(() => second.texts.length === 2);
  second.socket.close();
  await ended;
  const { pictures, sound } = await second.read();
  expect(pictures.map(([, number]) => number)).toEqual([260, 261, 262].map((number) => number & 0x7f));
  expect(sound[0]).toBe(10_400);
});
