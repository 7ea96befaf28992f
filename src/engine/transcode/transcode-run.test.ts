import { once } from 'node:events';
import { createServer, connect, type Server } from 'node:net';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OutputListener } from './output-listener.js';
import { planLadder } from './plan-ladder.js';
import { testProgrammeGraph, testProgrammeSource } from './test-programme.js';
import { readSamples } from './testing/read-samples.js';
import { collect, TestBench, type Collected } from './testing/test-bench.js';
import type { TranscodeProgress } from './transcoder.js';

let bench: TestBench;
beforeAll(async () => {
  bench = await TestBench.open();
});
afterAll(() => bench.close());

const input = { kind: 'test', width: 640, height: 360, fps: 30 } as const;
const request = { preset: 'auto', segmentSeconds: 2, copyAllowed: true, shed: 0, live: true } as const;
const plan = planLadder({ ...request, source: testProgrammeSource(input) });

/** When the middle of the picture turns white, in seconds of the output's time line. */
async function flashes(name: string, output: Collected): Promise<number[]> {
  const path = join(bench.folder, `${name}.mp4`);
  await writeFile(path, output.bytes);
  const middle = 'crop=iw/8:ih/8,scale=1:1:flags=area,format=gray';
  const raw = join(bench.folder, `${name}.gray`);
  await bench.read('-i', path, '-vf', middle, '-fps_mode', 'passthrough', '-f', 'rawvideo', '-y', raw);
  const light = [...(await readFile(raw))];
  expect(light).toHaveLength(output.samples.length);
  const times = output.samples.map(({ pts }) => pts).toSorted((a, b) => a - b);
  return times.filter((_, index) => index > 0 && (light[index] ?? 0) > 215 && (light[index - 1] ?? 255) <= 215);
}

/** When the beep begins, in seconds of the output's time line. */
async function beeps(name: string, output: Collected): Promise<number[]> {
  const path = join(bench.folder, `${name}.mp4`);
  const raw = join(bench.folder, `${name}.pcm`);
  await writeFile(path, output.bytes);
  await bench.read('-i', path, '-ac', '1', '-f', 's16le', '-y', raw);
  const bytes = await readFile(raw);
  const start = output.samples[0]?.pts ?? 0;
  const found: number[] = [];
  let quietUntil = 0.5 * 48000;
  for (let index = 0; index * 2 + 1 < bytes.length; index += 1) {
    if (Math.abs(bytes.readInt16LE(index * 2)) < 4000) continue;
    if (index >= quietUntil) found.push(start + index / 48000);
    quietUntil = index + 0.5 * 48000;
  }
  return found;
}

function output(outputs: ReadonlyMap<string, Collected>, name: string): Collected {
  const found = outputs.get(name);
  if (found === undefined) throw new Error(`Expected ${name}, got ${[...outputs.keys()].join()}`);
  return found;
}

/** Each flash has its beep, within a frame's half and AAC's onset. */
async function expectInStep(outputs: ReadonlyMap<string, Collected>, rungs: readonly string[]): Promise<void> {
  const heard = await beeps('audio', output(outputs, 'audio'));
  expect(heard.length).toBeGreaterThanOrEqual(2);
  for (const name of rungs) {
    const seen = await flashes(name, output(outputs, name));
    expect(seen.length, name).toBeGreaterThanOrEqual(2);
    for (const time of seen.slice(0, heard.length)) {
      const nearest = Math.min(...heard.map((beep) => Math.abs(beep - time)));
      expect(nearest, `${name} at ${time}`).toBeLessThan(0.01);
    }
  }
}

