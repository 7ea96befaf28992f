import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readFlvTags, type FlvFileTag } from '../servers/flv-file.js';
import { RtmpClient } from '../servers/rtmp-client.js';
import { RtmpSink } from '../servers/rtmp-sink.js';
import { makeTestCertificate } from '../servers/test-certificate.js';

const run = promisify(execFile);
let folder = '';
let file = '';
let tags: FlvFileTag[] = [];
const sinks: RtmpSink[] = [];

async function sinkWith(...options: Parameters<typeof RtmpSink.start>): Promise<RtmpSink> {
  const sink = await RtmpSink.start(...options);
  sinks.push(sink);
  return sink;
}

const push = (url: string): Promise<unknown> =>
  run('ffmpeg', ['-v', 'error', '-nostdin', '-i', file, '-c', 'copy', '-f', 'flv', url]);
const media = (all: readonly { type: number; timestampMs: number; sha: string }[]): string[] =>
  all.filter(({ type }) => type !== 18).map(({ type, timestampMs, sha }) => `${type} ${timestampMs} ${sha}`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-sink-'));
  file = join(folder, 'source.flv');
  const inputs = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=15:d=2', '-f', 'lavfi', '-i', 'sine=d=2'];
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '15', '-bf', '0', '-c:a', 'aac'];
  await run('ffmpeg', ['-v', 'error', ...inputs, ...codecs, '-f', 'flv', file]);
  tags = readFlvTags(await readFile(file));
});
afterEach(async () => {
  for (const sink of sinks.splice(0)) await sink.die();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the RTMP sink', () => {
  it.each([false, true])('takes what ffmpeg pushes, byte for byte (TLS: %s)', async (isSecure) => {
    const sink = await sinkWith(isSecure ? { tls: await makeTestCertificate() } : {});
    await push(`${sink.url}/key-1`);
    const [publish] = sink.publishes;
    expect(await publish?.ended).toBe('unpublished');
    expect(publish).toMatchObject({ key: 'key-1', app: 'live', dataFrames: 1 });
    const expected = tags.map(({ type, timestampMs, data }) => ({
      type,
      timestampMs,
      sha: createHash('sha1').update(data).digest('hex'),
    }));
    expect(media(publish?.tags ?? [])).toEqual(media(expected));
  });

  it('refuses a key with words, and takes the others', async () => {
    const sink = await sinkWith();
    sink.refuse(
      { at: 'publish', code: 'NetStream.Publish.BadName', description: 'No such key' },
      (key) => key === 'bad',
    );
    await expect(push(`${sink.url}/bad`)).rejects.toThrow('No such key');
    await push(`${sink.url}/good`);
    expect(sink.publishes.map(({ key }) => key)).toEqual(['good']);
  });

  it('dies, comes back on its port, and resets what it takes', async () => {
    const sink = await sinkWith();
    await sink.die();
    await expect(push(`${sink.url}/key`)).rejects.toThrow('Connection refused');
    await sink.comeBack();
    sink.resetAfter(1);
    await RtmpClient.connect(sink.port).then(async (client) => {
      await client.open();
      client.command('publish', 3, null, 'key', 'live');
      await client.closed;
    });
    expect(await sink.publishes[0]?.ended).toBe('by-sink');
  });

  it('stalls: what comes meanwhile waits in the sockets', async () => {
    const sink = await sinkWith();
    sink.acceptAndNeverRead();
    const next = sink.nextPublish();
    const client = await RtmpClient.connect(sink.port);
    await client.open();
    client.command('publish', 3, null, 'key', 'live');
    const publish = await next;
    await client.hears('NetStream.Publish.Start');
    client.setChunkSize(65_536);
    client.message(9, 0, Buffer.alloc(1_000), 1);
    client.message(9, 40, Buffer.alloc(1_000), 1);
    await new Promise((resolve) => client.socket.write(Buffer.alloc(0), resolve));
    expect(publish.tags).toEqual([]);
    sink.resume();
    await publish.received(2);
    expect(publish.tags.map(({ timestampMs }) => timestampMs)).toEqual([0, 40]);
    client.socket.destroy();
    expect(await publish.ended).toBe('closed');
  });
});
