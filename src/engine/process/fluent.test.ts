import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Logger } from '../log/logger.js';
import type { Ffmpeg } from './ffmpeg.js';
import { FfmpegProgress } from './ffmpeg-progress.js';
import { runFfmpegJob, type FfmpegJob } from './fluent.js';
import type { ProcessOwner } from './owned-process.js';
import { createProcessOwner } from './process-owner.js';
import { resolveFfmpeg } from './resolve-ffmpeg.js';

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => silent };
const pathBefore = process.env['PATH'];
let folder = '';
let owner: ProcessOwner;
let ffmpeg: Ffmpeg;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater fluent '));
  owner = createProcessOwner({ logger: silent });
  ffmpeg = await resolveFfmpeg({ env: process.env });
  // whoever calls ffprobe leaves a trace
  await writeFile(join(folder, 'ffprobe'), `#!/bin/sh\ntouch '${folder}/ffprobe was called'\n`);
  await chmod(join(folder, 'ffprobe'), 0o755);
  process.env['PATH'] = `${folder}${delimiter}${pathBefore ?? ''}`;
});
afterAll(async () => {
  process.env['PATH'] = pathBefore;
  await owner.stopAll();
  await rm(folder, { recursive: true, force: true });
});

const job = (outFile: string, seconds: number): FfmpegJob => ({
  name: 'test job',
  inputs: [{ source: `testsrc2=s=64x64:r=10:d=${seconds}`, options: ['-f', 'lavfi'] }],
  outputOptions: ['-c:v', 'mpeg4', '-metadata', 'title=two words', '-f', 'mp4'],
  outFile: join(folder, outFile),
});

describe('runFfmpegJob', () => {
  it('runs, tells the time written, and never calls ffprobe', async () => {
    const times: number[] = [];
    await runFfmpegJob({ ffmpeg, owner }, job('a file.mp4', 5), { onTime: (seconds) => times.push(seconds) });
    expect((await stat(join(folder, 'a file.mp4'))).size).toBeGreaterThan(0);
    expect(times.at(-1)).toBeCloseTo(5, 0);
    expect(await readdir(folder)).not.toContain('ffprobe was called');
  });

  it('says what ffmpeg said when it fails', async () => {
    const failing = { ...job('never.mp4', 1), inputs: [{ source: join(folder, 'no such file'), options: [] }] };
    await expect(runFfmpegJob({ ffmpeg, owner }, failing)).rejects.toMatchObject({
      code: 'ffmpeg.failed',
      details: { tail: expect.stringContaining('No such file or directory') },
    });
  });

  it('ends ffmpeg when the signal is raised', async () => {
    const controller = new AbortController();
    const endless = {
      ...job('endless.mp4', 100_000),
      inputs: [{ source: 'testsrc2=s=64x64:r=10', options: ['-re', '-f', 'lavfi'] }],
    };
    const running = runFfmpegJob({ ffmpeg, owner }, endless, {
      signal: controller.signal,
      onTime: () => controller.abort(new Error('enough')),
    });
    await expect(running).rejects.toThrow('enough');
  });
});

describe('FfmpegProgress', () => {
  it('reads lines cut anywhere, and only what grows', () => {
    const text =
      'frame=0\nout_time_us=N/A\nspeed=N/A\nout_time_us=500000\nout_time_us=400000\nout_time_us=1500000\nprogress=end\n';
    for (let step = 1; step < 12; step += 1) {
      const times: number[] = [];
      const progress = new FfmpegProgress((seconds) => times.push(seconds));
      for (let at = 0; at < text.length; at += step) progress.push(text.slice(at, at + step));
      expect(times).toEqual([0.5, 1.5]);
    }
  });
});
