import type { Reason } from '../../../shared/domain.js';
import { AppError, toAppError } from '../../../shared/errors.js';
import type { Clock } from '../../clock.js';
import { objectUrl } from '../s3/object-url.js';
import type { BucketTarget } from '../s3/bucket-target.js';
import { readBack, type PublicFile } from './public-check.js';

/** Between looks that fail: a link that works at last must not wait long to be shown. */
const pauseMs = [1_000, 2_000, 4_000, 8_000] as const;
/** The first look may come a moment too early for a cache. */
const failuresToTell = 2;

export interface PublicVerifierDeps {
  readonly target: () => BucketTarget | null;
  readonly keyOf: (path: string) => string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Something is asked of the public URL: the provider may bill it. */
  readonly onRequest?: () => void;
}

/** A file below the destination's prefix, and what viewers must get. */
export interface StoredFile {
  readonly path: string;
  readonly expected: Buffer;
}

/**
 * Reads what was published back through the public URL, until it is there. Only then is it called published: a bucket that
 * says yes may still show viewers nothing. Why not is told after two failures in a row, once for each reason, and that it is good
 * at last.
 */
export class PublicVerifier {
  readonly #deps: PublicVerifierDeps;
  #looks = 0;
  #nextMs = -Infinity;
  #isLooking = false;
  readonly #onNotice: (level: 'info' | 'warning', reason: Reason) => void;
  /** What was told last; null: nothing, or that it is good. */
  #told: string | null = null;
  /** Why the newest look failed; null: none did, or it was this computer's own network. */
  trouble: AppError | null = null;

  constructor(
    deps: PublicVerifierDeps,
    onNotice: (level: 'info' | 'warning', reason: Reason) => void = () => undefined,
  ) {
    this.#deps = deps;
    this.#onNotice = onNotice;
  }

  /** Looks, unless it has just done so, or there is nothing to look for yet. True when everything is there. */
  async look(files: () => Promise<readonly StoredFile[]>): Promise<boolean> {
    const { clock, target, keyOf, signal } = this.#deps;
    if (this.#isLooking || clock.monotonicMs() < this.#nextMs) return false;
    this.#isLooking = true;
    try {
      const publicUrl = target()?.publicUrl ?? null;
      if (publicUrl === null) {
        throw new AppError('destination.no-public-url', 'Expected the URL at which viewers read the bucket');
      }
      const toPublic = ({ path, expected }: StoredFile): PublicFile => ({
        url: objectUrl(publicUrl, keyOf(path)),
        expected,
      });
      const wanted = await files();
      if (wanted.length === 0) return false;
      await readBack(wanted.map(toPublic), signal, this.#deps.onRequest);
      // it is said of the address that viewers are given now
      if ((target()?.publicUrl ?? null) !== publicUrl) return false;
      this.trouble = null;
      this.#looks = 0;
      if (this.#told !== null) this.#onNotice('info', { code: 'publish.public-again', details: {} });
      this.#told = null;
      return true;
    } catch (thrown) {
      const error = toAppError(thrown, 'publish.unreachable');
      // without network here nobody knows what viewers get
      this.trouble = error.code === 'publish.unreachable' && this.trouble === null && this.#looks < 2 ? null : error;
      this.#nextMs = clock.monotonicMs() + (pauseMs[Math.min(this.#looks, pauseMs.length - 1)] ?? 8_000);
      this.#looks += 1;
      this.#tell();
      return false;
    } finally {
      this.#isLooking = false;
    }
  }

  #tell(): void {
    const { trouble } = this;
    if (trouble === null || this.#looks < failuresToTell || this.#told === trouble.code || this.#deps.signal.aborted)
      return;
    this.#told = trouble.code;
    this.#onNotice('warning', { code: trouble.code, details: trouble.details });
  }
}
