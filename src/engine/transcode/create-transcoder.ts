import { availableParallelism } from 'node:os';
import { AppError } from '../../shared/errors.js';
import { secretsOf } from '../ingest/probe/describe-input.js';
import type { Logger } from '../log/logger.js';
import type { Ffmpeg } from '../process/ffmpeg.js';
import type { OwnedProcess, ProcessOwner } from '../process/owned-process.js';
import { buildArgs } from './build-args.js';
import type { EncoderProfile } from './encoder-profile.js';
import { LiveRun } from './live-run.js';
import { OutputListener } from './output-listener.js';
import type { Transcoder, TranscodeRun } from './transcoder.js';

/** Opening a slow source, its analysis, and room to spare. */
const defaultConnectTimeoutMs = 30_000;

export interface TranscoderDependencies {
  readonly ffmpeg: Ffmpeg;
  readonly owner: ProcessOwner;
  readonly encoder: EncoderProfile;
  readonly logger: Logger;
  /** How long ffmpeg may take to open its input and all its outputs. */
  readonly connectTimeoutMs?: number;
}

type StartRequest = Parameters<Transcoder['startRun']>[0];

/** Makes the transcoder that runs `ffmpeg` with `encoder`. It starts nothing by itself. */
export function createTranscoder(dependencies: TranscoderDependencies): Transcoder {
  return { startRun: (request) => startRun(dependencies, request) };
}

async function startRun(dependencies: TranscoderDependencies, request: StartRequest): Promise<TranscodeRun> {
  const { ffmpeg, owner, encoder, connectTimeoutMs = defaultConnectTimeoutMs } = dependencies;
  const { input, plan, segmentSeconds } = request;
  const logger = dependencies.logger.child({ component: 'transcoder' });
  const names = [...plan.video, ...(plan.audio === null ? [] : [plan.audio])].map(({ name }) => name);
  if (names.length === 0) throw new AppError('ingest.no-video', 'Expected a ladder with a rendition, got an empty one');
  const listeners = await Promise.all(names.map(async (name) => ({ name, listener: await OutputListener.open() })));
  const closeAll = (reason: string): void => listeners.forEach(({ listener }) => listener.close(reason));
  let child: OwnedProcess;
  try {
    request.signal?.throwIfAborted();
    const outputs = listeners.map(({ name, listener }) => ({ name, url: listener.url }));
    const cores = availableParallelism();
    child = await owner.spawn({
      name: 'ffmpeg ladder',
      file: ffmpeg.path,
      args: buildArgs({ input, plan, encoder, segmentSeconds, outputs, cores }),
      // Not -nostdin: 'q' is the one gentle end that every system has.
      stdin: 'pipe',
      stdout: 'pipe',
      ...(input.kind === 'test' ? {} : { redact: secretsOf(input.url) }),
      onStderrLine: (line) => logger.debug({ line }, 'ffmpeg'),
    });
  } catch (thrown) {
    closeAll('ffmpeg was not started');
    throw thrown;
  }
  const run = new LiveRun({ child, logger });
  const timer = setTimeout(() => closeAll(`ffmpeg opened not all outputs in ${connectTimeoutMs} ms`), connectTimeoutMs);
  const onAbort = (): void => closeAll('The start was called off');
  request.signal?.addEventListener('abort', onAbort, { once: true });
  void child.exited.then(({ code, signal }) => closeAll(`ffmpeg ended first (${signal ?? code ?? 'unknown'})`));
  try {
    const sockets = await Promise.all(listeners.map(({ listener }) => listener.connected));
    for (const [index, name] of names.entries()) {
      const socket = sockets[index];
      if (socket !== undefined) run.addOutput(name, plan.audio?.name === name ? 'audio' : 'video', socket);
    }
    return run;
  } catch (thrown) {
    listeners.forEach(({ listener }) => listener.destroy('Another output failed'));
    await run.stop();
    const { stderrTail } = await run.exited;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppError('ffmpeg.failed', message, {
      retryable: true,
      details: { tail: stderrTail.slice(-8).join('\n') },
      cause: thrown,
    });
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', onAbort);
  }
}
