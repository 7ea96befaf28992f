import { statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemClock } from '../engine/clock.js';
import { collectDiagnostics } from '../engine/diagnostics/collect-diagnostics.js';
import { diagnosticsFileName } from '../engine/diagnostics/diagnostics-file-name.js';
import { privateTarget } from '../engine/diagnostics/private-target.js';
import { pruneDiagnostics } from '../engine/diagnostics/prune-diagnostics.js';
import { uploadDiagnostics } from '../engine/diagnostics/upload-diagnostics.js';
import { writeZip } from '../engine/diagnostics/write-zip.js';
import { resolveFfmpeg } from '../engine/process/resolve-ffmpeg.js';
import { createBucketClient } from '../engine/publish/s3/s3-bucket-client.js';
import type { DiagnosticsUpload } from '../shared/diagnostics.js';
import { toAppError } from '../shared/errors.js';
import { formatBytes } from './amounts.js';
import type { DiagnosticsCommand } from './command.js';
import { openLeftBehind, type LeftBehind } from './left-behind.js';
import { noLog } from './no-log.js';
import { dataDir, resolveInput } from './places.js';
import { INTERRUPTED, type CliContext } from './session.js';
import { listenForStop } from './stop-signal.js';
import { wordsFor } from './words.js';

/**
 * `headwater diagnostics`: a zip for whoever helps, made from the data folder, whether a studio runs on it or not. Prints
 * the file's path. Answers the exit status: 1 when it should have been uploaded and was not. Throws AppError.
 */
export async function diagnostics(command: DiagnosticsCommand, context: CliContext): Promise<number> {
  const folder = dataDir(command.dataDir, context.around);
  const left = await openLeftBehind(folder, context.around);
  const stop = listenForStop();
  const abort = new AbortController();
  void stop.received.then(() => abort.abort());
  try {
    const { settings, destinations } = left.sources;
    const id = settings().publish.diagnosticsDestinationId;
    const target = command.upload ? await privateTarget({ ...left, id, destinations: destinations() }) : null;
    const now = new Date();
    const file = fileOf(command, folder, now, context);
    const entries = await collectDiagnostics(
      { ...left.sources, version: context.version, engineFacts: await engineFacts(context, command) },
      command.broadcastId,
      now,
    );
    await mkdir(dirname(file), { recursive: true });
    const redact = (text: string): string => left.redactor.redact(text);
    const size = await writeZip({ file, entries, redact, now, signal: abort.signal });
    // only in our own folder: elsewhere they are the creator's
    if (command.out === null) await pruneDiagnostics(dirname(file), basename(file), now.getTime());
    context.tell(
      `Diagnostics saved (${formatBytes(size)}). No media and no keys are in them; README.txt tells what is.`,
    );
    context.print(file);
    return target === null ? 0 : await upload(file, target, abort.signal, context);
  } catch (error) {
    if (abort.signal.aborted) return INTERRUPTED;
    throw error;
  } finally {
    stop.dispose();
    left.close();
  }
}

/** `--out`: a file, or a folder that is there. */
function fileOf({ out }: DiagnosticsCommand, folder: string, now: Date, { around }: CliContext): string {
  const name = diagnosticsFileName(now);
  if (out === null) return join(folder, 'exports', name);
  const asked = resolveInput(out, around);
  return statSync(asked, { throwIfNoEntry: false })?.isDirectory() === true ? join(asked, name) : asked;
}

async function engineFacts({ around }: CliContext, { name }: DiagnosticsCommand): Promise<() => object> {
  const ffmpeg = await resolveFfmpeg({ env: { ...around.env } }).catch((error: unknown) => toAppError(error).toData());
  return () => ({ savedBy: `headwater ${name}`, ffmpeg });
}

async function upload(
  file: string,
  target: Awaited<ReturnType<LeftBehind['target']>>,
  signal: AbortSignal,
  context: CliContext,
): Promise<number> {
  const client = createBucketClient({ target, logger: noLog });
  // a server that answers nothing keeps no process alive by itself
  const alive = setInterval(() => undefined, 60_000);
  try {
    const sent = await uploadDiagnostics({ file, target, client, clock: systemClock, signal });
    for (const line of uploadLines(sent)) context.tell(line);
    return sent.status === 'done' ? 0 : 1;
  } finally {
    clearInterval(alive);
    client.close();
  }
}

/** What became of the upload, in words. */
export function uploadLines(sent: DiagnosticsUpload): string[] {
  if (sent.status === 'failed') {
    const { code, details } = sent.reason;
    const words = wordsFor(code, details);
    return [typeof details['left'] === 'string' ? words : `Not uploaded. ${words}`];
  }
  const { destinationName, key, isPublic } = sent;
  const done = `Uploaded to ${destinationName} as ${key}.`;
  if (isPublic === false) return [done, 'Without the keys nobody can read it there.'];
  return [done, 'Whether others can read it there could not be found out.'];
}
