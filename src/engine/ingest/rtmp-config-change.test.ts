import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readFlvTags, type FlvFileTag } from '../../../test/servers/flv-file.js';
import { RtmpClient } from '../../../test/servers/rtmp-client.js';
import { RtmpFixture, nextPublish, type PacketLine } from '../../../test/servers/rtmp-fixture.js';
import type { PublishSession } from './media-server.js';
import type { Refused, RtmpMediaServer } from './rtmp-media-server.js';

const AUDIO = 8;
const VIDEO = 9;
const SCRIPT = 18;
const seconds = 4;

let fixture: RtmpFixture;
/** The same length, GOP (1 s) and sound; lying and standing. */
let lying: Source;
let standing: Source;
/** As `lying`, with sound at 48 kHz. */
let resampled: Source;
const pulls = new Set<ChildProcess>();

interface Source {
  readonly tags: FlvFileTag[];
  readonly packets: PacketLine[];
}

async function encode(name: string, size: string, rate: number): Promise<Source> {
  const file = await fixture.encode(name, [
    ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=30:duration=${String(seconds)}`],
    ...['-f', 'lavfi', '-i', `sine=440:sample_rate=${String(rate)}:duration=${String(seconds)}`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-g', '30', '-sc_threshold', '0'],
    ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '64k'],
  ]);
  return { tags: readFlvTags(await readFile(file)), packets: await fixture.packets(file) };
}

beforeAll(async () => {
  fixture = await RtmpFixture.create();
  lying = await encode('lying.flv', '320x180', 44_100);
  standing = await encode('standing.flv', '180x320', 44_100);
  resampled = await encode('resampled.flv', '320x180', 48_000);
});
afterEach(async () => {
  for (const child of pulls) child.kill('SIGKILL');
  await fixture.stop();
});
afterAll(() => fixture.remove());

async function publishing(server: RtmpMediaServer): Promise<RtmpClient> {
  const client = await RtmpClient.connect(server.state().port ?? 0);
  await client.open();
  client.setChunkSize(65_536);
  client.command('publish', 3, null, 'key-a', 'live');
  await client.hears('NetStream.Publish.Start');
  return client;
}

function send(client: RtmpClient, tags: readonly FlvFileTag[], shiftMs = 0): void {
  for (const { type, timestampMs, data } of tags) client.message(type, timestampMs + shiftMs, data);
}

const isHeader = ({ type, data }: FlvFileTag): boolean => (type === VIDEO || type === AUDIO) && data[1] === 0;
const early = (tags: readonly FlvFileTag[]): FlvFileTag[] => tags.filter(({ timestampMs }) => timestampMs < 2_500);
const late = (tags: readonly FlvFileTag[]): FlvFileTag[] => tags.filter(({ timestampMs }) => timestampMs >= 2_500);
const content = (packets: readonly PacketLine[], stream: number): string[] =>
  packets.filter((packet) => packet.stream === stream).map(({ size, crc }) => `${String(size)} ${crc}`);

interface Pulled {
  readonly packets: PacketLine[];
  readonly size: string;
  readonly complaints: string;
}

/** Pulls a session into an MP4 until its end and decodes that. `begun` settles when the first packet is there. */
function pull(url: string, name: string): { begun: Promise<unknown>; done: Promise<Pulled> } {
  const file = join(fixture.folder, name);
  const probe = ['-analyzeduration', '1000000', '-fpsprobesize', '4'];
  const outputs = ['-c', 'copy', '-f', 'framecrc', '-flush_packets', '1', 'pipe:1', '-c', 'copy', file];
  const child = spawn('ffmpeg', ['-v', 'error', '-nostdin', '-y', '-copyts', ...probe, '-i', url, ...outputs], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  pulls.add(child);
  let complaints = '';
  let packetsText = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (packetsText += text));
  const begun = once(child.stdout, 'data');
  const read = async (): Promise<Pulled> => {
    await once(child, 'close');
    pulls.delete(child);
    const decode = ['-v', 'error', '-nostdin', '-i', file, '-map', '0:v', '-map', '0:a', '-f', 'framecrc', '-'];
    const decoded = await promisify(execFile)('ffmpeg', decode);
    return {
      packets: packetsText
        .split('\n')
        .filter((line) => /^\d/.test(line))
        .map((line) => line.split(',').map((field) => field.trim()))
        .map(([stream, dts, , , bytes, crc]) => ({
          stream: Number(stream),
          dtsMs: Number(dts),
          size: Number(bytes),
          crc: crc ?? '',
        })),
      size: /#dimensions 0: (\S+)/.exec(decoded.stdout)?.[1] ?? '',
      complaints: complaints + decoded.stderr,
    };
  };
  const done = read();
  // A test that fails before it looks is reported by its own failure.
  done.catch(() => undefined);
  return { begun, done };
}

/** Pushes two sources one after the other on one connection, with a pull of each session. */
async function pushBoth(
  first: Source,
  second: readonly FlvFileTag[],
): Promise<[PublishSession, PublishSession, Pulled[]]> {
  const server = await fixture.server();
  const published: PublishSession[] = [];
  server.onPublish((session) => published.push(session));
  const firstPublished = nextPublish(server);
  const client = await publishing(server);
  const one = await firstPublished;
  send(client, early(first.tags));
  await one.ready;
  const onePull = pull(await one.createPullUrl({ fromSeconds: 0 }), 'one.mp4');
  await onePull.begun;
  const secondPublished = nextPublish(server);
  const shiftMs = seconds * 1000;
  send(client, late(first.tags));
  send(client, early(second), shiftMs);
  const two = await secondPublished;
  expect(await one.ended).toEqual({ reason: 'disconnected' });
  await two.ready;
  const twoPull = pull(await two.createPullUrl({ fromSeconds: 0 }), 'two.mp4');
  await twoPull.begun;
  send(client, late(second), shiftMs);
  client.socket.end();
  expect(await two.ended).toEqual({ reason: 'disconnected' });
  const pulled = [await onePull.done, await twoPull.done];
  expect(published).toEqual([one, two]);
  return [one, two, pulled];
}

test('a turned picture is another session on the same connection, and each is whole', async () => {
  // Its own metadata are left out: those of the first one are stale, the SPS knows better.
  const second = standing.tags.filter(({ type }) => type !== SCRIPT);
  const [one, two, pulled] = await pushBoth(lying, second);
  expect(two.id).not.toBe(one.id);
  expect(two).toMatchObject({ inputId: 'a', remoteAddress: '127.0.0.1' });
  expect((await one.ready).video).toMatchObject({ width: 320, height: 180 });
  expect(await two.ready).toMatchObject({
    video: { codec: 'h264', width: 180, height: 320, fps: 30 },
    audio: { codec: 'aac', sampleRate: 44_100 },
  });
  expect(pulled.map(({ size, complaints }) => [size, complaints])).toEqual([
    ['320x180', ''],
    ['180x320', ''],
  ]);
  for (const [index, source] of [lying, standing].entries()) {
    for (const stream of [0, 1]) {
      expect(content(pulled[index]?.packets ?? [], stream)).toEqual(content(source.packets, stream));
    }
  }
  expect(pulled[1]?.packets[0]?.dtsMs).toBeGreaterThanOrEqual(seconds * 1000 - 100);
});

test('another sample rate is another session, with the picture of before', async () => {
  const second = resampled.tags.filter((tag) => tag.type === AUDIO || (tag.type === VIDEO && !isHeader(tag)));
  const [, two, pulled] = await pushBoth(lying, second);
  expect(await two.ready).toMatchObject({ video: { width: 320, height: 180 }, audio: { sampleRate: 48_000 } });
  expect(pulled.map(({ complaints }) => complaints)).toEqual(['', '']);
  expect(content(pulled[0]?.packets ?? [], 0)).toEqual(content(lying.packets, 0));
  expect(content(pulled[1]?.packets ?? [], 0)).toEqual(content(resampled.packets, 0));
});

test('headers sent again before every keyframe change nothing', async () => {
  const server = await fixture.server();
  const published: PublishSession[] = [];
  server.onPublish((session) => published.push(session));
  const first = nextPublish(server);
  const client = await publishing(server);
  const session = await first;
  const again = lying.tags.filter((tag) => isHeader(tag) || tag.type === SCRIPT);
  const tags = lying.tags.flatMap((tag) =>
    tag.type === VIDEO && tag.data[0] === 0x17 && tag.data[1] === 1
      ? [...again.map((header) => ({ ...header, timestampMs: tag.timestampMs })), tag]
      : [tag],
  );
  expect(tags.length).toBeGreaterThan(lying.tags.length + 8);
  send(client, early(tags));
  await session.ready;
  const pulling = pull(await session.createPullUrl({ fromSeconds: 0 }), 'again.mp4');
  await pulling.begun;
  send(client, late(tags));
  client.socket.end();
  const { packets, complaints } = await pulling.done;
  expect(complaints).toBe('');
  for (const stream of [0, 1]) expect(content(packets, stream)).toEqual(content(lying.packets, stream));
  await session.ended;
  expect(published).toEqual([session]);
});

/** The first header and IDR of a source, over and over at this time. */
function start(source: Source, atMs: number): FlvFileTag[] {
  const isStart = (tag: FlvFileTag): boolean => tag.type === VIDEO && tag.data[0] === 0x17 && tag.data[1] !== 2;
  return source.tags
    .filter(isStart)
    .slice(0, 2)
    .map((tag) => ({ ...tag, timestampMs: atMs }));
}

test('a session that was begun by a change holds its input and ends as any other', async () => {
  const server = await fixture.server();
  const changed = async (): Promise<{ client: RtmpClient; old: PublishSession; session: PublishSession }> => {
    const first = nextPublish(server);
    const client = await publishing(server);
    const old = await first;
    const second = nextPublish(server);
    send(client, [...start(lying, 0), ...start(standing, 40)]);
    return { client, old, session: await second };
  };
  const one = await changed();
  await expect(one.old.createPullUrl()).rejects.toMatchObject({ code: 'ingest.source-ended' });
  const refused = new Promise<Refused>((resolve) => server.onRefused(resolve));
  const rival = await RtmpClient.connect(server.state().port ?? 0);
  await rival.open();
  rival.command('publish', 3, null, 'key-a', 'live');
  await rival.closed;
  expect((await refused).code).toBe('ingest.already-publishing');
  one.old.disconnect();
  expect(await one.session.createPullUrl()).toContain('/pull/');
  one.session.disconnect();
  expect(await one.session.ended).toEqual({ reason: 'stopped' });
  await one.client.closed;

  const two = await changed();
  server.setKeys([{ inputId: 'a', key: 'renewed' }]);
  expect(await two.session.ended).toEqual({ reason: 'refused' });
  await two.client.closed;
});

test('an encoder that changes without end is cut off', async () => {
  const server = await fixture.server();
  const published: PublishSession[] = [];
  server.onPublish((session) => published.push(session));
  const refused = new Promise<Refused>((resolve) => server.onRefused(resolve));
  const client = await publishing(server);
  for (let turn = 0; turn < 40; turn += 1) send(client, start(turn % 2 === 0 ? lying : standing, turn * 40));
  await client.closed;
  expect(await refused).toEqual({ code: 'input.invalid', remoteAddress: '127.0.0.1' });
  await Promise.all(published.map(({ ended }) => ended));
  // Its first one and ten changes.
  expect(published).toHaveLength(11);
});
