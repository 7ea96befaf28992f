import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { AppError } from '../../shared/errors.js';
import { feedLimits, type StudioFeed } from '../../shared/feed.js';
import { silent } from '../broadcast/test-bench.test-support.js';
import { HandClock } from '../package/test-stream.test-support.js';
import type { ProcessOwner } from '../process/owned-process.js';
import { createProcessOwner } from '../process/process-owner.js';
import { resolveFfmpeg } from '../process/resolve-ffmpeg.js';
import { softwareEncoder } from '../transcode/encoder-profiles.js';
import { StudioFeedDesk } from './studio-feed-desk.js';

const hello = () => ({
  ...{ type: 'hello', version: 1, studioId: randomUUID(), showId: randomUUID(), purpose: 'live' },
  ...{ title: null, description: '' },
  video: { codec: 'h264', width: 640, height: 360, fps: 30, bitrate: 1_000_000 },
  audio: { codec: 'opus', sampleRate: 48_000, channels: 2, bitrate: 128_000 },
});

let clock: HandClock;
let owner: ProcessOwner;
let server: WebSocketServer;
let desk: StudioFeedDesk;
let feed: StudioFeed | null;
let publishUrl: () => Promise<string>;
const clients: WebSocket[] = [];

beforeEach(async () => {
  clock = new HandClock();
  owner = createProcessOwner({ logger: silent });
  feed = null;
  // nobody listens there: what is fed must not come so far
  publishUrl = () => Promise.resolve('rtmp://127.0.0.1:9/feed/x');
  desk = new StudioFeedDesk({
    mediaServer: { mintPublishUrl: () => publishUrl() },
    broadcasts: { active: null, ended: () => Promise.reject(new Error('Expected nobody to ask')) },
    journal: { broadcastOfShow: () => null },
    ffmpeg: await resolveFfmpeg({ env: process.env }),
    encoder: () => softwareEncoder,
    onEncoderTrouble: () => undefined,
    segmentSeconds: () => 2,
    onState: (next) => (feed = next),
    ...{ owner, clock, logger: silent },
  });
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => desk.accept(socket));
  await once(server, 'listening');
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate();
  await desk.stop();
  await owner.stopAll();
  server.close();
});

/** A client with all that it was told. */
async function connect(): Promise<{ socket: WebSocket; told: object[] }> {
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const told: object[] = [];
  socket.on('message', (data: Buffer) => told.push(JSON.parse(data.toString('utf8')) as object));
  clients.push(socket);
  await once(socket, 'open');
  return { socket, told };
}

/** What takes longer hangs. */
const soon = { timeout: 30_000 };

test('who says nothing is sent away when his time is over', async () => {
  const { told } = await connect();
  await vi.waitFor(() => {
    clock.advance(feedLimits.helloMs / 2);
    expect(told).toEqual([{ type: 'refused', code: 'input.invalid', retryable: false }]);
  }, soon);
});

test('a feed that brings nothing is given up, and its ffmpeg with it', async () => {
  const { socket, told } = await connect();
  socket.send(JSON.stringify(hello()));
  await vi.waitFor(() => expect(told).toEqual([{ type: 'ready' }]), soon);
  expect(feed?.status).toBe('starting');
  clock.advance(feedLimits.stalledMs - 1);
  expect(feed?.status).toBe('starting');
  clock.advance(1_000);
  await vi.waitFor(
    () => expect(told.at(-1)).toEqual({ type: 'refused', code: 'ingest.no-video', retryable: true }),
    soon,
  );
  await vi.waitFor(() => expect(feed?.status).toBe('idle'), soon);
});

test('while nothing can be published a feed is asked to come again, and nothing is left of it', async () => {
  publishUrl = () => Promise.reject(new AppError('ingest.source-ended', 'Expected a server', { retryable: true }));
  const first = await connect();
  first.socket.send(JSON.stringify(hello()));
  await vi.waitFor(() => {
    expect(first.told).toEqual([{ type: 'refused', code: 'ingest.source-ended', retryable: true }]);
  }, soon);
  await vi.waitFor(() => expect(feed?.status).toBe('idle'), soon);
  publishUrl = () => Promise.resolve('rtmp://127.0.0.1:9/feed/x');
  const second = await connect();
  second.socket.send(JSON.stringify(hello()));
  await vi.waitFor(() => expect(second.told).toEqual([{ type: 'ready' }]), soon);
});

test('a show that ends before it brought anything is closed as it should be, and over for good', async () => {
  const { socket, told } = await connect();
  const show = hello();
  const closed = once(socket, 'close') as Promise<[number]>;
  socket.send(JSON.stringify(show));
  socket.send(JSON.stringify({ type: 'end' }));
  expect((await closed)[0]).toBe(1000);
  expect(told).toEqual([{ type: 'ready' }]);
  await vi.waitFor(() => expect(feed?.status).toBe('idle'), soon);
  const again = await connect();
  again.socket.send(JSON.stringify(show));
  await vi.waitFor(() => {
    expect(again.told).toEqual([{ type: 'refused', code: 'broadcast.not-found', retryable: false }]);
  }, soon);
});

test('a desk that stops sends everybody away, and takes nobody in', async () => {
  const { socket } = await connect();
  socket.send(JSON.stringify(hello()));
  await vi.waitFor(() => expect(feed?.status).toBe('starting'), soon);
  const late = await connect();
  const gone = [socket, late.socket].map((each) => once(each, 'close') as Promise<[number]>);
  await desk.stop();
  late.socket.send(JSON.stringify(hello()));
  expect((await Promise.all(gone)).map(([code]) => code)).toEqual([1001, 1001]);
});
