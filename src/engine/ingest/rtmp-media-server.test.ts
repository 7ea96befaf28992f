import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { expectWhole } from '../../../test/servers/expect-whole.js';
import { RtmpClient } from '../../../test/servers/rtmp-client.js';
import { RtmpFixture, exitOf, nextPublish, type PacketLine } from '../../../test/servers/rtmp-fixture.js';
import type { IngestFigures, PublishSession } from './media-server.js';
import type { Refused, RtmpMediaServer } from './rtmp-media-server.js';

let fixture: RtmpFixture;
/** 5 s, 2 s GOP, mono 44.1 kHz. */
let source: string;
let sourcePackets: PacketLine[];

const picture = (seconds: number, gop: number): string[] => [
  ...['-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=30:duration=${String(seconds)}`],
  ...['-f', 'lavfi', '-i', `sine=440:sample_rate=44100:duration=${String(seconds)}`],
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-g', String(gop), '-keyint_min', String(gop)],
  ...['-sc_threshold', '0', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '64k'],
];

beforeAll(async () => {
  fixture = await RtmpFixture.create();
  source = await fixture.encode('source.flv', picture(5, 60));
  sourcePackets = await fixture.packets(source);
});
afterEach(() => fixture.stop());
afterAll(() => fixture.remove());

function nextRefusal(server: RtmpMediaServer): Promise<Refused> {
  return new Promise((resolve) => server.onRefused(resolve));
}

function figuresUntil(session: PublishSession, isEnough: (figures: IngestFigures) => boolean): Promise<IngestFigures> {
  return new Promise((resolve) => session.onFigures((figures) => isEnough(figures) && resolve(figures)));
}

const content = (packets: readonly PacketLine[], stream: number): string[] =>
  packets.filter((packet) => packet.stream === stream).map(({ size, crc }) => `${String(size)} ${crc}`);

describe('publish and pull', () => {
  test('a pull gets every packet from the first IDR to the last one, then the end', async () => {
    const server = await fixture.server();
    const published = nextPublish(server);
    fixture.push(server, source);
    const session = await published;
    expect(await session.ready).toEqual({
      video: {
        codec: 'h264',
        profile: 'Main',
        pixelFormat: 'yuv420p',
        width: 640,
        height: 360,
        fps: 30,
        gopSeconds: null,
        bitrate: null,
      },
      audio: { codec: 'aac', sampleRate: 44_100, channels: 1, bitrate: expect.closeTo(64_000, -4) as number },
    });
    const pulled = await fixture.packets(await session.createPullUrl());
    expectWhole(pulled, sourcePackets, 60);
    expect(await session.ended).toEqual({ reason: 'disconnected' });
    await expect(session.createPullUrl()).rejects.toMatchObject({ code: 'ingest.source-ended' });
    expect(fixture.log.lines.join('\n')).not.toContain('key-a');
  });

  test('a late pull starts at the newest IDR, with the sound since then', async () => {
    const file = await fixture.encode('long-gop.flv', picture(24, 240));
    const all = await fixture.packets(file);
    const server = await fixture.server();
    const published = nextPublish(server);
    fixture.push(server, file, { readRate: 3 });
    const session = await published;
    // Past the middle of the second GOP, which began at 8 s.
    const figures = await figuresUntil(session, ({ newestTimestampMs }) => newestTimestampMs > 11_000);
    expect(figures.gopSeconds).toBe(8);
    expect(figures.fps).toBeCloseTo(30, 0);
    const pulled = await fixture.packets(await session.createPullUrl());
    expectWhole(pulled, all, 240);
    expect(pulled.length).toBeGreaterThan(all.length * 0.1);
  });

  test('a 2 s GOP is measured on the stream clock, faster than real time', async () => {
    const server = await fixture.server();
    const published = nextPublish(server);
    fixture.push(server, source, { readRate: 2 });
    const figures = await figuresUntil(await published, ({ gopSeconds }) => gopSeconds !== null);
    expect(figures.gopSeconds).toBe(2);
    const mediaBits = sourcePackets.reduce((sum, packet) => sum + packet.size * 8, 0) / 5;
    expect(figures.bitrate / mediaBits).toBeGreaterThan(0.5);
    expect(figures.bitrate / mediaBits).toBeLessThan(1.6);
  });

  test('a broadcast goes on past 4 h 39 min, where RTMP timestamps outgrow their three bytes', async () => {
    const server = await fixture.server();
    const published = nextPublish(server);
    const url = `rtmp://127.0.0.1:${String(server.state().port)}/live/key-a`;
    const hours = ['-output_ts_offset', '16775', '-flvflags', 'no_duration_filesize'];
    fixture.start(['-readrate', '2', '-i', source, '-c', 'copy', ...hours, '-f', 'flv', url]);
    const pulled = await fixture.packets(await (await published).createPullUrl());
    expectWhole(pulled, sourcePackets, 60);
    expect(pulled.at(-1)?.dtsMs).toBeGreaterThan(0xffffff);
  });

  test('a name is good for one pull; a stream key for none', async () => {
    const server = await fixture.server();
    const published = nextPublish(server);
    fixture.push(server, source);
    const session = await published;
    await session.ready;
    const url = await session.createPullUrl();
    const port = server.state().port ?? 0;
    const play = async (app: string, name: string): Promise<RtmpClient> => {
      const client = await RtmpClient.connect(port);
      await client.open(app);
      client.command('play', 3, null, name);
      return client;
    };
    const first = await play('pull', url.split('/').at(-1) ?? '');
    await first.hears('NetStream.Play.Start');
    for (const [app, name] of [
      ['pull', url.split('/').at(-1) ?? ''],
      ['live', 'key-a'],
      ['live', session.id],
      ['pull', session.id],
    ] as const) {
      const client = await play(app, name);
      await client.closed;
      expect(client.received.includes('NetStream.Play')).toBe(false);
    }
    session.disconnect();
    await first.closed;
    expect(await session.ended).toEqual({ reason: 'stopped' });
  });

  test('an encoder that returns at once is a new session and never spliced into the old one', async () => {
    const server = await fixture.server();
    const firstPublished = nextPublish(server);
    const encoder = fixture.push(server, source);
    const first = await firstPublished;
    await first.ready;
    const pulling = fixture.packets(await first.createPullUrl());
    await figuresUntil(first, ({ newestTimestampMs }) => newestTimestampMs > 1_000);
    const secondPublished = nextPublish(server);
    encoder.kill('SIGKILL');
    expect(await first.ended).toEqual({ reason: 'disconnected' });
    fixture.push(server, source);
    const second = await secondPublished;
    await second.ready;
    expect(second.id).not.toBe(first.id);
    const [old, fresh] = await Promise.all([pulling, second.createPullUrl().then((url) => fixture.packets(url))]);
    expectWhole(fresh, sourcePackets, 60);
    expect(content(old, 0)).toEqual(content(sourcePackets, 0).slice(0, content(old, 0).length));
    expect(content(old, 0).length).toBeLessThan(content(sourcePackets, 0).length);
  });
});

describe('who may publish', () => {
  test('an unknown key is cut off and reported, without the key', async () => {
    const server = await fixture.server();
    const refused = nextRefusal(server);
    let publishes = 0;
    server.onPublish(() => (publishes += 1));
    expect(await exitOf(fixture.push(server, source, { key: 'guessed-key' }))).not.toBe(0);
    expect(await refused).toEqual({ code: 'ingest.unknown-key', remoteAddress: '127.0.0.1' });
    expect(publishes).toBe(0);
    expect(fixture.log.lines.join('\n')).not.toContain('guessed-key');
  });

  test('a second publisher is refused and the first one loses nothing', async () => {
    const server = await fixture.server();
    const published = nextPublish(server);
    fixture.push(server, source);
    const session = await published;
    await session.ready;
    const pulling = fixture.packets(await session.createPullUrl());
    const refused = nextRefusal(server);
    expect(await exitOf(fixture.push(server, source))).not.toBe(0);
    expect((await refused).code).toBe('ingest.already-publishing');
    expectWhole(await pulling, sourcePackets, 60);
  });

  test('a withdrawn key ends its session and no other', async () => {
    const server = await fixture.server();
    const keys = [
      { inputId: 'a', key: 'key-a' },
      { inputId: 'b', key: 'key-b' },
    ];
    server.setKeys(keys);
    const sessions: PublishSession[] = [];
    const both = new Promise<void>((resolve) => {
      server.onPublish((session) => sessions.push(session) === 2 && resolve());
    });
    fixture.push(server, source);
    fixture.push(server, source, { key: 'key-b' });
    await both;
    const [a, b] = ['a', 'b'].map((inputId) => sessions.find((session) => session.inputId === inputId));
    server.setKeys([
      { inputId: 'a', key: 'renewed' },
      { inputId: 'b', key: 'key-b' },
    ]);
    expect(await a?.ended).toEqual({ reason: 'refused' });
    expect(await b?.createPullUrl()).toMatch(/^rtmp:\/\/127\.0\.0\.1:\d+\/pull\/[0-9a-f]{48}$/);
  });
});

describe('where it listens', () => {
  test('a busy port moves to a free one and says so', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const address = squatter.address();
    const wantedPort = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const server = await fixture.server({ wantedPort });
      const { port, status, reason, urls } = server.state();
      expect(status).toBe('listening');
      expect(port).toBeGreaterThan(wantedPort);
      expect(reason).toEqual({ code: 'ingest.port-moved', details: { wantedPort, port } });
      expect(urls).toEqual([`rtmp://127.0.0.1:${String(port)}/live`]);
    } finally {
      squatter.close();
    }
  });

  test('the network comes and goes without touching what came over loopback', async () => {
    // 127.0.0.2 plays the network's address: it can be listened on apart, on any Linux.
    const server = await fixture.server({ networkAddresses: () => ['127.0.0.2'] });
    const port = server.state().port ?? 0;
    await expect(RtmpClient.connect(port, '127.0.0.2')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    server.setKeys([
      { inputId: 'a', key: 'key-a' },
      { inputId: 'b', key: 'key-b' },
    ]);
    const local = nextPublish(server);
    fixture.push(server, source);
    const session = await local;
    await server.setLan(true);
    expect(server.state().urls).toEqual([
      `rtmp://127.0.0.1:${String(port)}/live`,
      `rtmp://127.0.0.2:${String(port)}/live`,
    ]);
    const remote = nextPublish(server);
    const client = await RtmpClient.connect(port, '127.0.0.2');
    await client.open();
    client.command('publish', 3, null, 'key-b', 'live');
    const guest = await remote;
    await server.setLan(false);
    expect(await guest.ended).toEqual({ reason: 'refused' });
    await client.closed;
    expect(await session.createPullUrl()).toContain('/pull/');
    await expect(RtmpClient.connect(port, '127.0.0.2')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
