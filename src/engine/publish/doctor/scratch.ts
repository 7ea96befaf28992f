import { randomBytes } from 'node:crypto';
import { AppError, toAppError } from '../../../shared/errors.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../log/logger.js';
import type { BucketClient, ObjectHeaders, PutCondition } from '../s3/bucket-client.js';
import { requestTimeoutMs } from './doctor-run.js';
import { keyPauseMs, pause, withPatience } from './patience.js';

const cleaningRounds = 3;
/** Whoever closes the studio meanwhile waits for it, milliseconds. */
const cleaningTimeoutMs = 5_000;

/** What was left in the bucket. */
export interface Leftovers {
  readonly folder: string;
  /** At least so many files. */
  readonly files: number;
}

/**
 * The doctor's folder in the bucket: everything it writes goes here and is known before it is sent, so that nothing stays
 * behind, however the run ends. Keys outside the folder are never touched.
 */
export class Scratch {
  readonly #base: string;
  readonly #name = `headwater-doctor-${randomBytes(6).toString('hex')}/`;
  readonly #client: BucketClient;
  readonly #signal: AbortSignal;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #keys = new Set<string>();
  #isHidden = true;

  constructor(options: {
    readonly client: BucketClient;
    readonly prefix: string;
    readonly signal: AbortSignal;
    readonly clock: Clock;
    readonly logger: Logger;
  }) {
    this.#base = options.prefix === '' ? '' : `${options.prefix}/`;
    this.#client = options.client;
    this.#signal = options.signal;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  /** Where files go now; ends in a slash. */
  get folder(): string {
    return `${this.#base}${this.#isHidden ? '.' : ''}${this.#name}`;
  }

  /**
   * From now on the folder has no dot in front of its name, or (`false`) has one again. Web servers and CDNs often show no
   * hidden names to anybody.
   */
  show(isShown: boolean): void {
    this.#isHidden = !isShown;
  }

  key(name: string): string {
    return `${this.folder}${name}`;
  }

  /** Stores a file; patient with a busy server. Rejects as the bucket client does. */
  async put(name: string, body: Buffer, headers: ObjectHeaders): Promise<string | null> {
    const waiting = { clock: this.#clock, signal: this.#signal };
    return withPatience(waiting, () => this.putOnce(name, body, headers));
  }

  /** Stores a file with exactly one request. */
  async putOnce(
    name: string,
    body: Buffer,
    headers: ObjectHeaders,
    options: { readonly condition?: PutCondition; readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
  ): Promise<string | null> {
    const key = this.key(name);
    const isNew = !this.#keys.has(key);
    // before it is sent: a request that fails here may still have arrived there
    this.#keys.add(key);
    try {
      const { etag } = await this.#client.put(key, body, headers, {
        signal: this.#signal,
        timeoutMs: requestTimeoutMs,
        ...options,
      });
      return etag;
    } catch (error) {
      if (isNew && isRefusal(error)) this.#keys.delete(key);
      throw error;
    }
  }

  /** Removes everything again, also when the run was stopped. Null when nothing stayed behind. Never rejects. */
  async clean(): Promise<Leftovers | null> {
    // the run may have been stopped: this goes on all the same
    const waiting = { clock: this.#clock, signal: new AbortController().signal };
    let known = [...this.#keys];
    for (let round = 0; round < cleaningRounds && known.length > 0; round += 1) {
      if (round > 0) await pause(waiting, keyPauseMs);
      const trouble = await this.#delete(known);
      // nobody answers: asking what is left would only take as long again
      if (trouble?.details['why'] === 'timeout') break;
      known = await this.#left(known, trouble);
    }
    return known.length === 0 ? null : { folder: this.#foldersOf(known).join(' and '), files: known.length };
  }

  #foldersOf(keys: readonly string[]): string[] {
    const folders = [`${this.#base}.${this.#name}`, `${this.#base}${this.#name}`];
    return folders.filter((folder) => keys.some((key) => key.startsWith(folder)));
  }

  async #delete(keys: readonly string[]): Promise<AppError | null> {
    try {
      await this.#client.delete(keys, { timeoutMs: cleaningTimeoutMs });
      return null;
    } catch (thrown) {
      const error = toAppError(thrown);
      this.#logger.warn({ folder: this.folder, code: error.code }, 'Test files could not be deleted');
      return error;
    }
  }

  /** What is still there; a request that was given up may have stored its file after it was deleted. */
  async #left(known: readonly string[], trouble: AppError | null): Promise<string[]> {
    const left: string[] = [];
    try {
      for (const folder of this.#foldersOf([...this.#keys])) {
        for await (const page of this.#client.list(folder, { timeoutMs: cleaningTimeoutMs })) {
          left.push(...page.map(({ key }) => key).filter((key) => key.startsWith(folder)));
        }
      }
      return left;
    } catch {
      // a key that may not list: what was deleted without a word is gone
      return trouble === null ? [] : [...known];
    }
  }
}

/** True when a server has said no: then nothing was stored. */
function isRefusal(error: unknown): boolean {
  const status = error instanceof AppError ? Number(error.details['status']) : Number.NaN;
  return status >= 400 && status < 500;
}
