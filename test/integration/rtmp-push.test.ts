import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RelayTag } from '../../src/engine/relay/relay-tag.js';
import { RtmpPush } from '../../src/engine/relay/rtmp/rtmp-push.js';
import { expectWhole } from '../servers/expect-whole.js';
import { readFlvTags } from '../servers/flv-file.js';
import { RtmpFixture, exitOf, nextPublish } from '../servers/rtmp-fixture.js';

const run = promisify(execFile);
const never = new AbortController().signal;
let fixture: RtmpFixture;
let source = '';
let tags: RelayTag[] = [];

beforeAll(async () => {
  fixture = await RtmpFixture.create();
  const inputs = ['-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=30:d=4', '-f', 'lavfi', '-i', 'sine=r=44100:d=4'];
  const video = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-g', '60', '-sc_threshold', '0'];
  source = await fixture.encode('source.flv', [...inputs, ...video, '-pix_fmt', 'yuv420p', '-c:a', 'aac']);
  tags = readFlvTags(await readFile(source)).map(({ type, ...rest }) => {
    if (type !== 8 && type !== 9 && type !== 18) throw new Error(`Expected media, got the tag type ${type}`);
    return { type, ...rest };
  });
});
afterEach(() => fixture.stop());
afterAll(() => fixture.remove());

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Sound and picture; the script data tell of the file. */
const media = (all: readonly { type: number; timestampMs: number; data: Uint8Array }[]): string[] =>
  all
    .filter(({ type }) => type !== 18)
    .map(({ type, timestampMs, data }) => `${type} ${timestampMs} ${createHash('sha1').update(data).digest('hex')}`);

describe('RtmpPush, to servers that others wrote', () => {
  it.each([
    ['from zero', 0],
    ['past 2^24 ms, where timestamps outgrow their three bytes', 0xffffff - 2_000],
  ])('ffmpeg -listen writes down the same packets, %s', async (_name, offsetMs) => {
    const port = await freePort();
    const file = join(fixture.folder, `sink-${offsetMs}.flv`);
    const url = `rtmp://127.0.0.1:${port}/app/inst`;
    const sink = fixture.start(['-y', '-copyts', '-listen', '1', '-i', `${url}/key-1`, '-c', 'copy', file]);
    const ended = exitOf(sink);
    // it answers once it listens
    const push = await vi.waitFor(() => RtmpPush.open({ url, key: 'key-1', connectTimeoutMs: 20_000 }, never), {
      timeout: 20_000,
      interval: 100,
    });
    for (const tag of tags) push.send({ ...tag, timestampMs: tag.timestampMs + offsetMs });
    await push.close();
    expect(await push.closed).toBeNull();
    expect(await ended).toBe(0);
    // ffmpeg's muxer stamps the decoder configurations (their second byte is 0) with nought
    const timeOf = ({ data, timestampMs }: RelayTag): number => (data[1] === 0 ? 0 : timestampMs + offsetMs);
    const shifted = tags.map((tag) => ({ ...tag, timestampMs: timeOf(tag) }));
    expect(media(readFlvTags(await readFile(file)))).toEqual(media(shifted));
  });

  it('node-media-server, as the product runs it, hands on every packet', async () => {
    const server = await fixture.server();
    const published = nextPublish(server);
    const url = `rtmp://127.0.0.1:${server.state().port}/live`;
    const push = await RtmpPush.open({ url, key: 'key-a', connectTimeoutMs: 20_000 }, never);
    for (const tag of tags) push.send(tag);
    const session = await published;
    expect((await session.ready).video).toMatchObject({ codec: 'h264', width: 640, height: 360 });
    const file = join(fixture.folder, 'pulled.flv');
    const input = [
      '-v',
      'error',
      '-progress',
      'pipe:1',
      '-copyts',
      '-i',
      await session.createPullUrl({ fromSeconds: 0 }),
    ];
    const pull = run('ffmpeg', [...input, '-c', 'copy', file]);
    // it has begun: from here on the server sends it everything that it has before it ends the pull
    pull.child.stdout?.once('data', () => void push.close());
    await pull;
    expectWhole(await fixture.packets(file), await fixture.packets(source), 60);
  });

  it('node-media-server, with a key that it does not know: its words are told', async () => {
    const server = await fixture.server();
    const url = `rtmp://127.0.0.1:${server.state().port}/live`;
    const opened = RtmpPush.open({ url, key: 'nobody-knows', connectTimeoutMs: 20_000 }, never);
    const error = await opened.then(
      (push) => push.closed,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'relay.bad-key' });
    await RtmpPush.probe({ url, key: 'nobody-knows', connectTimeoutMs: 20_000 }, never);
  });
});
