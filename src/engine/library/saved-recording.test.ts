import { execFile } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RenditionRow, SegmentRow } from '../archive/journal.js';
import type { Logger } from '../log/logger.js';
import { boxesIn } from '../package/boxes.js';
import type { ProcessOwner } from '../process/owned-process.js';
import { createProcessOwner } from '../process/process-owner.js';
import { resolveFfmpeg } from '../process/resolve-ffmpeg.js';
import { DiskRoom } from './disk-room.js';
import { exportMp4, type ExportRequest, type ExportResult } from './export-mp4.js';
import { makePoster } from './make-poster.js';

const run = promisify(execFile);
const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => silent };
const cmaf = ['-movflags', '+empty_moov+default_base_moof+frag_keyframe+frag_discont+skip_trailer', '-f', 'mp4'];
const copyTime = ['-copyts', '-avoid_negative_ts', 'disabled'];

let root = '';
let owner: ProcessOwner;
let ffmpeg: ExportRequest['ffmpeg'];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "headwater #1 it's 100% "));
  owner = createProcessOwner({ logger: silent });
  ffmpeg = await resolveFfmpeg({ env: process.env });
});
afterAll(async () => {
  await owner.stopAll();
  await rm(root, { recursive: true, force: true });
});

/** A recording on disk as the archive lays it out, made by ffmpeg run by run. */
class Recording {
  readonly archiveDir: string;
  readonly renditions: RenditionRow[] = [];
  readonly rows: SegmentRow[] = [];

  constructor(name: string) {
    this.archiveDir = join(root, name);
  }

  segments = (rendition: string): SegmentRow[] => this.rows.filter((row) => row.rendition === rendition);

  /** One run of one rendition: one segment per fragment, its time line starting at `startSeconds`. */
  async add(
    name: string,
    init: number,
    startSeconds: number,
    seconds: number,
    encoder: readonly string[],
  ): Promise<void> {
    const isVideo = name !== 'audio';
    const size = name === '90p' ? '160x90' : '320x180';
    const timescale = isVideo ? 90_000 : 48_000;
    const input = isVideo ? `testsrc2=s=${size}:r=25:d=${seconds}` : `sine=f=440:r=48000:d=${seconds}`;
    const scale = isVideo ? ['-video_track_timescale', '90000'] : ['-frag_duration', '1000000'];
    const folder = join(this.archiveDir, name);
    await mkdir(folder, { recursive: true });
    const file = join(root, 'run.mp4');
    const offset = ['-output_ts_offset', String(startSeconds)];
    await run(ffmpeg.path, [
      '-y',
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      input,
      ...encoder,
      ...copyTime,
      ...offset,
      ...scale,
      ...cmaf,
      file,
    ]);
    const bytes = await readFile(file);
    const boxes = boxesIn(bytes, 0, bytes.length);
    const moov = boxes.findIndex((box) => box.type === 'moov');
    await writeFile(join(folder, `init-${init}.mp4`), bytes.subarray(0, boxes[moov]?.end));
    const moofs = boxes.filter((box) => box.type === 'moof');
    for (const [index, moof] of moofs.entries()) {
      const sequence = this.segments(name).length;
      const end = moofs[index + 1]?.start ?? bytes.length;
      await writeFile(join(folder, `${sequence}.m4s`), bytes.subarray(moof.start, end));
      this.rows.push({
        broadcastId: '20261121-070000-abcdefgh',
        rendition: name,
        sequence,
        init,
        state: 'closed',
        startTicks: (startSeconds + index) * timescale,
        durationTicks: timescale,
        sizeBytes: end - moof.start,
        programDateTimeMs: 0,
        discontinuity: index === 0,
      });
    }
    if (this.renditions.some((rendition) => rendition.name === name)) return;
    const [width = 0, height = 0] = size.split('x').map(Number);
    this.renditions.push({
      broadcastId: '20261121-070000-abcdefgh',
      name,
      kind: isVideo ? 'video' : 'audio',
      position: this.renditions.length,
      width: isVideo ? width : null,
      height: isVideo ? height : null,
      fps: isVideo ? 25 : null,
      codecs: isVideo ? 'avc1.42c00d' : 'mp4a.40.2',
      copied: false,
      timescale,
      maxBitrate: null,
    });
  }

