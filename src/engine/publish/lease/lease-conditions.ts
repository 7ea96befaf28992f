import { AppError } from '../../../shared/errors.js';
import type { Logger } from '../../log/logger.js';
import type { PutCondition, RequestOptions } from '../s3/bucket-client.js';
import type { LeaseObjects, SeenLease } from './lease-objects.js';

/**
 * Whether this server keeps to conditions. Found out by asking it, once, and given up for good when an answer contradicts it:
 * both studios must see the same, and a profile is only what somebody chose.
 */
export class LeaseConditions {
  readonly #objects: LeaseObjects;
  readonly #expected: boolean;
  readonly #logger: Logger;
  #known: boolean | null = null;
  #denied: string | null = null;

  constructor(options: { readonly objects: LeaseObjects; readonly expected: boolean; readonly logger: Logger }) {
    this.#objects = options.objects;
    this.#expected = options.expected;
    this.#logger = options.logger;
  }

  get areHonoured(): boolean {
    return this.#known === true;
  }

  async find(options: RequestOptions): Promise<boolean> {
    if (this.#known !== null) return this.#known;
    const found = await this.#objects.honoursConditions(options);
    // a lease without an ETag may have shown meanwhile that they are no use
    this.#known ??= found;
    if (found !== this.#expected) this.#logger.info({ found }, 'conditional writes are not as the profile says');
    return this.#known;
  }

  /** The server said no to a condition. A 409 only says that two asked at once. */
  said(condition: PutCondition, error: unknown): void {
    const isRace = error instanceof AppError && error.details['status'] === 409;
    this.#denied = 'ifMatch' in condition && !isRace ? condition.ifMatch : null;
  }

  /** Takes note of what was read: without an ETag there is nothing to name, and one that was just denied should have matched. */
  saw(seen: SeenLease): void {
    if (!seen.exists || (seen.etag !== null && seen.etag !== this.#denied)) return;
    this.giveUp('the lease has no ETag, or one that never matches');
  }

  giveUp(why: string): void {
    if (this.#known !== false) this.#logger.warn({ why }, 'conditional writes are no use here');
    this.#known = false;
  }
}
