import type { SourceInfo } from '../../../shared/domain.js';
import { AppError } from '../../../shared/errors.js';
import type { Ffmpeg } from '../../process/ffmpeg.js';
import type { ProcessOwner } from '../../process/owned-process.js';
import { classifyInput } from './classify-input.js';
import { describeInput, secretsOf } from './describe-input.js';
import { failureReason } from './failure-reason.js';
import { parseInputDump } from './parse-input-dump.js';
import { parsePackets } from './parse-packets.js';
import { protocolArgs } from './protocol-args.js';
import { runFfmpeg } from './run-ffmpeg.js';
import { transportArgs } from './transport-args.js';

export interface ProbeRequest {
  readonly ffmpeg: Ffmpeg;
  readonly owner: ProcessOwner;
  /** What someone typed, or a URL from `classifyInput`. */
  readonly url: string;
  readonly timeoutMs: number;
  /** True for a source that may come at its own pace, where measuring a GOP would take as long as it lasts. An HTTP resource with a duration is measured all the same. */
  readonly live: boolean;
}

export type ProbedSource = SourceInfo & {
  /** Null: the source is live. */
  readonly durationSeconds: number | null;
  /** The picture is turned by its container; `video` has the size as it is to be seen. */
  readonly rotated: boolean;
  readonly interlaced: boolean;
};

/** How much of a file is read for its GOP and bitrate, in seconds: longer than any GOP that could be copied. */
const sampleSeconds = 12;

/**
 * Opens a source and tells what is in it, by ffmpeg's own words (never ffprobe, which not every ffmpeg comes with). A
 * file's GOP and bitrate are measured on its first 12 seconds. Throws `input.invalid` for what may not be opened at all and
 * `ingest.source-unreadable` with details.reason, in words and without credentials.
 */
export async function probeUrl({ ffmpeg, owner, url: text, timeoutMs, live }: ProbeRequest): Promise<ProbedSource> {
  const { url } = classifyInput(text);
  const opening = [
    ...protocolArgs(url),
    ...transportArgs(url),
    '-analyzeduration',
    '5000000',
    '-probesize',
    '10000000',
  ];
  const common = { ffmpeg, owner, timeoutMs, redact: secretsOf(url) };
  const dumped = await runFfmpeg({ ...common, name: 'ffmpeg probe', args: [...opening, '-i', url] });
  const dump = parseInputDump(dumped.stderrLines);
  if (dump === null || (dump.video === null && dump.audio === null)) {
    throw unreadable(url, dumped.timedOut ? null : dumped.stderrLines, dump !== null, timeoutMs);
  }
  const isPaced = live && !/^https?:/i.test(url);
  if (dump.video === null || dump.durationSeconds === null || isPaced) return dump;
  const sampled = await runFfmpeg({
    ...common,
    name: 'ffmpeg probe of the GOP',
    args: [
      ...['-loglevel', 'error', ...opening, '-t', String(sampleSeconds), '-i', url],
      ...['-map', '0:V:0', '-c', 'copy', '-copyts', '-f', 'framecrc', 'pipe:1'],
    ],
  });
  const figures = parsePackets(sampled.stdoutLines);
  const video = {
    ...dump.video,
    gopSeconds: figures.gopSeconds,
    bitrate: dump.video.bitrate ?? figures.bitrate,
  };
  return { ...dump, video };
}

function unreadable(url: string, lines: readonly string[] | null, isOpen: boolean, timeoutMs: number): AppError {
  const reason = isOpen
    ? 'no picture and no sound that could be read'
    : lines === null
      ? `no answer within ${Math.round(timeoutMs / 1000)} s`
      : failureReason(lines);
  const label = describeInput(url);
  return new AppError('ingest.source-unreadable', `Expected to read ${label}, got: ${reason}`, {
    retryable: true,
    details: { reason, source: label },
  });
}
