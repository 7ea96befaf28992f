import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError, toAppError } from '../../shared/errors.js';
import type { RenditionRow } from '../archive/journal.js';
import { syncDirectory, toArchiveError } from '../archive/durable-file.js';
import { runFfmpegJob, type FfmpegRunner } from '../process/fluent.js';
import type { DiskRoom } from './disk-room.js';
import { openExportInput, type ExportInput } from './export-input.js';
import { chooseRendition, closedSeconds } from './export-plan.js';
import { presentSegments, type RecordingSource } from './recording-source.js';

/** Tables and the rewriting for faststart take little; a file that just fits shall not be begun. */
const spareBytes = 16 * 1024 * 1024;

export interface ExportRequest extends FfmpegRunner, RecordingSource {
  /** Absolute. Appears when it is whole, and replaces one that is there. */
  readonly outFile: string;
  /** Asked before it is begun. */
  readonly room: Pick<DiskRoom, 'check'>;
  /** Title in the file. */
  readonly title?: string;
  /** 0 to 1, growing. */
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
}

export interface ExportResult {
  readonly sizeBytes: number;
  readonly durationSeconds: number;
  /** Closed segments that could not be taken: file gone, or a codec that cannot share a track with the rest. */
  readonly missingSegments: number;
}

/**
 * Saves a recording as one MP4 without touching a packet: the picture of the top rung and the sound, on the broadcast's
 * time line, across all its runs, index in front. Where runs differ in their parameter sets (top rung copied in one,
 * encoded in another) those travel inside the stream and the sample entry says so (`avc3`, `hev1`).
 * Throws `recording.empty`, `disk.full`, `export.failed`, or the signal's reason; leaves nothing behind then.
 */
export async function exportMp4(request: ExportRequest): Promise<ExportResult> {
  const { signal } = request;
  const secondsOf = (rendition: RenditionRow): number => closedSeconds(rendition, request.segments(rendition.name));
  const inputs: ExportInput[] = [];
  const temporary = `${request.outFile}.tmp`;
  let missingSegments = 0;
  try {
    for (const kind of ['video', 'audio'] as const) {
      const rendition = chooseRendition(kind, request.renditions, secondsOf);
      if (rendition === null) continue;
      const closed = request.segments(rendition.name).filter((row) => row.state === 'closed').length;
      const input = await openExportInput(request, rendition, await presentSegments(request, rendition.name));
      missingSegments += closed - (input?.segments.length ?? 0);
      if (input !== null) inputs.push(input);
    }
    if (inputs.length === 0) throw new AppError('recording.empty', 'Expected closed segments, got none');
    await request.room.check(
      inputs.flatMap((input) => input.segments).reduce((sum, { sizeBytes }) => sum + sizeBytes, spareBytes),
    );
    const durationSeconds =
      Math.max(...inputs.map((input) => input.endSeconds)) - Math.min(...inputs.map((input) => input.startSeconds));
    await remux(request, inputs, temporary, durationSeconds);
    signal?.throwIfAborted();
    return { sizeBytes: await publish(temporary, request.outFile), durationSeconds, missingSegments };
  } catch (error) {
    await rm(temporary, { force: true });
    if (signal?.aborted === true) throw signal.reason;
    throw asExportError(error);
  } finally {
    await Promise.all(inputs.flatMap((input) => input.feeds).map((feed) => feed.close()));
  }
}

async function remux(
  request: ExportRequest,
  inputs: readonly ExportInput[],
  temporary: string,
  durationSeconds: number,
): Promise<void> {
  const maps = inputs.flatMap((_, index) => ['-map', String(index)]);
  const tag = inputs.some((input) => input.isInBand) ? inBandTag(request) : [];
  const title = request.title === undefined ? [] : ['-metadata', `title=${request.title}`];
  // -copyts keeps picture and sound where they stand to each other; the muxer moves both to 0 together.
  const timing = ['-copyts', '-avoid_negative_ts', 'make_zero'];
  const format = ['-movflags', '+faststart', '-f', 'mp4'];
  await runFfmpegJob(
    request,
    {
      name: 'export',
      inputs: inputs.map(({ source, options }) => ({ source, options })),
      outputOptions: [...maps, '-c', 'copy', ...tag, ...timing, ...title, ...format],
      outFile: temporary,
    },
    {
      onTime: (seconds) => request.onProgress?.(Math.min(0.99, seconds / durationSeconds)),
      ...(request.signal && { signal: request.signal }),
    },
  );
  const failure = inputs
    .flatMap((input) => input.feeds)
    .map((feed) => feed.failure())
    .find((error) => error !== null);
  if (failure !== undefined) throw failure;
  request.onProgress?.(1);
}

/** The sample entry of ISO/IEC 14496-15 that allows parameter sets inside the stream. */
function inBandTag(source: RecordingSource): string[] {
  const codecs = source.renditions.find((rendition) => rendition.kind === 'video')?.codecs ?? '';
  if (codecs.startsWith('avc')) return ['-tag:v', 'avc3'];
  if (/^h(vc|ev)1/.test(codecs)) return ['-tag:v', 'hev1'];
  return [];
}

async function publish(temporary: string, outFile: string): Promise<number> {
  try {
    const file = await open(temporary, 'r+');
    try {
      await file.sync();
      const { size } = await file.stat();
      await file.close();
      await rename(temporary, outFile);
      await syncDirectory(dirname(outFile));
      return size;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw toArchiveError(error, outFile);
  }
}

function asExportError(error: unknown): AppError {
  const known = toAppError(error, 'export.failed');
  if (known.code === 'disk.full' || known.code === 'recording.empty' || known.code === 'export.failed') return known;
  return new AppError('export.failed', known.message, { details: known.details, cause: error });
}