  /** All of a rendition's bytes, as one fragmented MP4 per init. */
  async joined(name: string): Promise<string[]> {
    const files = new Map<number, string>();
    for (const row of this.segments(name)) {
      const file = files.get(row.init) ?? join(this.archiveDir, `${name}-${row.init}-joined.mp4`);
      if (!files.has(row.init))
        await writeFile(file, await readFile(join(this.archiveDir, name, `init-${row.init}.mp4`)));
      files.set(row.init, file);
      await appendFile(file, await readFile(join(this.archiveDir, name, `${row.sequence}.m4s`)));
    }
    return [...files.values()];
  }
}

const x264 = (...more: string[]): string[] => [
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-g',
  '25',
  '-pix_fmt',
  'yuv420p',
  ...more,
];
const aac = ['-c:a', 'aac', '-b:a', '64k', '-ac', '2'];

/** `pts size crc` of each packet, pts in seconds. */
async function packets(file: string, stream: 'v' | 'a'): Promise<{ seconds: number; payload: string }[]> {
  const { stdout } = await run(ffmpeg.path, [
    '-v',
    'error',
    '-copyts',
    '-i',
    file,
    '-map',
    `0:${stream}`,
    '-c',
    'copy',
    '-f',
    'framecrc',
    '-',
  ]);
  const [, numerator = 1, denominator = 1] = (/#tb 0: (\d+)\/(\d+)/.exec(stdout) ?? []).map(Number);
  return stdout
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(',').map((field) => field.trim()))
    .map(([, , pts, , size, crc]) => ({ seconds: (Number(pts) * numerator) / denominator, payload: `${size} ${crc}` }));
}

async function pictures(file: string): Promise<string[]> {
  const { stdout } = await run(ffmpeg.path, [
    '-v',
    'error',
    '-i',
    file,
    '-map',
    '0:v',
    '-fps_mode',
    'passthrough',
    '-f',
    'framemd5',
    '-',
  ]);
  return stdout
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(',').at(-1)?.trim() ?? '');
}

function exported(recording: Recording, name: string, more: Partial<ExportRequest> = {}): Promise<ExportResult> {
  const room = new DiskRoom({ folder: root, bytesPerSecond: () => null });
  return exportMp4({ ffmpeg, owner, ...recording, room, outFile: join(root, name), ...more });
}

