import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Ffmpeg } from '../process/ffmpeg.js';

/** A new driver or card is noticed after at most this long. */
const maxAgeMs = 7 * 24 * 3600 * 1000;
/** Counts up when the arguments of the probe change what its answer means. */
const probeVersion = 1;

const cacheSchema = z.object({
  probeVersion: z.literal(probeVersion),
  path: z.string(),
  version: z.string(),
  probedAtMs: z.number(),
  encoders: z.array(z.string()).min(1),
});

/** The encoders found for exactly this ffmpeg within the last week, or null. A broken file counts as none. */
export async function readEncoderCache(file: string, ffmpeg: Ffmpeg): Promise<string[] | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const parsed = cacheSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { path, version, probedAtMs, encoders } = parsed.data;
  const ageMs = Date.now() - probedAtMs;
  return path === ffmpeg.path && version === ffmpeg.version && ageMs >= 0 && ageMs < maxAgeMs ? encoders : null;
}

/** Remembers what was found. Rejects with the file system's error. */
export async function writeEncoderCache(file: string, ffmpeg: Ffmpeg, encoders: readonly string[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const { path, version } = ffmpeg;
  await writeFile(file, JSON.stringify({ probeVersion, path, version, probedAtMs: Date.now(), encoders }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Cut short by a crash: probed anew.
    return null;
  }
}
