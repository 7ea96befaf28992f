import { AppError } from '../../../shared/errors.js';
import type { Reason } from '../../../shared/domain.js';
import type { RelayStatus } from '../../../shared/relays.js';
import type { Clock } from '../../clock.js';
import type { PushFactory, RelayPush } from '../relay-push.js';
import type { RtmpPushOptions } from '../rtmp/push-options.js';
import type { RelayTarget, RelayUnitState } from '../relay-target.js';
import type { UnitLimits } from '../unit-limits.js';
import { BackoffPlan, type Via } from './backoff-plan.js';
import { Dialer } from './dialer.js';
import { endpointOptions, isSameEndpoint } from './endpoint-options.js';
import type { FeedTag } from './feed-tag.js';
import { PrimaryReturn } from './primary-return.js';
import { Refusals } from './refusals.js';
import type { FeedReader, RelayFeed } from './relay-feed.js';
import { RelayLink } from './relay-link.js';
import { ToldConfig } from './told-config.js';
import { UnitMeter } from './unit-meter.js';

const TICK_MS = 250;
const noSource: Reason = { code: 'relay.no-source', details: {} };
const feedSilent: Reason = { code: 'relay.feed-silent', details: {} };

export interface RelayUnitDeps {
  readonly target: RelayTarget;
  readonly factory: PushFactory;
  readonly clock: Clock;
  readonly limits: UnitLimits;
  /** Status, way or reason may have changed. */
  readonly onChange: () => void;
  readonly chance?: () => number;
}

/**
 * One relay: keeps the programme on its way to one service, through its primary address or its backup. The one place that decides
 * what becomes of a connection; it never waits for one, so that no other relay feels it.
 */
export class RelayUnit implements FeedReader {
  readonly #deps: RelayUnitDeps;
  readonly #plan: BackoffPlan;
  readonly #return: PrimaryReturn;
  readonly #dialer: Dialer;
  readonly #refusals: Refusals;
  readonly #meter = new UnitMeter();
  readonly #told = new ToldConfig();
  #target: RelayTarget;
  #isWanted = false;
  #status: RelayStatus = 'idle';
  #via: Via = 'primary';
  #reason: Reason | null = null;
  #feed: RelayFeed | null = null;
  #link: RelayLink | null = null;
  #cancelTick: (() => void) | null = null;
  #goneSinceMs: number | null = null;
  #liveSinceMs: number | null = null;
  #connections = 0;

  constructor(deps: RelayUnitDeps) {
    this.#deps = deps;
    this.#target = deps.target;
    this.#plan = new BackoffPlan(deps.limits, deps.chance);
    this.#dialer = new Dialer(deps);
    this.#return = new PrimaryReturn({ ...deps, makeLink: (push) => this.#makeLink(push, 'primary') });
    this.#refusals = new Refusals(deps.limits.refusalsInARow);
  }

  get target(): RelayTarget {
    return this.#target;
  }

