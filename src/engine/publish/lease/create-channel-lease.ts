import { AppError } from '../../../shared/errors.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../log/logger.js';
import type { BucketClient, PutCondition } from '../s3/bucket-client.js';
import type { ChannelLease, LeaseAnswer, LeaseOptions as Options } from './channel-lease.js';
import { HolderWatch } from './holder-watch.js';
import { LeaseConditions } from './lease-conditions.js';
import { matching, type LeaseHolding } from './lease-holding.js';
import { isFailedCondition, isUnsupported, LeaseObjects, type SeenLease } from './lease-objects.js';
import type { LeaseRecord } from './lease-record.js';
import { LeaseScribe } from './lease-scribe.js';
import { hasEnded, leaseStanding, type Standing } from './lease-standing.js';
import { leaseTiming, type LeaseTiming } from './lease-timing.js';
import { elapsedSince, LeaseValidity, momentOf, type Moment } from './lease-validity.js';
import { outwait } from './outwait.js';
import { pause } from './pause.js';

/** How often a lost race is run again before the winner is believed. */
const rounds = 4;

export interface ChannelLeaseDeps {
  readonly client: BucketClient;
  /** Whole key of the lease object, prefix included: `<prefix>/<channel>/lease.json`. Anybody may read what is in it. */
  readonly key: string;
  /** Name of this studio, for people; asked for with each write. */
  readonly studio: () => string;
  /** Of this installation; two runs of one id never overlap (the data folder is locked). */
  readonly studioId: string;
  /** What the provider's profile says. The server is asked all the same: only that both studios see the same counts. */
  readonly conditional: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timing?: LeaseTiming;
}

/**
 * The lease of one channel (docs/decisions: the channel's lease). Where the server keeps to If-Match, each write names the
 * ETag that it replaces, so only one of two can win. Where it does not, a written lease counts once it has stood for a while.
 * The calls run one after the other.
 */
export function createChannelLease(deps: ChannelLeaseDeps): ChannelLease {
  return new BucketLease(deps);
}

