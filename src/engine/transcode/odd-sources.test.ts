import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classifyInput } from '../ingest/probe/classify-input.js';
import { probeUrl, type ProbedSource } from '../ingest/probe/probe-url.js';
import type { LadderPlan } from './plan.js';
import { planLadder } from './plan-ladder.js';
import { collect, TestBench, type Collected } from './testing/test-bench.js';

let bench: TestBench;
beforeAll(async () => {
  bench = await TestBench.open();
});
afterAll(() => bench.close());

const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '30', '-bf', '2'];
const sound = ['-f', 'lavfi', '-i', 'sine=sample_rate=48000:duration=2'];

function picture(size: string, filters = ''): string[] {
  return ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=30:duration=2${filters}`];
}

function probe(path: string): Promise<ProbedSource> {
  return probeUrl({ ffmpeg: bench.ffmpeg, owner: bench.owner, url: path, timeoutMs: 20_000, live: false });
}

/** Probe, plan and run, as a broadcast does it; then each output as it was written, and what a probe sees in it. */
async function broadcast(path: string) {
  const source = await probe(path);
  const request = { preset: 'auto', segmentSeconds: 2, copyAllowed: true, shed: 0, live: false } as const;
  const plan: LadderPlan = planLadder({ ...request, source });
  // As a live URL: a file would be read at its own speed.
  const input = { kind: 'live-url', url: classifyInput(path).url } as const;
  const run = await bench.transcoder.startRun({ input, plan, segmentSeconds: 2 });
  const outputs = await collect(run);
  const exit = await run.exited;
  expect(exit.code, exit.stderrTail.join('\n')).toBe(0);
  return { source, plan, outputs };
}

async function seen(name: string, outputs: ReadonlyMap<string, Collected>): Promise<ProbedSource> {
  const path = join(bench.folder, `${name}.out.mp4`);
  await writeFile(path, outputs.get(name)?.bytes ?? Buffer.alloc(0));
  return probe(path);
}

describe('odd sources', () => {
  it('turns a rotated picture upright', async () => {
    const flat = await bench.make('flat.mp4', ...picture('640x360'), ...h264);
    const turn =
      bench.ffmpeg.major >= 6
        ? ['-display_rotation', '90', '-i', flat, '-c', 'copy']
        : ['-i', flat, '-c', 'copy', '-metadata:s:v:0', 'rotate=90'];
    const { source, plan, outputs } = await broadcast(await bench.make('turned.mp4', ...turn));
    expect(source).toMatchObject({ rotated: true, video: { width: 360, height: 640 } });
    expect(plan.encodeReason?.code).toBe('source.rotated');
    expect(await seen('360p', outputs)).toMatchObject({ rotated: false, video: { width: 360, height: 640 } });
  });

  it('makes 8-bit H.264 and AAC of 10-bit HEVC of odd size with G.711', async () => {
    const path = await bench.make(
      'odd.mov',
      ...[...picture('427x240', ',format=yuv420p10le'), ...sound, '-c:v', 'libx265', '-preset', 'ultrafast'],
      ...['-x265-params', 'log-level=error', '-c:a', 'pcm_mulaw', '-ar', '8000', '-ac', '1'],
    );
    const { plan, outputs } = await broadcast(path);
    expect(plan).toMatchObject({ encodeReason: { code: 'source.codec-not-copied' }, audio: { channels: 1 } });
    const video = { codec: 'h264', pixelFormat: 'yuv420p', width: 426, height: 240 };
    expect(await seen('240p', outputs)).toMatchObject({ video });
    expect(outputs.get('240p')?.samples).toHaveLength(60);
    const audio = { codec: 'aac', sampleRate: 48000, channels: 1 };
    expect(await seen('audio', outputs)).toMatchObject({ audio });
  });

  it('copies picture and sound out of MPEG-TS', async () => {
    const path = await bench.make('both.ts', ...picture('320x180'), ...sound, ...h264, '-c:a', 'aac', '-ac', '2');
    const { plan, outputs } = await broadcast(path);
    expect(plan).toMatchObject({ encodeReason: null, video: [{ copied: true }], audio: { copied: true } });
    expect(await seen('180p', outputs)).toMatchObject({ video: { codec: 'h264', width: 320 } });
    expect(await seen('audio', outputs)).toMatchObject({ audio: { codec: 'aac', sampleRate: 48000, channels: 2 } });
  });

  it('deinterlaces', async () => {
    const fields = ['-c:v', 'mpeg2video', '-flags', '+ildct+ilme', '-b:v', '1M'];
    const { source, plan, outputs } = await broadcast(
      await bench.make('fields.ts', ...picture('320x240', ',setfield=tff'), ...fields),
    );
    expect(source.interlaced).toBe(true);
    expect(plan.encodeReason?.code).toBe('source.interlaced');
    expect(await seen('240p', outputs)).toMatchObject({ interlaced: false });
  });

  it('keeps the shape of a picture with oblong pixels', async () => {
    const path = await bench.make('wide.mkv', ...picture('352x288', ',setsar=16/11'), ...h264);
    const { outputs } = await broadcast(path);
    const file = join(bench.folder, 'shape.mp4');
    await writeFile(file, outputs.get('234p')?.bytes ?? Buffer.alloc(0));
    const shape = await bench.read(
      '-i',
      file,
      '-frames:v',
      '1',
      '-vf',
      "scale='iw*sar':ih",
      '-f',
      'framecrc',
      'pipe:1',
    );
    const [width = 0, height = 1] = (/^#dimensions 0: (\d+)x(\d+)/m.exec(shape.join('\n')) ?? []).slice(1).map(Number);
    expect(width / height).toBeCloseTo(16 / 9, 1);
  });

  it('takes sound with a cover for sound alone', async () => {
    const cover = await bench.make('cover.png', ...picture('64x64'), '-frames:v', '1');
    const song = [
      '-i',
      cover,
      ...sound,
      '-map',
      '0:v',
      '-map',
      '1:a',
      '-c:v',
      'png',
      '-disposition:v:0',
      'attached_pic',
    ];
    const { plan, outputs } = await broadcast(await bench.make('song.m4a', ...song, '-c:a', 'aac', '-ac', '2'));
    expect(plan.video).toEqual([]);
    expect([...outputs.keys()]).toEqual(['audio']);
  });
});
