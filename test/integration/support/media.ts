import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** One packet as `-f framecrc` tells of it; times in seconds. */
export interface Packet {
  readonly dts: number;
  readonly pts: number;
  readonly duration: number;
  readonly size: number;
  readonly crc: string;
}

/** Runs a program to its end. Rejects with its last words when it fails. */
export function run(file: string, args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve({ stdout, stderr });
      else reject(new Error(`Expected ${file} to succeed, got ${String(code)}: ${stderr.slice(-2000)}`));
    });
  });
}

/** Source material for one test file, in a folder of its own. */
export class Media {
  readonly dir: string;

  private constructor(dir: string) {
    this.dir = dir;
  }

  static async create(): Promise<Media> {
    return new Media(await mkdtemp(path.join(tmpdir(), 'headwater-media-')));
  }

  file(name: string): string {
    return path.join(this.dir, name);
  }

  /** Makes a file with ffmpeg; the arguments stand before its name. */
  async make(name: string, args: readonly string[]): Promise<string> {
    await run('ffmpeg', ['-hide_banner', '-v', 'error', '-nostdin', '-y', ...args, this.file(name)]);
    return this.file(name);
  }

  remove(): Promise<void> {
    return rm(this.dir, { recursive: true, force: true });
  }
}

export interface SyncSource {
  readonly size: string;
  readonly fps: number;
  readonly seconds: number;
}

/**
 * Inputs for ffmpeg: a moving picture whose upper left corner (a sixth of its height) flashes white for 0.2 s at every full
 * second, and a tone of 1 kHz that sounds exactly then.
 */
export function flashAndBeep({ size, fps, seconds }: SyncSource): string[] {
  const corner = 'x=0:y=0:w=ih/6:h=ih/6:t=fill';
  const flash = `drawbox=${corner}:color=black,drawbox=${corner}:color=white:enable='lt(mod(t,1),0.2)'`;
  const beep = `aevalsrc='if(lt(mod(t,1),0.2),0.5*sin(2*PI*1000*t),0)':s=48000:d=${seconds}`;
  return [
    ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${fps}:duration=${seconds},${flash}`],
    ...['-f', 'lavfi', '-i', beep],
  ];
}

/** Arguments of a plain H.264 encoder with a key frame every `gop` frames and no others. */
export function h264(gop: number, bitrate = '600k'): string[] {
  return [
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-b:v', bitrate, '-maxrate', bitrate],
    ...['-bufsize', bitrate, '-g', String(gop), '-keyint_min', String(gop), '-sc_threshold', '0'],
  ];
}

/** The packets of one track (`v:0`, `a:0`), times untouched. */
export async function packets(file: string, track: string): Promise<Packet[]> {
  const { stdout } = await run('ffmpeg', [
    ...['-v', 'error', '-copyts', '-i', file, '-map', `0:${track}`, '-c', 'copy'],
    ...['-avoid_negative_ts', 'disabled', '-f', 'framecrc', '-'],
  ]);
  let tick = 0;
  const found: Packet[] = [];
  for (const line of stdout.split('\n')) {
    const base = /^#tb 0: (\d+)\/(\d+)/.exec(line);
    if (base !== null) tick = Number(base[1]) / Number(base[2]);
    const fields = /^0,\s*(-?\d+),\s*(-?\d+),\s*(\d+),\s*(\d+),\s*(0x[0-9a-f]+)/.exec(line);
    if (fields === null) continue;
    const [, dts, pts, duration, size, crc = ''] = fields;
    found.push({
      dts: Number(dts) * tick,
      pts: Number(pts) * tick,
      duration: Number(duration) * tick,
      size: Number(size),
      crc,
    });
  }
  return found;
}

/** When the flashes begin, in seconds of the file's own clock. */
export async function flashes(file: string): Promise<number[]> {
  const filters = 'crop=ih/6-4:ih/6-4:0:0,signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-';
  const { stdout } = await run('ffmpeg', [
    '-v',
    'error',
    '-copyts',
    '-i',
    file,
    '-an',
    '-vf',
    filters,
    '-f',
    'null',
    '-',
  ]);
  const found: number[] = [];
  let seconds = 0;
  let isBright = true;
  for (const line of stdout.split('\n')) {
    seconds = Number(/pts_time:(-?[\d.]+)/.exec(line)?.[1] ?? seconds);
    const luma = /YAVG=([\d.]+)/.exec(line)?.[1];
    if (luma === undefined) continue;
    const isNow = Number(luma) > 120;
    if (isNow && !isBright) found.push(seconds);
    isBright = isNow;
  }
  return found;
}

/** When the tones begin, in seconds of the file's own clock. */
export async function beeps(file: string): Promise<number[]> {
  const detect = 'silencedetect=noise=-20dB:d=0.3';
  const { stderr } = await run('ffmpeg', [
    '-hide_banner',
    '-nostats',
    '-copyts',
    '-i',
    file,
    '-vn',
    '-af',
    detect,
    '-f',
    'null',
    '-',
  ]);
  return [...stderr.matchAll(/silence_end: (-?[\d.]+)/g)].map((match) => Number(match[1]));
}
