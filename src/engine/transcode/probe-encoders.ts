import { runFfmpeg } from '../ingest/probe/run-ffmpeg.js';
import type { Logger } from '../log/logger.js';
import type { Ffmpeg } from '../process/ffmpeg.js';
import type { ProcessOwner } from '../process/owned-process.js';
import { readEncoderCache, writeEncoderCache } from './encoder-cache.js';
import type { EncoderProfile } from './encoder-profile.js';
import { encoderProfiles } from './encoder-profiles.js';

export interface EncoderProbe {
  readonly ffmpeg: Ffmpeg;
  readonly owner: ProcessOwner;
  readonly logger: Logger;
  /** Remembers the answer for this ffmpeg; may not exist yet. */
  readonly cacheFile: string;
}

/** A driver that hangs is as good as none. */
const timeoutMs = 8000;
const size = { width: 640, height: 360 };
const frames = 24;
/** Where the probe asks for a key frame beside the first one. */
const forcedFrame = 9;

/**
 * The encoders that work here, best first, by their ids. Each that this ffmpeg has is made to encode 24 frames with the
 * arguments of a real rung, and must put IDRs where they are forced and nowhere else: one that does not would tear the
 * rungs apart. Rejects only when ffmpeg cannot be started.
 */
export async function probeEncoders({ ffmpeg, owner, logger, cacheFile }: EncoderProbe): Promise<string[]> {
  const cached = await readEncoderCache(cacheFile, ffmpeg);
  if (cached !== null) return cached;
  const listing = await runFfmpeg({ ffmpeg, owner, name: 'ffmpeg encoders', args: ['-encoders'], timeoutMs });
  const built = parseEncoders(listing.stdoutLines);
  const ids: string[] = [];
  for (const profile of encoderProfiles) {
    if (!built.has(profile.id)) continue;
    const run = await runFfmpeg({
      ffmpeg,
      owner,
      name: `ffmpeg probe ${profile.id}`,
      args: probeArgs(profile),
      timeoutMs,
    });
    const keys = keyFrames(run.stdoutLines);
    const works = run.exit.code === 0 && keys.join() === `0,${forcedFrame}`;
    logger.info({ encoder: profile.id, works, keys, tail: works ? [] : run.stderrLines.slice(-3) }, 'Encoder tried');
    if (works) ids.push(profile.id);
  }
  await writeEncoderCache(cacheFile, ffmpeg, ids).catch((error: unknown) => {
    logger.warn({ error: String(error) }, 'The encoders could not be remembered');
  });
  return ids;
}

/** The names in the table that `ffmpeg -encoders` prints: ` V....D libx264   libx264 H.264 / …`. */
export function parseEncoders(lines: readonly string[]): ReadonlySet<string> {
  const names = lines.map((line) => /^ [VAS][A-Z.]{5} ([\w-]+)\s/.exec(line)?.[1]);
  return new Set(names.filter((name) => name !== undefined));
}

function probeArgs(profile: EncoderProfile): string[] {
  const target = { ...size, averageBitrate: 800_000, maxBitrate: 960_000, cores: 2 };
  return [
    ...['-loglevel', 'error', ...profile.globalArgs],
    ...['-f', 'lavfi', '-i', `testsrc2=size=${size.width}x${size.height}:rate=30`, '-frames:v', String(frames)],
    ...['-vf', profile.filters.join(','), '-fps_mode', 'passthrough', '-enc_time_base', '1:90000'],
    ...[...profile.args(target), '-force_key_frames', `expr:eq(n,0)+eq(n,${forcedFrame})`, '-f', 'framecrc', 'pipe:1'],
  ];
}

/** Numbers of the packets that framecrc shows without `F=`: their only flag is "key". */
function keyFrames(lines: readonly string[]): number[] {
  const packets = lines.filter((line) => /^0,/.test(line));
  return packets.flatMap((line, index) => (line.includes(', F=') ? [] : [index]));
}
