import type { Ffmpeg } from '../../process/ffmpeg.js';
import type { ProcessExit, ProcessOwner } from '../../process/owned-process.js';

export interface FinishedRun {
  readonly exit: ProcessExit;
  readonly stdoutLines: readonly string[];
  readonly stderrLines: readonly string[];
  readonly timedOut: boolean;
}

/** Lines kept of each stream: a source must not fill the memory with what ffmpeg says about it. */
const maxLines = 20_000;

/** Runs ffmpeg to its end, or kills it after `timeoutMs`, and gives what it wrote. Rejects with `ffmpeg.failed` when it cannot be started. */
export async function runFfmpeg(options: {
  readonly ffmpeg: Ffmpeg;
  readonly owner: ProcessOwner;
  readonly name: string;
  readonly args: readonly string[];
  readonly timeoutMs: number;
  readonly redact?: readonly string[];
}): Promise<FinishedRun> {
  const stderrLines: string[] = [];
  const child = await options.owner.spawn({
    name: options.name,
    file: options.ffmpeg.path,
    args: ['-hide_banner', '-nostdin', ...options.args],
    stdout: 'pipe',
    redact: options.redact ?? [],
    onStderrLine: (line) => {
      if (stderrLines.length < maxLines) stderrLines.push(line);
    },
  });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    child.kill();
  }, options.timeoutMs);
  const chunks: string[] = [];
  child.stdout?.setEncoding('utf8');
  for await (const chunk of child.stdout ?? []) chunks.push(String(chunk));
  const exit = await child.exited;
  clearTimeout(timer);
  const stdoutLines = chunks.join('').split(/\r?\n/, maxLines);
  return { exit, stdoutLines, stderrLines, timedOut };
}
