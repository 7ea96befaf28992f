import { Worker, type Transferable } from 'node:worker_threads';
import { AppError } from '../../shared/errors.js';
import type { Logger } from '../log/logger.js';

/** Of JavaScript's heap; media are buffers outside of it, bounded by the limits of who holds them. Typical use: 20 MB. */
const HEAP_MB = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 };

export interface EngineThreadOptions {
  /** The built file. */
  readonly file: string | URL;
  /** `headwater-…`, as debuggers and the log show it. */
  readonly name: string;
  readonly data?: unknown;
  readonly logger: Logger;
  /** True: what an error of it says is told to nobody, since it may quote what the thread knows; where it came from is. */
  readonly holdsSecrets?: boolean;
}

interface FirstWord<From, First extends From> {
  /** Its first word: it serves, or why it cannot. */
  readonly isFirst: (message: From) => message is First;
}

/** One life of a thread of the engine's own, from its start to its real end: what it throws ends it alone. */
export class EngineThread<To, From> {
  /** Its real end, whatever the cause. Never rejects. */
  readonly exited: Promise<{ readonly cause: string }>;
  readonly #worker: Worker;
  readonly #name: string;
  #early: From[] = [];
  #onFirst: ((message: From) => boolean) | null = null;
  #onMessage: ((message: From) => void) | null = null;

  /** Begins it. */
  constructor(options: EngineThreadOptions) {
    const { file, name, data, logger, holdsSecrets = false } = options;
    const worker = new Worker(file, {
      name,
      workerData: data,
      resourceLimits: HEAP_MB,
      // It needs nothing from the command line or the environment, and what it (or a library) prints is not ours to show.
      argv: [],
      env: {},
      stdout: true,
      stderr: true,
    });
    worker.stdout.resume();
    worker.stderr.resume();
    this.#worker = worker;
    this.#name = name;
    this.exited = new Promise<{ readonly cause: string }>((resolve) => {
      let cause = '';
      worker.on('error', (error) => {
        cause = holdsSecrets ? withoutWords(error) : error instanceof Error ? error.message : String(error);
        logger.warn({ thread: name, cause }, 'a worker threw');
      });
      worker.on('exit', (code) => resolve({ cause: cause === '' ? `exit code ${String(code)}` : cause }));
    });
    worker.on('message', (message: From) => this.#take(message));
  }

  /** Begins one, and resolves with its first word. Rejects with `internal` when it dies before. */
  static async launch<To, From, First extends From>(
    options: EngineThreadOptions & FirstWord<From, First>,
  ): Promise<{ readonly thread: EngineThread<To, From>; readonly first: First }> {
    const thread = new EngineThread<To, From>(options);
    return { thread, first: await thread.first(options.isFirst) };
  }

  /** Its first word. Rejects with `internal` when it dies before. */
  async first<First extends From>(isFirst: FirstWord<From, First>['isFirst']): Promise<First> {
    const spoke = new Promise<First>((resolve) => {
      this.#onFirst = (message) => {
        if (!isFirst(message)) return false;
        resolve(message);
        return true;
      };
    });
    this.#early = this.#early.filter((message) => this.#onFirst?.(message) !== true);
    const death = this.exited.then(({ cause }) => {
      throw new AppError('internal', `Expected ${this.#name} to run, got: ${cause}`);
    });
    return Promise.race([spoke, death]);
  }

  /** What it says beside its first word, from the beginning. One listener. */
  listen(onMessage: (message: From) => void): void {
    this.#onMessage = onMessage;
    for (const message of this.#early.splice(0)) onMessage(message);
  }

  /** Does nothing once it is gone. */
  send(message: To, transfer: readonly Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  /** Waits for its end, which it was asked for with `message`; ends it by force after `graceMs`. */
  async stop(message: To, graceMs: number): Promise<void> {
    this.send(message);
    const deadline = setTimeout(() => void this.terminate(), graceMs);
    await this.exited;
    clearTimeout(deadline);
  }

  /** Ends it by force. */
  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #take(message: From): void {
    if (this.#onFirst?.(message) === true) return;
    if (this.#onMessage === null) this.#early.push(message);
    else this.#onMessage(message);
  }
}

/** What kind of error it is and the places that it came through, which quote nothing. */
function withoutWords(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error';
  const kind = 'code' in error && typeof error.code === 'string' ? error.code : error.constructor.name;
  const places = (error.stack ?? '').split('\n').filter((line) => /^ +at .*:\d+:\d+\)?$/.test(line));
  return [kind, ...places.slice(0, 4).map((line) => line.trim())].join(' ');
}
