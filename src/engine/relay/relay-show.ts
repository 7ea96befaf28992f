import type { Reason } from '../../shared/domain.js';
import { AppError, toAppError } from '../../shared/errors.js';
import type { RelayFeed, RelayRun } from '../../shared/relays.js';
import { atRest, blankState } from './blank-state.js';
import type { EncodeTrouble } from './encode/encode-feed.js';
import { feedIdOf } from './feeds/feed-id.js';
import { carriedLimits } from './plan/carried-limits.js';
import { planRelayFeed, planWithoutEncode } from './plan/plan-relay-feed.js';
import type { RelayFeedPlan } from './plan/relay-feed-plan.js';
import { feedOfPlan } from './plan/relay-estimate.js';
import { servicePreset } from './presets/service-presets.js';
import type { RelayFeeds, RelayProgramme } from './relay-feeds.js';
import type { RelayRunnerApi } from './relay-runner-api.js';
import type { RelayTarget, RelayUnitState } from './relay-target.js';
import { relayAssignment } from './relay-assignment.js';
import type { SqliteRelayStore } from './sqlite-relay-store.js';

export interface RelayShowDependencies {
  readonly store: SqliteRelayStore;
  readonly runner: RelayRunnerApi;
  readonly feeds: RelayFeeds;
  /** A show is on that is not public: it is sent to nobody. */
  readonly isShowHidden: () => boolean;
  /** How all that were taken along stand, in the creator's order. */
  readonly onRuns: (runs: RelayRun[]) => void;
  readonly onNotice: (level: 'warning' | 'error', reason: Reason) => void;
}

interface Entry {
  state: RelayUnitState;
  feed: RelayFeed | null;
  feedId: string | null;
  /** Of the encode that feeds it; null: there is none, or it is well. */
  trouble: EncodeTrouble | null;
  /** Encodes were tried for it in vain: it gets what is there without one. */
  hasNoEncode: boolean;
  /** Left out by hand, or given up before it could begin: the runner has forgotten it. */
  isOff: boolean;
}

/**
 * The relays of the broadcast that is on. Its methods are called one after the other (RelayDesk sees to that). What goes
 * wrong with one relay is told in its run and holds up no other.
 */
export class RelayShow {
  readonly #deps: RelayShowDependencies;
  readonly #entries = new Map<string, Entry>();
  #programme: RelayProgramme | null = null;
  #starts = 0;

  constructor(dependencies: RelayShowDependencies) {
    this.#deps = dependencies;
  }

