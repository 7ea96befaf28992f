import fluent from 'fluent-ffmpeg';
import { AppError } from '../../shared/errors.js';
import type { Ffmpeg } from './ffmpeg.js';
import { FfmpegProgress } from './ffmpeg-progress.js';
import type { ProcessOwner } from './owned-process.js';

/** One finite piece of work for ffmpeg: inputs, one output file. Options are argv, one word per element. */
export interface FfmpegJob {
  readonly name: string;
  readonly inputs: readonly { readonly source: string; readonly options: readonly string[] }[];
  readonly outputOptions: readonly string[];
  readonly outFile: string;
}

/** What runs the jobs. */
export interface FfmpegRunner {
  readonly ffmpeg: Ffmpeg;
  readonly owner: ProcessOwner;
}

/**
 * Runs a job: remux, poster, export. The one place that knows fluent-ffmpeg, which composes the command line and does no
 * more: its own `run` asks ffmpeg for its formats and encoders first, calls ffprobe as soon as somebody listens to
 * `progress` (ffmpeg-static brings none), and its child would have no owner. `onTime` hears how much of the output is
 * written, in seconds. Rejects with `disk.full` or `ffmpeg.failed` (details.tail), or with the signal's reason when that
 * is raised, after ffmpeg has ended; the output file is left to the caller.
 */
export async function runFfmpegJob(
  runner: FfmpegRunner,
  job: FfmpegJob,
  options: { readonly onTime?: (seconds: number) => void; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const { signal } = options;
  signal?.throwIfAborted();
  const child = await runner.owner.spawn({
    name: job.name,
    file: runner.ffmpeg.path,
    args: [
      '-hide_banner',
      '-loglevel',
      'error',
      '-nostdin',
      '-nostats',
      '-progress',
      'pipe:1',
      ...composeArguments(job),
    ],
    stdout: 'pipe',
  });
  const progress = new FfmpegProgress(options.onTime ?? (() => undefined));
  child.stdout?.setEncoding('utf8').on('data', (text: string) => progress.push(text));
  const onAbort = (): void => void child.stop();
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted === true) onAbort();
  const exit = await child.exited;
  signal?.removeEventListener('abort', onAbort);
  signal?.throwIfAborted();
  const tail = child.stderrTail().slice(-10).join('\n');
  if (/No space left on device|Disk quota exceeded|not enough space/i.test(tail)) {
    throw new AppError('disk.full', `Expected room for ${job.name}, got none`, { details: { tail } });
  }
  if (exit.code === 0) return;
  throw new AppError(
    'ffmpeg.failed',
    `Expected ${job.name} to succeed, got ${exit.signal ?? `exit ${exit.code ?? '?'}`}`,
    {
      details: { tail },
    },
  );
}

function composeArguments(job: FfmpegJob): string[] {
  const command = fluent();
  for (const { source, options } of job.inputs) {
    command.input(source);
    // A lone word would be split at its space.
    if (options.length > 0) command.inputOptions(...words(options));
  }
  if (job.outputOptions.length > 0) command.outputOptions(...words(job.outputOptions));
  command.output(job.outFile);
  return command._getArguments();
}

/** With more than one argument fluent takes each as it is; an array or a single one it splits at spaces. */
function words(options: readonly string[]): string[] {
  if (options.length === 1) throw new RangeError('Expected at least two words of options, got one');
  return [...options];
}