describe('exportMp4', () => {
  it('keeps every packet, the time line and the sound in step across a reconnect', async () => {
    const recording = new Recording('same');
    for (const [init, start] of [
      [0, 10],
      [1, 13],
    ] as const) {
      await recording.add('180p', init, start, 3, x264('-bf', '2'));
      await recording.add('audio', init, start + 0.02, 2.98, aac);
    }
    const progress: number[] = [];
    const result = await exported(recording, 'Same: 100%.mp4', {
      title: 'Night show',
      onProgress: (at) => progress.push(at),
    });
    const file = join(root, 'Same: 100%.mp4');
    expect(result).toMatchObject({ missingSegments: 0, sizeBytes: (await stat(file)).size });
    const shifts: number[] = [];
    for (const [stream, name] of [
      ['v', '180p'],
      ['a', 'audio'],
    ] as const) {
      const source = (await Promise.all((await recording.joined(name)).map((part) => packets(part, stream)))).flat();
      const saved = await packets(file, stream);
      expect(saved.map(({ payload }) => payload)).toEqual(source.map(({ payload }) => payload));
      const shift = (source[0]?.seconds ?? 0) - (saved[0]?.seconds ?? 0);
      const errors = saved.map(({ seconds }, index) => Math.abs((source[index]?.seconds ?? 0) - shift - seconds));
      expect(Math.max(...errors)).toBeLessThan(0.001);
      shifts.push(shift);
    }
    expect(Math.abs((shifts[0] ?? 0) - (shifts[1] ?? 9))).toBeLessThan(0.001);
    const boxes = boxesIn(await readFile(file), 0, result.sizeBytes).map((box) => box.type);
    expect(boxes.indexOf('moov')).toBeLessThan(boxes.indexOf('mdat'));
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it('plays through where a run has other parameter sets', async () => {
    const recording = new Recording('mixed');
    await recording.add('180p', 0, 5, 2, x264('-profile:v', 'baseline'));
    await recording.add('180p', 1, 7, 2, x264('-profile:v', 'high', '-preset', 'fast', '-bf', '2'));
    await recording.add('180p', 2, 9, 2, x264('-profile:v', 'baseline'));
    await recording.add('audio', 0, 5.5, 5.5, aac);
    const result = await exported(recording, 'mixed.mp4');
    expect(result.missingSegments).toBe(0);
    const source = (await Promise.all((await recording.joined('180p')).map(pictures))).flat();
    expect(await pictures(join(root, 'mixed.mp4'))).toEqual(source);
    const saved = await packets(join(root, 'mixed.mp4'), 'v');
    const times = saved.map(({ seconds }) => seconds).sort((a, b) => a - b);
    const gaps = times.slice(1).map((seconds, index) => seconds - (times[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(0.038);
    expect(Math.max(...gaps)).toBeLessThan(0.042);
    const sound = await packets(join(root, 'mixed.mp4'), 'a');
    expect((sound[0]?.seconds ?? 0) - (times[0] ?? 0)).toBeCloseTo(0.5 - 1024 / 48_000, 2);
  });

  it('takes what is there: no sound, a lost file, a shed top rung', async () => {
    const recording = new Recording('partial');
    await recording.add('180p', 0, 0, 1, x264());
    await recording.add('90p', 0, 0, 3, x264());
    await rm(join(recording.archiveDir, '90p', '1.m4s'));
    const result = await exported(recording, 'partial.mp4');
    expect(result).toMatchObject({ missingSegments: 1, durationSeconds: 3 });
    expect(await packets(join(root, 'partial.mp4'), 'v')).toHaveLength(50);
  });

  it('leaves nothing behind when it cannot be done', async () => {
    await expect(exported(new Recording('nothing'), 'nothing.mp4')).rejects.toMatchObject({ code: 'recording.empty' });
    const recording = new Recording('failing');
    await recording.add('180p', 0, 0, 2, x264());
    const signal = AbortSignal.abort(new Error('closing down'));
    await expect(exported(recording, 'stopped.mp4', { signal })).rejects.toThrow('closing down');
    await writeFile(join(recording.archiveDir, '180p', 'init-0.mp4'), 'torn');
    await expect(exported(recording, 'torn.mp4')).rejects.toMatchObject({ code: 'export.failed' });
    const left = (await readdir(root)).filter((name) => /nothing\.mp4|stopped|torn|tmp/.test(name));
    expect(left).toEqual([]);
  });

  it('can be stopped on the way', async () => {
    const recording = new Recording('long');
    await recording.add('180p', 0, 0, 4, x264());
    const controller = new AbortController();
    const onProgress = (): void => controller.abort(new Error('enough'));
    await expect(exported(recording, 'long.mp4', { onProgress, signal: controller.signal })).rejects.toThrow('enough');
    expect((await readdir(root)).filter((name) => name.startsWith('long.mp4'))).toEqual([]);
  });
});

describe('makePoster', () => {
  it('makes a picture of the smallest rendition', async () => {
    const recording = new Recording('poster');
    await recording.add('180p', 0, 0, 1, x264());
    await recording.add('90p', 0, 0, 1, x264());
    const outFile = join(root, 'poster.jpg');
    expect(await makePoster({ ffmpeg, owner, ...recording, outFile })).toBe(true);
    const { stderr } = await run(ffmpeg.path, ['-hide_banner', '-i', outFile, '-f', 'null', '-']);
    expect(stderr).toMatch(/mjpeg.*160x90/);
    expect(await readdir(root)).not.toContain('poster.jpg.tmp');
  });

  it('makes none where there is no picture', async () => {
    const recording = new Recording('sound');
    await recording.add('audio', 0, 0, 1, aac);
    expect(await makePoster({ ffmpeg, owner, ...recording, outFile: join(root, 'none.jpg') })).toBe(false);
  });
});
