import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { expectWhole } from '../../../test/servers/expect-whole.js';
import { RtmpClient } from '../../../test/servers/rtmp-client.js';
import { RtmpFixture, nextPublish, type PacketLine } from '../../../test/servers/rtmp-fixture.js';
import type { ServerState } from '../../shared/studio-state.js';
import type { PublishSession } from './media-server.js';
import type { Refused, RtmpMediaServer } from './rtmp-media-server.js';

let fixture: RtmpFixture;
/** 6 s of picture and sound. */
let source: string;
let sourcePackets: PacketLine[];

beforeAll(async () => {
  fixture = await RtmpFixture.create('test/servers/rtmp-bomb-worker.ts');
  source = await fixture.encode('source.flv', [
    ...['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=30:duration=6'],
    ...['-f', 'lavfi', '-i', 'sine=440:duration=6'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '30', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
  ]);
  sourcePackets = await fixture.packets(source);
});
afterEach(() => fixture.stop());
afterAll(() => fixture.remove());

/** With a pull of it that plays: what comes now has that one before it. */
async function live(server: RtmpMediaServer): Promise<{ session: PublishSession; pulling: Promise<PacketLine[]> }> {
  const published = nextPublish(server);
  fixture.push(server, source);
  const session = await published;
  await session.ready;
  const { playing, packets: pulling } = await fixture.pull(await session.createPullUrl());
  // who waits for it hears how it failed; until then that is nobody's
  pulling.catch(() => null);
  await Promise.race([playing, pulling]);
  return { session, pulling };
}

async function publishing(server: RtmpMediaServer, key: string): Promise<RtmpClient> {
  const client = await RtmpClient.connect(server.state().port ?? 0);
  await client.open();
  client.command('publish', 3, null, key, 'live');
  await client.hears('NetStream.Publish.Start');
  return client;
}

test('a dead worker is back on its port with its keys, and its session ends', async () => {
  const server = await fixture.server();
  const { port } = server.state();
  const { session, pulling } = await live(server);
  const states: ServerState[] = [];
  const isBack = new Promise<void>((resolve) => {
    server.onState((state) => states.push(state) > 0 && state.status === 'listening' && resolve());
  });
  server.setKeys([
    { inputId: 'a', key: 'key-a' },
    { inputId: 'x', key: 'bomb' },
  ]);
  expect(await session.ended).toEqual({ reason: 'server-restarted' });
  // a pull that was slow to start found nobody any more: what counts is that it ends
  await pulling.catch(() => null);
  await isBack;
  expect(states.map(({ status }) => status)).toEqual(['restarting', 'listening']);
  expect(states[0]?.reason).toEqual({ code: 'ingest.server-restarting', details: { attempt: 1, pauseMs: 0 } });
  expect(server.state()).toMatchObject({ port, reason: null });
  const again = await live(server);
  expect(again.session.inputId).toBe('a');
  expectWhole(await again.pulling, sourcePackets, 30);
});

test('thousands of garbage and half-open sockets cost a live stream nothing', async () => {
  const server = await fixture.server();
  server.setKeys([
    { inputId: 'a', key: 'key-a' },
    { inputId: 'b', key: 'key-b' },
  ]);
  const { pulling } = await live(server);
  const port = server.state().port ?? 0;
  const hello = Buffer.concat([Buffer.from([3]), Buffer.alloc(1536, 7)]);
  const greetings = [
    Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
    Buffer.alloc(0),
    Buffer.from([3]),
    hello.subarray(0, 700),
    Buffer.concat([hello, Buffer.alloc(1536), Buffer.alloc(5000, 0xff)]),
  ];
  const flood: RtmpClient[] = [];
  for (let count = 0; count < 2_000; count += 100) {
    const batch = await Promise.all(Array.from({ length: 100 }, () => RtmpClient.connect(port)));
    for (const [index, client] of batch.entries()) client.socket.write(greetings[index % greetings.length] ?? hello);
    flood.push(...batch);
  }
  const held = flood.filter(({ socket }) => !socket.closed);
  // In the middle of it another encoder gets in.
  const guest = await publishing(server, 'key-b');
  expectWhole(await pulling, sourcePackets, 30);
  expect(server.state().status).toBe('listening');
  expect(held.length).toBeLessThan(2_000);
  guest.socket.destroy();
  for (const { socket } of flood) socket.destroy();
});

test('what makes the parser throw, or breaks the rules, ends that client alone', async () => {
  const server = await fixture.server();
  const { session, pulling } = await live(server);
  const refusals: Refused[] = [];
  server.onRefused((refusal) => refusals.push(refusal));
  const port = server.state().port ?? 0;
  const attacks: ((client: RtmpClient) => unknown)[] = [
    (client) => client.command('connect', 1, { app: 'live', tcUrl: 'no url' }),
    (client) => client.command('connect', 1, null),
    (client) => client.message(20, 0, Buffer.from([2, 0, 7, ...Buffer.from('connect'), 3, 0, 5])),
    (client) => {
      client.setChunkSize(0);
      client.command('connect', 1, null);
    },
    (client) => client.message(9, 0, Buffer.from([0x17, 1, 0, 0, 0])),
    (client) => client.message(20, 0, Buffer.alloc(9_000)),
    (client) => client.command('publish', 3, null, '../../etc/passwd', 'live'),
    (client) => client.command('play', 3, null, null),
  ];
  for (const attack of attacks) {
    const client = await RtmpClient.connect(port);
    await client.handshake();
    attack(client);
    await client.closed;
  }
  expect(refusals.map(({ code }) => code)).toContain('input.invalid');
  expectWhole(await pulling, sourcePackets, 30);
  expect(await session.ended).toEqual({ reason: 'disconnected' });
  expect(fixture.log.lines.filter((line) => line.includes('worker threw') && !line.includes('bomb'))).toEqual([]);
});

test('clients that say nothing are let go', async () => {
  const strict = await fixture.server({ limits: { handshakeTimeoutMs: 100, roleTimeoutMs: 100 } });
  const port = strict.state().port ?? 0;
  const mute = await RtmpClient.connect(port);
  const idle = await RtmpClient.connect(port);
  // On a busy machine its handshake, too, may come too late.
  await idle.handshake().catch(() => undefined);
  await Promise.all([mute.closed, idle.closed]);
  const server = await fixture.server({ limits: { publisherIdleMs: 300 } });
  const published = nextPublish(server);
  const silent = await publishing(server, 'key-a');
  expect(await (await published).ended).toEqual({ reason: 'disconnected' });
  await silent.closed;
});

test('a pull that takes nothing is closed before it fills the memory', async () => {
  const server = await fixture.server({ limits: { pullQueueBytes: 1024 * 1024 } });
  const published = nextPublish(server);
  const encoder = await publishing(server, 'key-a');
  const session = await published;
  encoder.setChunkSize(65_536);
  const url = await session.createPullUrl();
  const pull = await RtmpClient.connect(server.state().port ?? 0);
  await pull.open('pull');
  pull.command('play', 3, null, url.split('/').at(-1) ?? '');
  await pull.hears('NetStream.Play.Start');
  pull.socket.pause();
  const frame = Buffer.alloc(60_000, 1);
  frame[0] = 0x2f;
  const isClosed = (): boolean => fixture.log.lines.some((line) => line.includes('takes too little'));
  for (let timestampMs = 0; !isClosed(); timestampMs += 1) {
    encoder.message(8, timestampMs, frame);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await session.createPullUrl()).toContain('/pull/');
  pull.socket.destroy();
});

test('a client that asks and asks and never reads is closed', async () => {
  const server = await fixture.server();
  const refused = new Promise<Refused>((resolve) => server.onRefused(resolve));
  const client = await RtmpClient.connect(server.state().port ?? 0);
  await client.open();
  client.socket.pause();
  let isClosed = false;
  client.socket.once('error', () => (isClosed = true));
  client.socket.once('close', () => (isClosed = true));
  while (!isClosed && client.socket.writable) {
    for (let count = 0; count < 1_000; count += 1) client.command('createStream', 2, null);
    await new Promise((resolve) => client.socket.write(Buffer.alloc(0), resolve));
  }
  expect(await refused).toEqual({ code: 'input.invalid', remoteAddress: '127.0.0.1' });
  await client.closed;
  await expect.poll(() => fixture.log.lines.join()).toContain('reads no answers');
});
