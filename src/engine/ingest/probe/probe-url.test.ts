import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Logger } from '../../log/logger.js';
import type { Ffmpeg } from '../../process/ffmpeg.js';
import { createProcessOwner } from '../../process/process-owner.js';
import { resolveFfmpeg } from '../../process/resolve-ffmpeg.js';
import { probeUrl } from './probe-url.js';
import { runFfmpeg } from './run-ffmpeg.js';

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => silent };
const owner = createProcessOwner({ logger: silent });
let ffmpeg: Ffmpeg;
let folder: string;

beforeAll(async () => {
  ffmpeg = await resolveFfmpeg({ env: process.env });
  folder = await mkdtemp(join(tmpdir(), 'headwater-probe-'));
});
afterAll(async () => {
  await owner.stopAll();
  await rm(folder, { recursive: true });
});

function probe(url: string, timeoutMs = 10_000) {
  return probeUrl({ ffmpeg, owner, url, timeoutMs, live: false });
}

async function make(name: string, ...args: string[]): Promise<string> {
  const path = join(folder, name);
  const { exit, stderrLines } = await runFfmpeg({
    ffmpeg,
    owner,
    name,
    args: ['-y', ...args, path],
    timeoutMs: 20_000,
  });
  expect(exit.code, stderrLines.join('\n')).toBe(0);
  return path;
}

describe('probeUrl', () => {
  it('measures a file', async () => {
    const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=5'];
    const sound = ['-f', 'lavfi', '-i', 'sine=sample_rate=44100:duration=5'];
    const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '50', '-bf', '2'];
    const path = await make('-a.mkv', ...picture, ...sound, ...h264, '-sc_threshold', '0', '-c:a', 'aac', '-ac', '1');
    const source = await probe(path);
    expect(source).toMatchObject({
      video: { codec: 'h264', pixelFormat: 'yuv420p', width: 320, height: 180, fps: 25 },
      audio: { codec: 'aac', sampleRate: 44100, channels: 1 },
      rotated: false,
      interlaced: false,
    });
    expect(source.video?.gopSeconds).toBeCloseTo(2, 1);
    expect(source.video?.bitrate).toBeGreaterThan(10_000);
    expect(source.durationSeconds).toBeCloseTo(5, 0);
  });

  it('says why it cannot read', async () => {
    await expect(probe(join(folder, 'none.mp4'))).rejects.toMatchObject({
      code: 'ingest.source-unreadable',
      details: { reason: 'No such file or directory', source: 'none.mp4' },
    });
    const text = join(folder, 'text.mp4');
    await writeFile(text, 'This is no film.');
    await expect(probe(text)).rejects.toMatchObject({
      details: { reason: 'Invalid data found when processing input' },
    });
    await expect(probe('-i')).rejects.toMatchObject({ details: { reason: 'No such file or directory' } });
  });

  it('keeps credentials to itself', async () => {
    const refused = probe('rtmp://user:hunter22@127.0.0.1:9/app/secret-key');
    await expect(refused).rejects.toMatchObject({ details: { reason: expect.stringMatching(/refused/i) as string } });
    const error = (await refused.catch((thrown: unknown) => thrown)) as Error;
    expect(JSON.stringify(error) + error.message).not.toMatch(/hunter22|secret-key/);
  });

  it('gives up on a source that says nothing', async () => {
    const server = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('Expected a port');
    await expect(probe(`http://127.0.0.1:${address.port}/live.flv`, 700)).rejects.toMatchObject({
      details: { reason: 'no answer within 1 s' },
    });
    server.close();
  });

  it('lets a playlist from the network read no file', async () => {
    const secret = await make('secret.ts', '-f', 'lavfi', '-i', 'testsrc2=size=64x64:duration=1', '-c:v', 'mpeg2video');
    const list = `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:${secret}\n#EXT-X-ENDLIST\n`;
    const server = createServer((socket) => {
      const head = `HTTP/1.1 200 OK\r\nContent-Type: application/vnd.apple.mpegurl\r\nContent-Length: ${list.length}\r\n`;
      socket.once('data', () => socket.end(`${head}Connection: close\r\n\r\n${list}`));
      socket.on('error', () => socket.destroy());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('Expected a port');
    const result = probe(`http://127.0.0.1:${address.port}/list.m3u8`);
    await expect(result).rejects.toMatchObject({ code: 'ingest.source-unreadable' });
    server.close();
  });
});
