import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { CommandResults } from '../../shared/commands.js';
import type { DiagnosticsUpload } from '../../shared/diagnostics.js';
import { AppError, toAppError } from '../../shared/errors.js';
import type { Clock } from '../clock.js';
import type { DestinationStore } from '../destinations/destination-store.js';
import type { Logger } from '../log/logger.js';
import type { BucketClient } from '../publish/s3/bucket-client.js';
import type { BucketTarget } from '../publish/s3/bucket-target.js';
import type { Service } from '../service.js';
import { collectDiagnostics } from './collect-diagnostics.js';
import { diagnosticsFileName } from './diagnostics-file-name.js';
import type { DiagnosticsSources } from './diagnostics-sources.js';
import { privateTarget } from './private-target.js';
import { pruneDiagnostics } from './prune-diagnostics.js';
import { uploadDiagnostics } from './upload-diagnostics.js';
import { writeZip } from './write-zip.js';

/** A studio waits a minute for an answer: what is not sent by then is said to be not sent. */
const uploadPatienceMs = 45_000;

export interface DiagnosticsDeskDeps {
  readonly sources: DiagnosticsSources;
  readonly exportsDir: string;
  readonly redact: (text: string) => string;
  /** What is logged and not written yet. */
  readonly flushLog: () => void;
  readonly destinations: Pick<DestinationStore, 'list' | 'target'>;
  /** Something was published there, or is to be. */
  readonly isPublishedTo: (destinationId: string) => boolean;
  readonly createClient: (target: BucketTarget) => BucketClient;
  /** Shows a file to the person at the desk; null without one. */
  readonly reveal: ((file: string) => Promise<void>) | null;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** "Save diagnostics": one zip after the other. */
export class DiagnosticsDesk implements Service {
  readonly name = 'diagnostics';
  readonly #deps: DiagnosticsDeskDeps;
  readonly #stopping = new AbortController();
  #queue: Promise<unknown> = Promise.resolve();
  #fileName: string | null = null;

  constructor(deps: DiagnosticsDeskDeps) {
    this.#deps = deps;
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#queue;
  }

  /**
   * Writes the zip below the exports (the oldest ones go), shows it where there is a desk, and uploads it when asked to; how the upload went is
   * part of the answer. Throws `recording.not-found`, `export.failed`, `disk.full`; with `upload`, before anything is
   * written: `destination.not-found`, `destination.no-credentials`, `destination.invalid`, `secrets.locked`.
   */
  save(request: {
    readonly broadcastId: string | null;
    readonly upload: boolean;
  }): Promise<CommandResults['saveDiagnostics']> {
    const turn = this.#queue.then(() => this.#save(request));
    this.#queue = turn.catch(() => undefined); // told to whoever asked for it
    return turn;
  }

  /** The newest zip of this run. Throws `recording.not-found`. */
  file(): { readonly file: string; readonly fileName: string; readonly contentType: string } {
    if (this.#fileName === null) throw new AppError('recording.not-found', 'Expected saved diagnostics, got none');
    const file = path.join(this.#deps.exportsDir, this.#fileName);
    return { file, fileName: this.#fileName, contentType: 'application/zip' };
  }

  async #save({
    broadcastId,
    upload,
  }: {
    broadcastId: string | null;
    upload: boolean;
  }): Promise<CommandResults['saveDiagnostics']> {
    const { sources, exportsDir, redact, flushLog, clock, logger } = this.#deps;
    const { signal } = this.#stopping;
    if (signal.aborted) throw new AppError('engine.shutting-down', 'Expected a running engine');
    const target = upload ? await this.#privateTarget() : null;
    const now = new Date(clock.now());
    const fileName = diagnosticsFileName(now);
    const file = path.join(exportsDir, fileName);
    flushLog();
    const entries = await collectDiagnostics(sources, broadcastId, now);
    await mkdir(exportsDir, { recursive: true });
    const sizeBytes = await writeZip({ file, entries, redact, now, signal });
    this.#fileName = fileName;
    const removed = await pruneDiagnostics(exportsDir, fileName, clock.now());
    logger.info({ fileName, sizeBytes, removed }, 'diagnostics saved');
    const sent = target === null ? null : await this.#upload(file, target);
    void this.#deps.reveal?.(file).catch((error: unknown) => logger.warn({ err: error }, 'diagnostics not shown'));
    return { fileName, sizeBytes, upload: sent };
  }

  #privateTarget(): Promise<BucketTarget> {
    const { sources, destinations, isPublishedTo } = this.#deps;
    const id = sources.settings().publish.diagnosticsDestinationId;
    const target = (each: string): Promise<BucketTarget> => destinations.target(each);
    return privateTarget({ id, destinations: destinations.list(), isPublishedTo, target });
  }

  async #upload(file: string, target: BucketTarget): Promise<DiagnosticsUpload> {
    const { createClient, clock, logger } = this.#deps;
    const client = createClient(target);
    const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(uploadPatienceMs)]);
    try {
      const upload = await uploadDiagnostics({ file, target, client, clock, signal });
      logger.info({ upload }, 'diagnostics uploaded, or not');
      return upload;
    } catch (error) {
      const { code, details } = toAppError(error);
      return { status: 'failed', reason: { code, details } };
    } finally {
      client.close();
    }
  }
}
