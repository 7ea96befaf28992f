import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readFlvTags, type FlvFileTag } from '../../../test/servers/flv-file.js';
import { RtmpClient } from '../../../test/servers/rtmp-client.js';
import { RtmpFixture, nextPublish, type PacketLine } from '../../../test/servers/rtmp-fixture.js';
import type { IngestFigures, PublishSession } from './media-server.js';

let fixture: RtmpFixture;
/** 5 s, 2 s GOP, mono 44.1 kHz. */
let source: string;
let sourcePackets: PacketLine[];

beforeAll(async () => {
  fixture = await RtmpFixture.create();
  source = await fixture.encode('source.flv', [
    ...['-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=30:duration=5'],
    ...['-f', 'lavfi', '-i', 'sine=440:sample_rate=44100:duration=5'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '60', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '64k'],
  ]);
  sourcePackets = await fixture.packets(source);
});
afterEach(() => fixture.stop());
afterAll(() => fixture.remove());

function figuresUntil(session: PublishSession, isEnough: (figures: IngestFigures) => boolean): Promise<IngestFigures> {
  return new Promise((resolve) => session.onFigures((figures) => isEnough(figures) && resolve(figures)));
}

const picture = (packets: readonly PacketLine[]): string[] =>
  packets.filter(({ stream }) => stream === 0).map(({ size, crc }) => `${String(size)} ${crc}`);

describe('what comes in', () => {
  test('no sound', async () => {
    const file = await fixture.encode('silent.flv', ['-i', source, '-an', '-c', 'copy', '-t', '2']);
    const server = await fixture.server();
    const published = nextPublish(server);
    fixture.push(server, file);
    expect(await (await published).ready).toMatchObject({ video: { width: 640 }, audio: null });
  });

  test('announced video is waited for, however long the sound has been there', async () => {
    const server = await fixture.server();
    const published = nextPublish(server);
    const client = await RtmpClient.connect(server.state().port ?? 0);
    await client.open();
    client.command('publish', 3, null, 'key-a', 'live');
    const session = await published;
    const tags = readFlvTags(await readFile(source));
    const isLate = (tag: FlvFileTag): boolean => tag.type === 9;
    for (const tag of tags) if (!isLate(tag)) client.message(tag.type, tag.timestampMs, tag.data);
    let isReady = false;
    void session.ready.then(() => (isReady = true));
    await figuresUntil(session, ({ newestTimestampMs }) => newestTimestampMs > 4_000);
    expect(isReady).toBe(false);
    for (const tag of tags) if (isLate(tag)) client.message(tag.type, tag.timestampMs + 3_000, tag.data);
    expect(await session.ready).toMatchObject({ video: { height: 360 }, audio: { channels: 1 } });
    const pull = await fixture.pull(await session.createPullUrl());
    await pull.playing;
    await figuresUntil(session, ({ newestTimestampMs }) => newestTimestampMs > 7_000);
    client.socket.end();
    // The newest GOP begins at 4 s of the source.
    expect(picture(await pull.packets)).toEqual(picture(sourcePackets).slice(120));
  });

  test('sound alone is refused in the end', async () => {
    const server = await fixture.server({ limits: { sourceWaitMs: 500 } });
    const published = nextPublish(server);
    const file = await fixture.encode('sound.flv', ['-i', source, '-vn', '-c', 'copy', '-t', '3']);
    fixture.push(server, file);
    await expect((await published).ready).rejects.toMatchObject({ code: 'ingest.no-video' });
  });

  test('G.711 at 8 kHz is reported as what it is', async () => {
    const telephone = ['-i', source, '-c:v', 'copy', '-c:a', 'pcm_mulaw', '-ar', '8000', '-ac', '1', '-t', '2'];
    const server = await fixture.server();
    const published = nextPublish(server);
    fixture.push(server, await fixture.encode('g711.flv', telephone));
    expect((await (await published).ready).audio).toMatchObject({ codec: 'g711u', sampleRate: 8_000, channels: 1 });
  });

  test('a stream of recovery points only: a pull that comes after the cache overflowed still gets picture', async () => {
    const server = await fixture.server({ limits: { gopCacheBytes: 100_000 } });
    const published = nextPublish(server);
    const client = await RtmpClient.connect(server.state().port ?? 0);
    await client.open();
    client.setChunkSize(65_536);
    client.command('publish', 3, null, 'key-a', 'live');
    const session = await published;
    const tags = readFlvTags(await readFile(source)).filter(({ type }) => type !== 8);
    let frames = 0;
    for (const { type, timestampMs, data } of tags) {
      // Every I-frame but the first is made a mere recovery point: its IDR slices (type 5) become ordinary ones (type 1).
      const isLaterKeyframe = type === 9 && data[0] === 0x17 && data[1] === 1 && (frames += 1) > 1;
      const body = Buffer.from(data);
      if (isLaterKeyframe) for (let at = 0; at + 1 < body.length; at += 1) if (body[at] === 0x65) body[at] = 0x41;
      client.message(type, timestampMs, body);
    }
    await figuresUntil(session, ({ newestTimestampMs }) => newestTimestampMs > 4_900);
    const pull = await RtmpClient.connect(server.state().port ?? 0);
    await pull.open('pull');
    pull.command('play', 3, null, (await session.createPullUrl()).split('/').at(-1) ?? '');
    await pull.hears('NetStream.Play.Start');
    const keyframe = tags.filter(({ data, type }) => type === 9 && data[0] === 0x17 && data[1] === 1).at(-1);
    client.message(
      9,
      6_000,
      Buffer.concat([keyframe?.data.subarray(0, 9) ?? Buffer.alloc(0), Buffer.from('recovery point')]),
    );
    await pull.hears('recovery point');
    pull.socket.destroy();
    client.socket.destroy();
  });
});
