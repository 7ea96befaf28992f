import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface LadderSegment {
  /** `#EXTINF` and all else that stands before the segment's name, without discontinuities. */
  readonly lines: readonly string[];
  readonly uri: string;
}

/** A real ffmpeg that writes a live ladder (640×360, 320×180, sound apart; 1 s segments) until stopped. */
export interface LiveLadder {
  /** What the rendition has so far. */
  segments(rendition: string): Promise<{ readonly head: readonly string[]; readonly list: readonly LadderSegment[] }>;
  /** Waits until each rendition has `count` segments. */
  waitFor(count: number): Promise<void>;
  stop(): Promise<void>;
}

export const renditions = ['360p', '180p', 'audio'] as const;

const encode = [
  ['-filter_complex', '[0:v]split[a][b];[b]scale=320:180[c]', '-map', '[a]', '-map', '[c]', '-map', '1:a'],
  [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p',
    '-g',
    '25',
    '-keyint_min',
    '25',
    '-sc_threshold',
    '0',
  ],
  ['-maxrate:v:0', '700k', '-bufsize:v:0', '700k', '-maxrate:v:1', '250k', '-bufsize:v:1', '250k', '-c:a', 'aac'],
  ['-b:v:0', '700k', '-b:v:1', '250k', '-b:a', '96k', '-f', 'hls', '-hls_time', '1', '-hls_list_size', '0'],
  ['-hls_segment_type', 'fmp4', '-hls_flags', 'program_date_time+independent_segments+temp_file'],
  ['-master_pl_name', 'master.m3u8', '-hls_fmp4_init_filename', 'init.mp4', '-hls_segment_filename', '%v/%d.m4s'],
  ['-var_stream_map', 'v:0,agroup:a,name:360p v:1,agroup:a,name:180p a:0,agroup:a,name:audio,default:yes'],
].flat();

/** Starts ffmpeg in `dir`, which comes to hold master.m3u8 and a folder per rendition. */
export async function startLadder(dir: string): Promise<LiveLadder> {
  await mkdir(dir, { recursive: true });
  const picture = ['-re', '-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=25'];
  const sound = ['-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000'];
  const argv = ['-hide_banner', '-loglevel', 'error', ...picture, ...sound, ...encode, '%v/index.m3u8'];
  const child = spawn(process.env['FFMPEG_PATH'] ?? 'ffmpeg', argv, {
    cwd: dir,
    stdio: ['ignore', 'ignore', 'inherit'],
  });

  const segments: LiveLadder['segments'] = async (rendition) => {
    const text = await readFile(join(dir, rendition, 'index.m3u8'), 'utf8').catch(() => '');
    const head: string[] = [];
    const list: LadderSegment[] = [];
    let lines: string[] = [];
    for (const line of text.split('\n').map((raw) => raw.trim())) {
      if (/^#EXTINF|^#EXT-X-PROGRAM-DATE-TIME/.test(line)) lines.push(line);
      else if (line.startsWith('#')) head.push(line);
      else if (line !== '') {
        list.push({ lines, uri: line });
        lines = [];
      }
    }
    return { head: head.filter((line) => !/ENDLIST|MEDIA-SEQUENCE/.test(line)), list };
  };

  return {
    segments,
    async waitFor(count) {
      for (;;) {
        const counts = await Promise.all(renditions.map(async (rendition) => (await segments(rendition)).list.length));
        if (Math.min(...counts) >= count) return;
        if (child.exitCode !== null) throw new Error(`Expected ffmpeg to run, it ended with ${child.exitCode}`);
        await pause(50);
      }
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