  /** In the creator's order. */
  runs(): RelayRun[] {
    return this.#deps.store.list().flatMap(({ id }) => {
      const entry = this.#entries.get(id);
      return entry === undefined ? [] : [this.#run(id, entry)];
    });
  }

  /** True while the runner has it, or tries to. */
  isOn(id: string): boolean {
    const entry = this.#entries.get(id);
    return entry !== undefined && !entry.isOff;
  }

  /** True while it is on and has not been given up. */
  isSending(id: string): boolean {
    return this.isOn(id) && this.#entries.get(id)?.state.status !== 'failed';
  }

  /**
   * The broadcast has a source, or another stay of it, or another ladder: takes along who is enabled, or feeds those who are on anew.
   * Whoever failed for good stays so until the creator starts or changes it; another stay may only bring what a line can carry.
   */
  async begin(programme: RelayProgramme): Promise<void> {
    const isSame = this.#programme?.broadcastId === programme.broadcastId;
    if (!isSame) void this.end();
    const isOtherStay = this.#programme?.stay !== programme.stay;
    this.#programme = programme;
    const ids = isSame ? this.#ongoing(isOtherStay) : this.#deps.store.enabledIds();
    for (const id of ids) await this.#tryToStart(id, programme);
    this.#tell();
  }

  /** More is known of the source: feeds those anew whose service does not take it as it is found to be. */
  async measured(programme: RelayProgramme): Promise<void> {
    if (this.#programme?.broadcastId !== programme.broadcastId) return;
    this.#programme = programme;
    for (const id of this.#ongoing(false)) {
      const entry = this.#entries.get(id);
      const plan = this.#planOf(id, programme);
      if (entry === undefined || plan === null || feedIdOf(plan) !== entry.feedId)
        await this.#tryToStart(id, programme);
      else entry.feed = feedOfPlan(plan);
    }
    this.#tell();
  }

  /** How the encode stands that a feed is made by. Who cannot have one gets the best rung that there is, or is given up. */
  async feedTrouble(feedId: string, trouble: EncodeTrouble | null): Promise<void> {
    const programme = this.#programme;
    for (const [id, entry] of this.#entries) {
      if (entry.isOff || entry.feedId !== feedId) continue;
      entry.trouble = trouble;
      if (trouble?.isHopeless !== true || programme === null) continue;
      entry.hasNoEncode = true;
      await this.#tryToStart(id, programme);
    }
    this.#tell();
  }

  /** Takes one along. Throws `relay.show-not-public`, `broadcast.not-found`, `relay.not-found`, `relay.no-key`, `secrets.locked`. */
  async take(id: string): Promise<void> {
    if (this.#deps.isShowHidden()) {
      throw new AppError('relay.show-not-public', `Expected a public broadcast for relay ${id}, got another`);
    }
    if (this.#programme === null)
      throw new AppError('broadcast.not-found', 'Expected a broadcast for a relay, got none');
    this.#allowEncode(id);
    await this.#start(id, this.#programme);
    this.#deps.runner.tryNow(id);
    this.#tell();
  }

  /** Leaves one out of the rest, at once. Resolves with its good-bye, which nothing but a start of the same one waits for. */
  async leave(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    if (entry.isOff) {
      // given up before: nothing of it is there any more, and what is saved of it later starts it no more
      if (entry.state.status === 'failed') entry.state = { ...entry.state, status: 'idle', reason: null };
      return this.#tell();
    }
    entry.isOff = true;
    const goodbye = this.#letGo(id);
    entry.state = { ...entry.state, ...atRest, status: 'idle', reason: { code: 'relay.ending', details: {} } };
    entry.feed = null;
    entry.feedId = null;
    this.#tell();
    await goodbye;
    // one that was taken along again meanwhile has another entry
    entry.state = { ...entry.state, reason: null };
    this.#tell();
  }

  /** What is saved of one has changed: goes on with it, or takes up again what had failed. */
  async refresh(id: string): Promise<void> {
    const hasFailed = this.#entries.get(id)?.state.status === 'failed';
    if (this.#programme === null || (!this.isOn(id) && !hasFailed)) return;
    this.#allowEncode(id);
    await this.#tryToStart(id, this.#programme);
    this.#tell();
  }

  /** One is not saved any more. */
  forget(id: string): void {
    this.#entries.delete(id);
    this.#tell();
  }

  /** The broadcast is over, at once. Resolves when all were told good-bye, which nothing of the next one has to wait for. */
  async end(): Promise<void> {
    if (this.#programme === null) return;
    this.#programme = null;
    const ids = [...this.#entries.keys()].filter((id) => this.isOn(id));
    this.#entries.clear();
    const goodbyes = ids.map((id) => this.#letGo(id));
    this.#tell();
    await Promise.all(goodbyes);
  }

  /** What the runner tells. */
  update(states: readonly RelayUnitState[]): void {
    for (const state of states) {
      const entry = this.#entries.get(state.relayId);
      // what a start before had to say is on its way for a while
      if (entry === undefined || entry.isOff || state.startNumber < entry.state.startNumber) continue;
      const hasFailed = state.status === 'failed' && entry.state.status !== 'failed';
      entry.state = state;
      if (!hasFailed) continue;
      this.#notify(state);
      // nobody makes an encode for it any more; what no line carries may be another thing at the source's next stay
      if (state.reason?.code !== 'relay.unsupported') this.#deps.feeds.release(state.relayId);
    }
    this.#tell();
  }

  async #tryToStart(id: string, programme: RelayProgramme): Promise<void> {
    try {
      await this.#start(id, programme);
    } catch (thrown) {
      // one that was on must not go on with what it had, let alone into the next show
      void this.#letGo(id);
      const { code, details } = toAppError(thrown);
      this.#giveUp(id, { code, details: { ...details } });
    }
  }

  /** The runner has forgotten it. */
  #giveUp(id: string, reason: Reason): void {
    const state: RelayUnitState = { ...blankState(id, this.#starts), status: 'failed', reason };
    this.#entries.set(id, { state, feed: null, feedId: null, trouble: null, hasNoEncode: false, isOff: true });
    this.#notify(state);
  }

  async #start(id: string, programme: RelayProgramme): Promise<void> {
    const { store, runner, feeds } = this.#deps;
    const { config } = store.get(id);
    const assignment = relayAssignment(id, config, await store.keys(id));
    const entry = this.#entries.get(id);
    const plan = this.#planOf(id, programme);
    if (plan === null) {
      void this.#letGo(id);
      return this.#giveUp(id, failing(entry?.trouble ?? null));
    }
    const begins = entry === undefined || entry.isOff || entry.state.status === 'failed';
    this.#starts += 1;
    const startNumber = this.#starts;
    const before = begins ? { ...blankState(id, startNumber), status: 'connecting' as const } : entry.state;
    const state = { ...before, startNumber };
    const feedId = feedIdOf(plan);
    const trouble = entry?.feedId === feedId ? entry.trouble : null;
    const hasNoEncode = entry?.hasNoEncode === true;
    this.#entries.set(id, { state, feed: feedOfPlan(plan), feedId, trouble, hasNoEncode, isOff: false });
    const target: RelayTarget = { ...assignment, startNumber, feedId: feeds.want(id, plan) };
    runner.start({ ...target, passphrase: assignment.passphrase });
  }

  /** Null: only an encode would do, and none can be had. */
  #planOf(id: string, programme: RelayProgramme): RelayFeedPlan | null {
    const { service, feed: wish } = this.#deps.store.get(id).config;
    const limits = carriedLimits(service, servicePreset(service).limits, programme.readsEnhancedVideo === true);
    const request = { ...programme, limits, wish };
    const plan = planRelayFeed(request);
    const entry = this.#entries.get(id);
    if (plan.kind !== 'encode' || entry?.hasNoEncode !== true) return plan;
    return planWithoutEncode(request, failing(entry.trouble));
  }

  #allowEncode(id: string): void {
    const entry = this.#entries.get(id);
    if (entry !== undefined) entry.hasNoEncode = false;
  }

  /** Those who are on and were not given up by the runner. */
  #ongoing(withUnsupported: boolean): string[] {
    return [...this.#entries].flatMap(([id, { state, isOff }]) => {
      const isOver = state.status === 'failed' && !(withUnsupported && state.reason?.code === 'relay.unsupported');
      return isOff || isOver ? [] : [id];
    });
  }

  #run(id: string, { state: { startNumber: _, ...state }, feed, trouble, isOff }: Entry): RelayRun {
    const droppedFrames = state.droppedFrames + (isOff ? 0 : this.#deps.feeds.droppedFrames(id));
    const isEncodeToBlame = trouble !== null && (state.reason === null || emptyHanded.has(state.reason.code));
    return { ...state, droppedFrames, feed, reason: isEncodeToBlame ? failing(trouble) : state.reason };
  }

  /** The feed goes at once: what the relay still sends is in its own queue. */
  #letGo(id: string): Promise<void> {
    const goodbye = this.#deps.runner.stop(id);
    this.#deps.feeds.release(id);
    return goodbye;
  }

  #notify({ relayId, reason }: RelayUnitState): void {
    if (reason === null) return;
    const name = this.#deps.store.list().find(({ id }) => id === relayId)?.config.name ?? null;
    this.#deps.onNotice('error', { code: reason.code, details: { ...reason.details, name } });
  }

  #tell(): void {
    this.#deps.onRuns(this.runs());
  }
}

/** Nothing comes to be sent. */
const emptyHanded: ReadonlySet<string> = new Set(['relay.no-source', 'relay.feed-silent']);

function failing(trouble: EncodeTrouble | null): Reason {
  return { code: 'relay.encode-failing', details: { failures: trouble?.failures ?? null } };
}
