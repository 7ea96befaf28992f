import { toAppError, type AppError } from '../../../shared/errors.js';
import type { Clock } from '../../clock.js';
import type { ChannelLease, LeaseHolder } from '../lease/channel-lease.js';
import type { BucketLine } from './bucket-line.js';

/** While the bucket cannot be asked. */
const retryMs = 1_000;
/** Giving the channel free is a courtesy: without a network nobody waits for it. */
const releaseWithinMs = 3_000;
/** A timer's longest pause: longer than anybody rests. */
const restMs = 2 ** 31 - 1;
/** How exactly the end of a lease is kept to. */
const expiryLookMs = 250;
/** Each request of the lease: an uplink that is full delays it, and the lease lasts for longer. */
const requestTimeoutMs = 10_000;
/** While nothing gets through, nothing else is on its way that could delay it. */
const troubledTimeoutMs = 4_000;

export interface LeaseKeeperDeps {
  /** The lease of the moment: another one when the destination's keys changed. */
  readonly lease: () => Promise<ChannelLease>;
  /** Held back for as long as the channel is not ours. */
  readonly line: BucketLine;
  readonly clock: Clock;
  /** Another studio has the channel; null: it is ours. */
  readonly onHolder: (holder: LeaseHolder | null) => void;
  /** The bucket could not be asked; null: it could. */
  readonly onTrouble: (error: AppError | null) => void;
}

/** Takes a channel's lease and keeps it. What may be another studio's is not written: the line is held back then. */
export class LeaseKeeper {
  readonly #deps: LeaseKeeperDeps;
  /** The lease that is ours, and the one that was asked last. */
  #held: ChannelLease | null = null;
  #asked: ChannelLease | null = null;
  #isClosed = false;
  #wantsTakeOver = false;
  /** False while nothing is to be written: the channel is free then. */
  #isWanted = true;
  #wake: () => void = () => undefined;
  /** Also while it asks: then it asks again at once. */
  #isPoked = false;
  #cancelExpiry: () => void = () => undefined;
  /** Calls off what is being asked. */
  #endStep: () => void = () => undefined;
  #running: Promise<void> | null = null;

  constructor(deps: LeaseKeeperDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Takes the channel over from whoever holds it. */
  takeOver(): void {
    this.#wantsTakeOver = true;
    this.#askAgain();
  }

  /** Nothing is to be written for now: gives the channel free, once. */
  rest(): void {
    if (!this.#isWanted) return;
    this.#isWanted = false;
    this.#wake();
  }

  /** Something is to be written. */
  want(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#askAgain();
  }

  /** The network is back: asks now. What is being asked may hang in a connection that is dead. */
  poke(): void {
    this.#askAgain();
    this.#endStep();
  }

  /** The lease is another one now: nothing is written before that is ours. */
  renewed(): void {
    this.#lose();
    this.#askAgain();
  }

  /** Gives the channel free: call it when the last write has ended. */
  async stop(): Promise<void> {
    this.#isClosed = true;
    this.#wake();
    this.#cancelExpiry();
    await this.#running;
    this.#held = null;
    if (this.#asked !== null) await Promise.race([this.#release(this.#asked), this.#after(releaseWithinMs)]);
  }

  async #run(): Promise<void> {
    while (!this.#isClosed) {
      const pauseMs = this.#isWanted ? await this.#step() : await this.#giveFree();
      if (!this.#isClosed && !this.#isPoked) await this.#pause(pauseMs);
      this.#isPoked = false;
    }
  }

  /** Asks once; answers how long to wait before the next time. */
  async #step(): Promise<number> {
    const { line } = this.#deps;
    const step = new AbortController();
    const end = (): void => step.abort();
    this.#endStep = end;
    // not AbortSignal.any, which leaves some bytes behind with every call (Node 20)
    if (line.isClosed) end();
    else line.signal.addEventListener('abort', end, { once: true });
    try {
      return await this.#ask(step.signal);
    } finally {
      line.signal.removeEventListener('abort', end);
    }
  }

  async #ask(signal: AbortSignal): Promise<number> {
    const { line, onHolder, onTrouble } = this.#deps;
    let lease: ChannelLease | null = null;
    try {
      lease = await this.#deps.lease();
      this.#asked = lease;
      const timeoutMs = line.trouble?.remedy === 'offline' ? troubledTimeoutMs : requestTimeoutMs;
      const takeOver = this.#wantsTakeOver;
      const wasOurs = this.#held === lease;
      const options = { signal, timeoutMs };
      const answer = await (wasOurs ? lease.renew(options) : lease.acquire({ takeOver, ...options }));
      onTrouble(null);
      if (answer.status === 'ours') {
        this.#keep(lease);
        onHolder(null);
        return lease.renewEveryMs;
      }
      this.#lose();
      onHolder(answer.holder);
      // who took it over waits for that
      await line.quiet();
      await this.#release(lease);
      return lease.renewEveryMs;
    } catch (thrown) {
      if (this.#isClosed) return 0;
      const error = toAppError(thrown, 'publish.unreachable');
      const mayWrite = lease?.mayWrite ?? false;
      const isLost = error.code === 'publish.lease-lost';
      if (isLost || !mayWrite) this.#lose();
      // called off because the network is back: that is no news
      if (signal.aborted && this.#isPoked) return 0;
      if (!isLost) onTrouble(error);
      if (!mayWrite && hangs(error)) line.suspect(error);
      return retryMs;
    }
  }

  /** Answers how long to wait: until somebody wants it. */
  async #giveFree(): Promise<number> {
    const { line, onHolder, onTrouble } = this.#deps;
    this.#lose();
    onHolder(null);
    onTrouble(null);
    await line.quiet();
    if (this.#asked !== null) await Promise.race([this.#release(this.#asked), this.#after(releaseWithinMs)]);
    return restMs;
  }

  #keep(lease: ChannelLease): void {
    this.#wantsTakeOver = false;
    this.#held = lease;
    this.#deps.line.holdBack(false);
    this.#watchExpiry(lease, lease.validForMs);
  }

  /** A renewal that hangs must not keep what is under way going: somebody else may write by then. */
  #watchExpiry(lease: ChannelLease, afterMs: number): void {
    this.#cancelExpiry();
    this.#cancelExpiry = this.#deps.clock.after(afterMs, () => {
      if (this.#held !== lease || this.#isClosed) return;
      if (lease.mayWrite) this.#watchExpiry(lease, expiryLookMs);
      else {
        this.#deps.line.cutOff();
        this.#endStep();
      }
    });
  }

  #lose(): void {
    this.#cancelExpiry();
    this.#held = null;
    this.#deps.line.cutOff();
  }

  #askAgain(): void {
    this.#isPoked = true;
    this.#wake();
  }

  /** Whoever asks next waits for its end. */
  #release(lease: ChannelLease): Promise<void> {
    return lease.release({ timeoutMs: releaseWithinMs });
  }

  async #pause(delayMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.#deps.clock.after(delayMs, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  #after(delayMs: number): Promise<void> {
    return new Promise((resolve) => void this.#deps.clock.after(delayMs, resolve));
  }
}

/** Nobody answered: what else is under way would hang as well. */
function hangs({ code, details }: AppError): boolean {
  return code === 'publish.unreachable' && (details['why'] === 'timeout' || details['why'] === 'aborted');
}