class BucketLease implements ChannelLease {
  readonly #deps: ChannelLeaseDeps;
  readonly #objects: LeaseObjects;
  readonly #conditions: LeaseConditions;
  readonly #scribe: LeaseScribe;
  readonly #timing: LeaseTiming;
  readonly #validity: LeaseValidity;
  readonly #watch: HolderWatch;
  #holding: LeaseHolding | null = null;
  /** Ours until it was taken: `release` says when its last write has ended. */
  #lost: LeaseRecord | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: ChannelLeaseDeps) {
    this.#deps = deps;
    this.#timing = deps.timing ?? leaseTiming;
    this.#objects = new LeaseObjects(deps.client, deps.key);
    this.#conditions = new LeaseConditions({ objects: this.#objects, expected: deps.conditional, logger: deps.logger });
    this.#scribe = new LeaseScribe(deps);
    this.#validity = new LeaseValidity({ clock: deps.clock, validForMs: this.#timing.validForMs });
    this.#watch = new HolderWatch(this.#timing.silenceMs);
  }

  get renewEveryMs(): number {
    return this.#timing.renewEveryMs;
  }

  get validForMs(): number {
    return this.#timing.validForMs;
  }

  get mayWrite(): boolean {
    return this.#holding !== null && this.#holding.outwaits === null && this.#validity.holds;
  }

  acquire(options: { readonly takeOver: boolean } & Options): Promise<LeaseAnswer> {
    return this.#inTurn(async () => {
      const known = await this.#renewHeld(options);
      if (known.status === 'ours' || (!options.takeOver && known.status === 'taken')) return known;
      return this.#take(options.takeOver, options);
    });
  }

  renew(options: Options = {}): Promise<LeaseAnswer> {
    return this.#inTurn(async () => {
      const answer = await this.#renewHeld(options);
      if (answer.status !== 'none') return answer;
      throw new AppError('publish.lease-lost', 'Expected the lease to be held before it is renewed');
    });
  }

  release(options: Options = {}): Promise<void> {
    return this.#inTurn(async () => {
      const last = this.#holding?.outwaits === null ? this.#holding.record : this.#lost;
      this.#holding = null;
      this.#lost = null;
      this.#validity.end();
      if (last === null) return;
      try {
        await this.#objects.writeEnd({ version: 1, token: last.token, sequence: last.sequence }, options);
      } catch (error) {
        // the next one waits until the lease has been silent for long enough
        this.#deps.logger.warn({ err: error }, 'lease not given up');
      }
    });
  }

  /** `none`: there is nothing to renew. */
  async #renewHeld(options: Options): Promise<LeaseAnswer | { readonly status: 'none' }> {
    if (this.#holding === null) return { status: 'none' };
    if (await this.#conditions.find(options)) return this.#finishTaking(options);
    return this.#renewPlain(this.#holding, options);
  }

  async #take(takeOver: boolean, options: Options): Promise<LeaseAnswer> {
    let last: LeaseRecord | null = null;
    for (let round = 0; round < rounds; round++) {
      const began = momentOf(this.#deps.clock);
      const [seen] = await Promise.all([this.#read(options), this.#conditions.find(options)]);
      const standing = await this.#standing(seen, began, options);
      last = seen.record;
      // one that an earlier run of this studio was about to take is taken over without asking
      const isForeign = last !== null && last.studioId !== this.#deps.studioId;
      if (standing === 'alive' && last !== null && isForeign && !takeOver) return this.#lose(last);
      // Without an object If-None-Match would have to be relied on, which was not tried.
      const canSwap = this.#conditions.areHonoured && seen.etag !== null;
      // What was read while the first connection was made is too old to be prompt.
      if (!canSwap && round === 0 && elapsedSince(began, this.#deps.clock) > this.#timing.settleMs / 8) continue;
      const answer =
        canSwap && seen.etag !== null
          ? await this.#swap(seen, seen.etag, standing, options)
          : await this.#claim(seen, began, standing, options);
      if (answer !== null) return answer;
    }
    if (last !== null) return this.#lose(last);
    throw new AppError('publish.conflict', `Expected to get the lease in ${rounds} rounds`, { retryable: true });
  }

  async #standing(seen: SeenLease, began: Moment, options: Options): Promise<Standing> {
    const { clock, studioId } = this.#deps;
    const { record } = seen;
    const ended = clock.monotonicMs();
    const own = this.#holding?.outwaits === null ? this.#holding.record : null;
    const isForeign = record !== null && record.token !== own?.token;
    return leaseStanding({
      record,
      end: isForeign ? await this.#objects.readEnd(options) : null,
      own,
      studioId,
      serverNowMs: this.#scribe.serverNowMs(),
      isSilent: isForeign && this.#watch.look(record, began.monotonicMs, ended),
      conditional: this.#conditions.areHonoured,
    });
  }

  /** With conditions: replaces exactly what was read. Null when somebody else was faster. */
  async #swap(seen: SeenLease, etag: string, standing: Standing, options: Options): Promise<LeaseAnswer | null> {
    const began = momentOf(this.#deps.clock);
    const record = this.#scribe.fresh(standing !== 'alive');
    const stored = await this.#tryWrite(record, { ifMatch: etag }, options);
    if (stored === null) return null;
    const untilMs = this.#deps.clock.monotonicMs() + this.#timing.silenceMs;
    const outwaits = standing === 'alive' && seen.record !== null ? { previous: seen.record, untilMs } : null;
    this.#holding = { record, condition: matching(stored.etag), outwaits };
    if (outwaits !== null) return this.#finishTaking(options);
    this.#validity.extend(began);
    return { status: 'ours' };
  }

  /** Waits until the old holder has answered or must have stopped, renewing meanwhile. */
  async #finishTaking(options: Options): Promise<LeaseAnswer> {
    const { clock } = this.#deps;
    let renewAtMs = clock.monotonicMs() + this.#timing.renewEveryMs;
    for (let holding = this.#holding; holding?.outwaits; holding = this.#holding) {
      const { outwaits } = holding;
      const leftMs = outwaits.untilMs - clock.monotonicMs();
      if (leftMs > 0) await pause(clock, Math.min(leftMs, this.#timing.pollMs), options.signal);
      const isOver = clock.monotonicMs() >= outwaits.untilMs;
      if (isOver || hasEnded(outwaits.previous, await this.#objects.readEnd(options), true)) {
        this.#holding = { ...holding, outwaits: null };
      } else if (clock.monotonicMs() >= renewAtMs) {
        renewAtMs = clock.monotonicMs() + this.#timing.renewEveryMs;
        const answer = await this.#renewConditional(options);
        if (answer.status === 'taken') return answer;
      }
    }
    return this.#renewConditional(options);
  }

  async #renewConditional(options: Options): Promise<LeaseAnswer> {
    for (let round = 0; round < rounds && this.#holding !== null; round++) {
      const holding: LeaseHolding = this.#holding;
      if (holding.condition !== null) {
        const began = momentOf(this.#deps.clock);
        const record = this.#scribe.next(holding.record, holding.outwaits === null);
        const stored = await this.#tryWrite(record, holding.condition, options);
        if (stored !== null) {
          this.#holding = { ...holding, record, condition: matching(stored.etag) };
          if (holding.outwaits === null) this.#validity.extend(began);
          return { status: 'ours' };
        }
      }
      // Not what we left there: our own write whose answer was lost, or somebody else's.
      const seen = await this.#read(options);
      if (seen.record !== null && seen.record.token !== holding.record.token) return this.#lose(seen.record);
      this.#holding = { ...holding, condition: seen.exists ? matching(seen.etag) : { ifNoneMatch: true } };
    }
    throw new AppError('publish.conflict', `Expected to renew the lease in ${rounds} rounds`, { retryable: true });
  }

  /** Without conditions: what is ours is read first. One that had lapsed is taken anew, as somebody may have had it since. */
  async #renewPlain(holding: LeaseHolding, options: Options): Promise<LeaseAnswer> {
    const began = momentOf(this.#deps.clock);
    const seen = await this.#read(options);
    if (seen.record !== null && seen.record.token !== holding.record.token) return this.#lose(seen.record);
    if (seen.record === null || !this.#validity.holds) return this.#take(false, options);
    const record = this.#scribe.next(holding.record, true);
    await this.#objects.write(record, null, options);
    this.#holding = { ...holding, record };
    this.#validity.extend(began);
    return { status: 'ours' };
  }

  /**
   * Without conditions: writes, waits, and reads back exactly that. Who saw a free lease writes within half the settle time of
   * reading it (or waits the long way, whatever the old holder says), so whoever else saw it free has written before it is read back; a holder who was
   * overwritten notices, or lapses, within the long wait. Null when somebody else's is there.
   */
  async #claim(seen: SeenLease, began: Moment, standing: Standing, options: Options): Promise<LeaseAnswer | null> {
    const { clock } = this.#deps;
    const { settleMs, silenceMs } = this.#timing;
    const record = this.#scribe.fresh(false);
    const conditional = this.#conditions.areHonoured && !seen.exists;
    if ((await this.#tryWrite(record, conditional ? { ifNoneMatch: true } : null, options)) === null) return null;
    const storedMs = clock.monotonicMs();
    const isPrompt = elapsedSince(began, clock) <= settleMs / 2;
    if (isPrompt && standing === 'free') await pause(clock, settleMs, options.signal);
    else {
      const range = { fromMs: storedMs + settleMs, untilMs: storedMs + silenceMs, pollMs: this.#timing.pollMs };
      const previous = isPrompt ? seen.record : null;
      await outwait({ objects: this.#objects, clock, previous, ...range, options });
    }
    const readAt = momentOf(clock);
    const back = await this.#read(options);
    if (back.record?.token !== record.token || back.record.sequence !== record.sequence) return null;
    this.#holding = { record, condition: matching(back.etag), outwaits: null };
    // who watches it may have seen it unchanged for so long that they take it: only the next write is sure to come first
    if (this.#conditions.areHonoured) return this.#renewConditional(options);
    this.#validity.extend(readAt);
    return { status: 'ours' };
  }

  async #read(options: Options): Promise<SeenLease> {
    const seen = await this.#objects.read(options);
    this.#conditions.saw(seen);
    return seen;
  }

  /** Null when the condition did not hold. */
  async #tryWrite(record: LeaseRecord, condition: PutCondition | null, options: Options) {
    try {
      return { etag: await this.#objects.write(record, condition, options) };
    } catch (error) {
      if (condition === null) throw error;
      if (isFailedCondition(error)) this.#conditions.said(condition, error);
      else if (isUnsupported(error)) this.#conditions.giveUp('the server refuses them');
      else throw error;
      return null;
    }
  }

  #lose(to: LeaseRecord): LeaseAnswer {
    if (this.#holding?.outwaits === null) this.#lost = this.#holding.record;
    this.#holding = null;
    this.#validity.end();
    return { status: 'taken', holder: { studio: to.studio, sinceMs: to.sinceMs } };
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const next = this.#turn.then(run, run);
    this.#turn = next.catch(() => undefined);
    return next;
  }
}