  state(): RelayUnitState {
    return {
      relayId: this.#target.id,
      startNumber: this.#target.startNumber,
      status: this.#status,
      via: this.#via,
      reason: this.#reason ?? (this.#status === 'live' && this.#feed?.isSilent === true ? feedSilent : null),
      bitrate: this.#link === null ? null : this.#meter.bitrate,
      sentBytes: this.#meter.sentBytes,
      liveSinceMs: this.#liveSinceMs,
      droppedFrames: this.#meter.droppedFrames,
      reconnects: Math.max(0, this.#connections - 1),
      lagMs: this.#link === null ? null : Math.round(this.#link.lagMs),
    };
  }

  /** By hand: also takes up again what had failed for good. */
  start(): void {
    if (this.#isWanted && this.#status !== 'failed') return;
    this.#isWanted = true;
    this.#plan.reset();
    this.#refusals.reset();
    this.#tick();
    this.#begin();
  }

  /** By hand: what pauses before its next attempt tries at once. */
  tryNow(): void {
    if (!this.#isWanted || this.#status !== 'reconnecting' || !this.#dialer.isBusy) return;
    this.#plan.reset();
    this.#refusals.reset();
    this.#dialer.hurry();
  }

  /** What is queued goes out as far as that goes in time. */
  async stop(): Promise<void> {
    this.#isWanted = false;
    this.#cancelTick?.();
    this.#cancelTick = null;
    const link = this.#link;
    this.#link = null;
    this.#letGo();
    this.#set('idle', null);
    await link?.leave();
  }

  /** Takes effect at once. The connection that is up stays where nothing of it changes. */
  update(target: RelayTarget): void {
    const before = this.#target;
    this.#target = target;
    const isSame = (via: Via): boolean => isSameEndpoint(before[via], target[via]);
    if (!this.#isWanted || (isSame('primary') && isSame('backup') && this.#status !== 'failed')) return;
    this.#plan.reset();
    this.#refusals.reset();
    this.#return.stop();
    if (this.#link !== null && isSame(this.#via)) return this.#watchPrimary();
    this.#hangUp();
    this.#begin();
  }

  /** The programme comes from here until `detach`, or the next `attach`. */
  attach(feed: RelayFeed): void {
    this.#feed?.remove(this);
    this.#feed = feed;
    this.#goneSinceMs = null;
    feed.add(this);
    if (!this.#isWanted) return;
    if (this.#link !== null) {
      this.#link.newFeed();
      if (this.#link.isTaken) this.#set('live', null);
      for (const tag of feed.replay()) this.take(tag);
      this.#watchPrimary();
    } else if (this.#status !== 'failed' || this.#reason?.code === 'relay.unsupported') this.#begin();
  }

  /** The source is gone. */
  detach(): void {
    this.#feed?.remove(this);
    this.#feed = null;
    if (!this.#isWanted || this.#status === 'failed') return;
    if (this.#link?.isTaken === true && this.#target.whileSourceIsGone === 'hold') {
      this.#goneSinceMs = this.#deps.clock.monotonicMs();
      this.#return.stop();
      this.#set('live', noSource);
    } else this.#rest();
  }

  take(tag: FeedTag): void {
    const next = this.#feed?.isEntry(tag) === true ? this.#return.take() : null;
    if (next !== null) return this.#takeOver(next);
    const link = this.#link;
    if (link === null) return;
    if (this.#told.isContradictedBy(tag) && this.#target.reconnectOnNewConfig) return this.#reconnect();
    link.take(tag);
  }

  /** From the start: at the primary. */
  #begin(): void {
    if (this.#feed === null) return this.#rest();
    if (!this.#dialer.isBusy && this.#link === null) this.#connect('primary', 'connecting');
  }

  #reconnect(): void {
    this.#hangUp();
    this.#connect(this.#via, 'reconnecting');
  }

  /** Nothing to send: no connection, no attempts. */
  #rest(): void {
    const link = this.#link;
    this.#link = null;
    void link?.leave();
    this.#letGo();
    this.#set('idle', noSource);
  }

  #options(via: Via): RtmpPushOptions {
    return endpointOptions(this.#target, via, this.#deps.limits.connectTimeoutMs);
  }

  #connect(via: Via, status: 'connecting' | 'reconnecting', pauseMs = 0, reason: Reason | null = null): void {
    this.#via = via;
    this.#set(status, reason);
    this.#dialer.dial({
      pauseMs,
      push: () => this.#options(via),
      onPush: (push) => this.#opened(push, via),
      onError: (error) => this.#failed(error),
    });
  }

  #makeLink(push: RelayPush, via: Via): RelayLink {
    const link = new RelayLink({ push, via, clock: this.#deps.clock, limits: this.#deps.limits });
    this.#meter.add(link);
    void link.closed.then((error) => this.#closed(link, error));
    return link;
  }

  #opened(push: RelayPush, via: Via): void {
    const link = this.#makeLink(push, via);
    this.#carry(link);
    this.#watchPrimary();
    void link.taken.then(() => {
      if (link === this.#link) this.#connections += 1;
    });
  }

  /** Live once the service has taken it: what a listener by SRT thinks of the key shows in the call alone. */
  #carry(link: RelayLink): void {
    this.#link = link;
    if (this.#status === 'live' && !link.isTaken) this.#set('reconnecting', null);
    void link.taken.then(() => {
      if (link !== this.#link) return;
      this.#liveSinceMs ??= this.#deps.clock.now();
      this.#set('live', this.#feed === null ? noSource : null);
    });
    const replay = this.#feed?.replay() ?? [];
    this.#told.begin(replay);
    link.begin(replay);
  }

  #closed(link: RelayLink, error: AppError | null): void {
    if (link !== this.#link) return;
    this.#failed(error ?? new AppError('relay.closed', 'Expected the connection to stay, got its end'));
  }

  /** The connection is gone, or did not come about. */
  #failed(error: AppError): void {
    const livedMs = this.#link?.livedMs ?? 0;
    if (livedMs >= this.#deps.limits.healthyMs) this.#refusals.reset();
    if (this.#link?.via === 'primary') this.#return.primaryEnded(livedMs);
    const next = this.#return.take();
    this.#hangUp();
    const isFinal = this.#refusals.isFinal(error);
    const reason = { code: error.code, details: error.details };
    if (next !== null && this.#feed !== null && !isFinal) return this.#takeOver(next);
    void next?.close();
    if (isFinal) return this.#set('failed', reason);
    if (this.#feed === null) return this.#set('idle', noSource);
    const { via, pauseMs } = this.#plan.failed(this.#via, livedMs, this.#target.backup !== null);
    this.#connect(via, 'reconnecting', pauseMs, reason);
  }

  #watchPrimary(): void {
    if (this.#link?.via === 'backup' && this.#target.backup !== null) this.#return.watch(this.#options('primary'));
  }

  /** The connection at the primary begins with a keyframe, and only then the backup's is let go of. */
  #takeOver(next: RelayLink): void {
    const left = this.#link;
    this.#via = 'primary';
    this.#carry(next);
    void left?.leave();
    this.#deps.onChange();
  }

  #hangUp(): void {
    const link = this.#link;
    this.#link = null;
    void link?.close();
    this.#letGo();
  }

  /** Of all that was going on beside the connection. */
  #letGo(): void {
    this.#return.stop();
    this.#dialer.cancel();
    this.#goneSinceMs = null;
    this.#liveSinceMs = null;
  }

  #tick(): void {
    this.#cancelTick?.();
    const { clock, limits } = this.#deps;
    this.#cancelTick = clock.after(TICK_MS, () => this.#tick());
    const nowMs = clock.monotonicMs();
    this.#meter.sample(nowMs);
    const stall = this.#link?.stall(this.#target.backup === null ? limits.stallMs : limits.stallToBackupMs) ?? null;
    if (stall !== null) this.#failed(stall);
    else if (this.#goneSinceMs !== null && nowMs - this.#goneSinceMs >= limits.holdMs) this.#rest();
  }

  #set(status: RelayStatus, reason: Reason | null): void {
    this.#status = status;
    this.#reason = reason;
    this.#deps.onChange();
  }
}
