import type { MessagePort } from 'node:worker_threads';
import type { Clock } from '../../clock.js';
import type { PushFactory } from '../relay-push.js';
import type { RelayFeedAnswer, RelayFeedMessage } from '../relay-tag.js';
import type { RelayTarget, RelayUnitState } from '../relay-target.js';
import type { UnitLimits } from '../unit-limits.js';
import { RelayFeed } from './relay-feed.js';
import { RelayUnit } from './relay-unit.js';

export interface RelayHubDeps {
  readonly factory: PushFactory;
  readonly clock: Clock;
  readonly limits: UnitLimits;
  readonly onStates: (states: readonly RelayUnitState[]) => void;
  /** Its port was closed without a word: by a sender that died, or that we were too slow for. */
  readonly onFeedLost: (feedId: string) => void;
}

/** All feeds and relays of the thread, and which relay reads which feed. */
export class RelayHub {
  readonly #deps: RelayHubDeps;
  readonly #feeds = new Map<string, { readonly feed: RelayFeed; readonly port: MessagePort }>();
  readonly #units = new Map<string, RelayUnit>();
  readonly #leaving = new Map<string, { readonly done: Promise<void>; next: RelayTarget | null }>();
  #isReportDue = false;

  constructor(deps: RelayHubDeps) {
    this.#deps = deps;
  }

  /** The feed's packets come through this port from here on; null: they are over. */
  setFeed(feedId: string, port: MessagePort | null): void {
    const before = this.#feeds.get(feedId);
    this.#feeds.delete(feedId);
    before?.port.removeAllListeners().close();
    if (port === null) {
      if (before !== undefined) for (const unit of this.#unitsOf(feedId)) unit.detach();
      return;
    }
    const feed = new RelayFeed(this.#deps.limits.gopBytes, this.#deps.clock);
    this.#feeds.set(feedId, { feed, port });
    for (const unit of this.#unitsOf(feedId)) unit.attach(feed);
    port.on('close', () => {
      this.setFeed(feedId, null);
      this.#deps.onFeedLost(feedId);
    });
    port.on('message', (message: RelayFeedMessage) => {
      if (message.type === 'end') return this.setFeed(feedId, null);
      feed.take(message.tags);
      const bytes = message.tags.reduce((sum, { data }) => sum + data.length, 0);
      port.postMessage({ type: 'taken', bytes } satisfies RelayFeedAnswer);
    });
  }

  /** Begins, or goes on with what is new; a relay that is just being stopped begins once it has said good-bye. */
  start(target: RelayTarget): void {
    const leaving = this.#leaving.get(target.id);
    if (leaving !== undefined) {
      leaving.next = target;
      return;
    }
    const known = this.#units.get(target.id);
    const unit = known ?? new RelayUnit({ ...this.#deps, target, onChange: () => this.#reportSoon() });
    this.#units.set(target.id, unit);
    const hasOtherFeed = known === undefined || known.target.feedId !== target.feedId;
    unit.update(target);
    const feed = this.#feeds.get(target.feedId)?.feed;
    if (hasOtherFeed && feed !== undefined) unit.attach(feed);
    if (hasOtherFeed && feed === undefined) unit.detach();
    unit.start();
  }

  /** By hand: one that pauses before its next attempt tries at once. */
  tryNow(relayId: string): void {
    this.#units.get(relayId)?.tryNow();
  }

  /** Resolves once the service was told, in bounded time. */
  stop(relayId: string): Promise<void> {
    const leaving = this.#leaving.get(relayId);
    if (leaving !== undefined) {
      leaving.next = null;
      return leaving.done;
    }
    const unit = this.#units.get(relayId);
    if (unit === undefined) return Promise.resolve();
    const done = unit.stop().then(() => this.#left(relayId));
    this.#leaving.set(relayId, { done, next: null });
    return done;
  }

  /** Says good-bye everywhere. */
  async end(): Promise<void> {
    await Promise.all([...this.#units.keys()].map((relayId) => this.stop(relayId)));
    for (const feedId of [...this.#feeds.keys()]) this.setFeed(feedId, null);
  }

  /** Of all but those that are being stopped. */
  states(): RelayUnitState[] {
    const staying = [...this.#units].filter(([relayId]) => !this.#leaving.has(relayId));
    return staying.map(([, unit]) => unit.state());
  }

  #unitsOf(feedId: string): RelayUnit[] {
    return [...this.#units.values()].filter(({ target }) => target.feedId === feedId);
  }

  #left(relayId: string): void {
    const next = this.#leaving.get(relayId)?.next ?? null;
    this.#leaving.delete(relayId);
    this.#units.get(relayId)?.detach();
    this.#units.delete(relayId);
    if (next === null) this.#reportSoon();
    else this.start(next);
  }

  /** Several changes of one turn are one report. */
  #reportSoon(): void {
    if (this.#isReportDue) return;
    this.#isReportDue = true;
    queueMicrotask(() => {
      this.#isReportDue = false;
      this.#deps.onStates(this.states());
    });
  }
}
