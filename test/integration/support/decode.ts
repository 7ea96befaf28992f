import { run } from './media.js';
import { realFfprobe } from './only-ffmpeg.js';

/** Decodes all of a file, or of a playlist with its first picture and sound. `complaints`: what the decoder had to say. */
export async function decodedFrames(input: string): Promise<{ count: number; complaints: string }> {
  const whitelist = input.endsWith('.m3u8') ? ['-allowed_extensions', 'ALL'] : [];
  const { stdout, stderr } = await run('ffmpeg', [
    ...['-v', 'warning', '-nostdin', '-copyts', ...whitelist, '-i', input],
    ...['-fps_mode', 'passthrough', '-f', 'framecrc', '-'],
  ]);
  return { count: stdout.split('\n').filter((line) => /^\d/.test(line)).length, complaints: stderr.trim() };
}

/** What ffprobe says of the picture. `profile` and `level` as H.264 numbers them. */
export interface StreamFacts {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly profile: number;
  readonly level: number;
}

const profiles: Readonly<Record<string, number>> = { 'Constrained Baseline': 66, Baseline: 66, Main: 77, High: 100 };

export async function streamFacts(file: string): Promise<StreamFacts> {
  const entries = 'stream=width,height,avg_frame_rate,profile,level';
  const { stdout } = await run(realFfprobe(), [
    '-v',
    'error',
    '-select_streams',
    'v:0',
    '-show_entries',
    entries,
    '-of',
    'default=nw=1',
    file,
  ]);
  const fields = new Map(stdout.split('\n').map((line) => [line.split('=')[0], line.split('=')[1] ?? '']));
  const [frames = NaN, per = NaN] = (fields.get('avg_frame_rate') ?? '').split('/').map(Number);
  return {
    width: Number(fields.get('width')),
    height: Number(fields.get('height')),
    fps: frames / per,
    profile: profiles[fields.get('profile') ?? ''] ?? NaN,
    level: Number(fields.get('level')),
  };
}