describe('a run', () => {
  it('makes the test programme until it is stopped, flash and beep in step', async () => {
    const run = await bench.transcoder.startRun({ input, plan, segmentSeconds: 2 });
    expect(run.outputs.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['360p video', '234p video', 'audio audio']);
    const collected = collect(run);
    const reports: TranscodeProgress[] = [];
    await new Promise<void>((resolve) => {
      run.onProgress((progress) => {
        reports.push(progress);
        if (reports.length === 5) resolve();
      });
    });
    await run.stop();
    expect(await run.exited).toMatchObject({ asked: true, code: 0 });
    const outputs = await collected;
    const keys = output(outputs, '360p').samples.filter(({ isKey }) => isKey);
    expect(keys.slice(0, 2).map(({ pts }) => pts)).toEqual([10, 12]);
    expect(reports.at(-1)).toMatchObject({ droppedFrames: 0, duplicatedFrames: 0 });
    expect(reports.at(-1)?.speed).toBeGreaterThan(0);
    await expectInStep(outputs, ['360p', '234p']);
  });

  it('keeps 44.1 kHz mono sound in step with a copied and an encoded rung', async () => {
    const path = await bench.make(
      'av.flv',
      ...['-f', 'lavfi', '-i', testProgrammeGraph(input), '-t', '4', '-c:v', 'libx264', '-preset', 'ultrafast'],
      ...['-g', '60', '-bf', '2', '-c:a', 'aac', '-ar', '44100', '-ac', '1'],
    );
    const video = { codec: 'h264', profile: null, pixelFormat: null, width: 640, height: 360, fps: 30, gopSeconds: 2 };
    const audio = { codec: 'aac', sampleRate: 44100, channels: 1, bitrate: null };
    const flv = planLadder({ ...request, source: { video: { ...video, bitrate: null }, audio } });
    const run = await bench.transcoder.startRun({
      input: { kind: 'rtmp-pull', url: path },
      plan: flv,
      segmentSeconds: 2,
    });
    await expectInStep(await collect(run), ['360p', '234p']);
  });

  it('ends a source that says nothing any more', async () => {
    const path = await bench.make(
      'short.flv',
      ...['-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=30:duration=3', '-c:v', 'libx264', '-preset', 'ultrafast'],
    );
    const bytes = await readFile(path);
    const server = createServer((socket) => socket.on('error', () => socket.destroy()).write(bytes));
    const url = await listen(server);
    const source = { video: { ...testProgrammeSource(input).video, codec: 'hevc' }, audio: null };
    const silent = planLadder({ ...request, source: source as Parameters<typeof planLadder>[0]['source'] });
    const run = await bench.transcoder.startRun({ input: { kind: 'rtmp-pull', url }, plan: silent, segmentSeconds: 2 });
    const [top, low] = run.outputs;
    low?.stream.resume();
    const chunks: Buffer[] = [];
    await new Promise<void>((resolve) => {
      top?.stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        // All but what encoder and muxer hold: from here on ffmpeg waits for its source.
        if (readSamples(wholeFragments(Buffer.concat(chunks))).length >= 85) resolve();
      });
    });
    await run.stop();
    expect(await run.exited).toMatchObject({ asked: true, signal: null });
    server.close();
  });

  it('says why a source cannot be opened', async () => {
    const missing = { kind: 'file', url: 'file:/none/such.mp4' } as const;
    await expect(bench.transcoder.startRun({ input: missing, plan, segmentSeconds: 2 })).rejects.toMatchObject({
      code: 'ffmpeg.failed',
      details: { tail: expect.stringContaining('No such file') as string },
    });
  });

  it('can be called off while it starts', async () => {
    const server = createServer((socket) => socket.on('error', () => socket.destroy()));
    const url = await listen(server);
    const controller = new AbortController();
    const starting = bench.transcoder.startRun({
      input: { kind: 'rtmp-pull', url },
      plan,
      segmentSeconds: 2,
      signal: controller.signal,
    });
    await once(server, 'connection');
    controller.abort();
    await expect(starting).rejects.toMatchObject({ code: 'ffmpeg.failed' });
    server.close();
  });
});

describe('OutputListener', () => {
  it('takes one connection and no more', async () => {
    const listener = await OutputListener.open();
    const port = Number(new URL(listener.url).port);
    const first = connect(port, '127.0.0.1');
    const socket = await listener.connected;
    const second = connect(port, '127.0.0.1');
    const refused = await Promise.race([
      once(second, 'error').then(() => true),
      once(second, 'close').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => true);
    expect(refused).toBe(true);
    first.write('moof');
    const [bytes] = (await once(socket, 'data')) as [Buffer];
    expect(bytes.toString()).toBe('moof');
    listener.destroy('done');
    first.destroy();
  });

  it('rejects when it is closed unused', async () => {
    const listener = await OutputListener.open();
    listener.close('enough');
    await expect(listener.connected).rejects.toMatchObject({ code: 'ffmpeg.failed', message: 'enough' });
  });
});

/** Without what has come of the last box only in part. */
function wholeFragments(bytes: Buffer): Buffer {
  const last = bytes.lastIndexOf('moof') - 4;
  return last < 0 ? Buffer.alloc(0) : bytes.subarray(0, last);
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Expected a port');
  return `tcp://127.0.0.1:${address.port}`;
}
