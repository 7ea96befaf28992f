import { AppError, toAppError } from '../../../shared/errors.js';
import type { Clock } from '../../clock.js';
import type { BucketClient } from '../s3/bucket-client.js';
import { abortable } from './abortable.js';
import { againAfterMs, lookAgainAfterMs, remedyFor, type Remedy } from './recovery.js';
import { toBeRepeated } from './to-be-repeated.js';

/** How long a look for the network may take. The next one does not wait for it: what was sent into a black hole is lost. */
const lookTimeoutMs = 2_000;

/** A request, or some that belong together; it ends with `signal`. */
export type Work<T> = (client: BucketClient, signal: AbortSignal) => Promise<T>;

/** What is particular about a request. */
export interface AttemptOptions {
  /** Whether a failure is of this object alone, which others need not wait for: when to try it again; null: it is not. */
  readonly ownFaultMs?: (error: AppError) => number | null;
  /** While the bucket says no: what to ask it with, instead of the same request. */
  readonly look?: Work<unknown>;
}

export interface LineTrouble {
  readonly remedy: Exclude<Remedy, 'again'>;
  readonly error: AppError;
  readonly sinceMs: number;
}

export interface BucketLineDeps {
  /** The client of the moment; it changes when the destination's keys do. Rejects when there is none (no keys). */
  readonly client: () => Promise<BucketClient>;
  readonly clock: Clock;
  /** False once the channel may be another studio's: asked before every request. */
  readonly mayWrite: () => boolean;
  readonly onChange: (trouble: LineTrouble | null) => void;
}

/**
 * The line to one bucket, shared by all that is sent there. While it is fine everybody goes; when it is down one small
 * request looks for it, again and again, for as long as it takes, and everybody else waits.
 */
export class BucketLine {
  readonly #deps: BucketLineDeps;
  readonly #abort = abortable();
  /**
   * Aborted when the line is closed, the network is found to be gone (what is under way would hang for longer) or the
   * channel is lost. One for all requests: AbortSignal.any leaves some bytes behind with every call (Node 20).
   */
  #underWay = abortable();
  readonly #requests = new Set<Promise<unknown>>();
  #inARow = 0;
  #trouble: LineTrouble | null = null;
  #waiters: (() => void)[] = [];
  #wakeLook: () => void = () => undefined;
  /** Aborted when one of the looks for the network was answered: the others say nothing new. */
  #looking = abortable();
  #timesDown = 0;
  #isClosed = false;
  #isHeldBack = true;

  constructor(deps: BucketLineDeps) {
    this.#deps = deps;
  }

  get trouble(): LineTrouble | null {
    return this.#trouble;
  }

  /** Aborted when the line is closed: pass it on to every request. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** True while requests may go. */
  get isUp(): boolean {
    return this.#trouble === null && this.#isOurs && !this.#isClosed;
  }

