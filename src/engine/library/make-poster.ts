import { rename, rm } from 'node:fs/promises';
import type { RenditionRow } from '../archive/journal.js';
import { runFfmpegJob, type FfmpegRunner } from '../process/fluent.js';
import { feedBytes } from './byte-feed.js';
import { initFile, presentSegments, segmentFile, type RecordingSource } from './recording-source.js';

export interface PosterRequest extends FfmpegRunner, RecordingSource {
  /** A .jpg; appears when it is whole, and replaces one that is there. */
  readonly outFile: string;
  readonly signal?: AbortSignal;
}

/**
 * Makes the still picture of a recording, live or not: of the smallest rendition, which costs next to nothing to decode,
 * the most typical frame (ffmpeg's `thumbnail`: neither black nor mid-fade) of the segment a third of the way in.
 * False when there is no picture yet. Throws `disk.full` or `ffmpeg.failed`.
 */
export async function makePoster(request: PosterRequest): Promise<boolean> {
  const { outFile } = request;
  const pieces = await choosePieces(request);
  if (pieces === null) return false;
  const feed = await feedBytes(pieces.map((file) => ({ file })));
  const temporary = `${outFile}.tmp`;
  try {
    await runFfmpegJob(
      request,
      {
        name: 'poster',
        inputs: [{ source: feed.url, options: ['-f', 'mov'] }],
        outputOptions: [
          ...['-an', '-vf', 'thumbnail=60,scale=trunc(iw*sar/2)*2:ih,setsar=1', '-frames:v', '1'],
          ...['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', '4', '-f', 'image2', '-update', '1'],
        ],
        outFile: temporary,
      },
      request.signal ? { signal: request.signal } : {},
    );
    await rename(temporary, outFile);
    return true;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await feed.close();
  }
}

async function choosePieces(source: RecordingSource): Promise<[init: string, segment: string] | null> {
  const pixels = (rendition: RenditionRow): number => (rendition.width ?? 0) * (rendition.height ?? 0);
  const smallestFirst = source.renditions
    .filter((rendition) => rendition.kind === 'video')
    .sort((a, b) => pixels(a) - pixels(b) || b.position - a.position);
  for (const rendition of smallestFirst) {
    const present = await presentSegments(source, rendition.name);
    const row = present[Math.floor(present.length / 3)];
    if (row !== undefined) return [initFile(source, rendition.name, row.init), segmentFile(source, row)];
  }
  return null;
}