  get #isOurs(): boolean {
    return !this.#isHeldBack && this.#deps.mayWrite();
  }

  /** Nobody may begin to write while the channel is another studio's. A new line is held back. */
  holdBack(isHeldBack: boolean): void {
    this.#isHeldBack = isHeldBack;
    if (isHeldBack) return;
    this.#release();
    this.#wakeLook();
  }

  /** The channel is not ours any more: holds the line back and ends what is under way. */
  cutOff(): void {
    this.holdBack(true);
    this.#endUnderWay();
  }

  /** Somebody else found that nothing gets through: looks for the network, so that its return is noticed at once. */
  suspect(error: AppError): void {
    // the first request shows whether more than the network was the matter
    if (!this.#isClosed) this.#down('offline', error, () => Promise.resolve());
  }

  /** Resolves when the line is up and not held back (or closed). */
  async ready(): Promise<void> {
    while (!this.isUp && !this.#isClosed) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  /**
   * One request, once the line is up. Rejects with its AppError; `details.againAfterMs` of what is rejected says when to try
   * again at the earliest.
   */
  async attempt<T>(work: Work<T>, attempt: number, options: AttemptOptions = {}): Promise<T> {
    const { signal, client } = await this.#begin();
    try {
      const result = await this.#request(work, await client, signal);
      this.#inARow = 0;
      return result;
    } catch (thrown) {
      const error = toAppError(thrown, 'publish.unreachable');
      if (this.#isClosed) throw closed();
      // what was called off here says nothing about the line
      if (signal.aborted) throw toBeRepeated(error, 0);
      const ownFaultMs = options.ownFaultMs?.(error) ?? null;
      if (ownFaultMs !== null) throw toBeRepeated(error, ownFaultMs, { isOwnFault: true });
      this.#inARow += 1;
      const remedy = remedyFor(error, this.#inARow);
      if (remedy !== 'again') this.#down(remedy, error, options.look ?? work);
      throw toBeRepeated(error, remedy === 'again' ? againAfterMs(error, attempt) : 0);
    }
  }

  /** Resolves when no request is under way. */
  async quiet(): Promise<void> {
    while (this.#requests.size > 0) await Promise.allSettled(this.#requests);
  }

  /** As `attempt`, again and again until it goes through. Rejects only when the line is closed. */
  async persist<T>(
    work: Work<T>,
    onRetry: (error: AppError) => void = () => undefined,
    options: AttemptOptions = {},
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(work, attempt, options);
      } catch (thrown) {
        if (this.#isClosed) throw thrown;
        const error = toAppError(thrown);
        onRetry(error);
        await this.pause(Number(error.details['againAfterMs'] ?? 0));
      }
    }
  }

  /** Ends early when the line is closed. */
  async pause(delayMs: number): Promise<void> {
    if (delayMs <= 0 || this.#isClosed) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#deps.clock.after(delayMs, done);
      const { signal } = this.#abort;
      function done(): void {
        cancel();
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done);
    });
  }

  /** Something changed here (keys, the destination): look now. */
  poke(): void {
    this.#wakeLook();
  }

  close(): void {
    this.#isClosed = true;
    this.#abort.abort();
    this.#underWay.abort();
    this.#looking.abort();
    this.#wakeLook();
    this.#release();
  }

  #down(remedy: Exclude<Remedy, 'again'>, error: AppError, work: Work<unknown>): void {
    if (this.#trouble !== null) return;
    this.#trouble = { remedy, error, sinceMs: this.#deps.clock.now() };
    if (remedy === 'offline') this.#endUnderWay();
    this.#deps.onChange(this.#trouble);
    void this.#lookUntilUp(work);
  }

  /**
   * A bucket that cannot be reached, or is not there, is asked for by its cheapest request, one that refuses by the very
   * request that it refused: reading may be allowed where writing is not.
   */
  async #lookUntilUp(work: Work<unknown>): Promise<void> {
    const times = (this.#timesDown += 1);
    for (let looks = 0; ; looks += 1) {
      await this.#lookPause(lookAgainAfterMs(this.#trouble?.remedy ?? 'offline', looks));
      // a look that was under way may have been answered, and the next trouble looks by itself
      if (this.#trouble === null || this.#isClosed || times !== this.#timesDown) return;
      const { remedy, error } = this.#trouble;
      if (remedy === 'offline' || error.code === 'publish.no-bucket') {
        const { signal } = this.#looking;
        void this.#look((client) => client.check({ signal, timeoutMs: lookTimeoutMs }), signal);
        continue;
      }
      // what was refused is a write: while the channel is another studio's it must wait
      if (!this.#isOurs) continue;
      const { signal } = this.#underWay;
      await this.#look((client) => this.#request(work, client, signal), this.#abort.signal);
    }
  }

  /** Never rejects. `calledOff`: nobody needs its answer any more. */
  async #look(ask: (client: BucketClient) => Promise<unknown>, calledOff: AbortSignal): Promise<void> {
    try {
      await ask(await this.#deps.client());
      if (calledOff.aborted || this.#trouble === null) return;
      this.#endLooks();
      this.#inARow = 0;
      this.#trouble = null;
      this.#release();
      this.#deps.onChange(null);
      this.#wakeLook();
    } catch (thrown) {
      if (!calledOff.aborted) this.#stillDown(toAppError(thrown, 'publish.unreachable'));
    }
  }

  /** Waits until a request may go; the client may take its time, and then it may be too late again. */
  async #begin(): Promise<{ readonly client: Promise<BucketClient>; readonly signal: AbortSignal }> {
    for (;;) {
      await this.ready();
      if (this.#isClosed) throw closed();
      const client = this.#deps.client();
      await client.catch(() => undefined);
      if (this.#isClosed) throw closed();
      if (this.isUp) return { client, signal: this.#underWay.signal };
    }
  }

  async #request<T>(work: Work<T>, client: BucketClient, signal: AbortSignal): Promise<T> {
    const request = work(client, signal);
    this.#requests.add(request);
    try {
      return await request;
    } finally {
      this.#requests.delete(request);
    }
  }

  #endUnderWay(): void {
    const underWay = this.#underWay;
    this.#underWay = abortable();
    underWay.abort();
  }

  #endLooks(): void {
    const looking = this.#looking;
    this.#looking = abortable();
    looking.abort();
  }

  #stillDown(error: AppError): void {
    const remedy = remedyFor(error, Infinity);
    const known = this.#trouble;
    if (known === null || remedy === 'again') return;
    if (error.code === known.error.code && remedy === known.remedy) return;
    // whoever answers is there: what was sent before it was says nothing more
    if (remedy === 'blocked') this.#endLooks();
    this.#trouble = { ...known, remedy, error };
    this.#deps.onChange(this.#trouble);
  }

  async #lookPause(delayMs: number): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      this.#wakeLook = resolve;
    });
    await Promise.race([this.pause(delayMs), woken]);
  }

  #release(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }
}

function closed(): AppError {
  return new AppError('engine.shutting-down', 'Expected an open line to the bucket');
}
