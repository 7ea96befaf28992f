import type { MessagePort } from 'node:worker_threads';
import type { Clock } from '../clock.js';
import { Listenership } from '../ingest/listenership.js';
import type { Logger } from '../log/logger.js';
import type { Service } from '../service.js';
import { Supervisor, type SupervisorState } from '../supervisor.js';
import { atRest, blankState } from './blank-state.js';
import type { RelayRunnerApi, RelayTestFacts } from './relay-runner-api.js';
import type { RelayTarget, RelayUnitState } from './relay-target.js';
import { RelayWorkerThread, type RelayWorkerEvent } from './relay-worker-thread.js';
import { RunTotals } from './run-totals.js';
import { defaultUnitLimits, type UnitLimits } from './unit-limits.js';

export interface RelayRunnerDeps {
  /** The built thread, `relay-worker.mjs`. */
  readonly workerFile: string | URL;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Hears of every key before the thread does. */
  readonly redactor: { redactValue(secret: string): void };
  /** A port died with the thread, or with who wrote to it: a new one for this feed is wanted through `setFeed`. */
  readonly onFeedWanted: (feedId: string) => void;
  readonly limits?: Partial<UnitLimits>;
  /** Between two reports of states that did not change. Default 1 s. */
  readonly reportEveryMs?: number;
  /** Deaths of the thread in a row after which all relays fail, until one is started by hand. Default: the supervisor's. */
  readonly giveUpAfter?: number;
}

/**
 * The relays' side of the engine: owns their thread, which may die and come back with all targets, and remembers what it was told.
 * Nothing here waits for a service.
 */
export class RelayRunner implements RelayRunnerApi {
  /** To be started and stopped with the engine. The thread itself begins with the first relay: most shows have none. */
  readonly service: Service;
  readonly #deps: RelayRunnerDeps;
  readonly #limits: UnitLimits;
  #supervisor: Supervisor<RelayWorkerThread>;
  readonly #onStates: Listenership<readonly RelayUnitState[]>;
  readonly #targets = new Map<string, RelayTarget>();
  readonly #feeds = new Set<string>();
  readonly #totals = new RunTotals();
  readonly #stops = new Map<number, () => void>();
  readonly #tests = new Map<number, (facts: RelayTestFacts) => void>();
  #states: readonly RelayUnitState[] = [];
  #lastRequest = 0;
  #isStopped = false;

  constructor(deps: RelayRunnerDeps) {
    this.#deps = deps;
    this.#limits = { ...defaultUnitLimits, ...deps.limits };
    this.#onStates = new Listenership(deps.logger);
    this.#supervisor = this.#supervise();
    this.service = {
      name: 'relays',
      start: () => Promise.resolve(),
      stop: (reason) => {
        this.#isStopped = true;
        return this.#supervisor.stop(reason);
      },
    };
  }

  /** The feed's packets come through this port from here on; null: they are over, and none is wanted any more. */
  setFeed(feedId: string, port: MessagePort | null): void {
    const thread = this.#supervisor.current;
    if (port === null) {
      this.#feeds.delete(feedId);
      thread?.send({ type: 'no-feed', feedId });
      return;
    }
    this.#feeds.add(feedId);
    // between two lives of the thread: it asks for its feeds as soon as it is there
    if (thread === null) port.close();
    else thread.send({ type: 'feed', feedId, port });
  }

  start(target: RelayTarget): void {
    for (const endpoint of [target.primary, target.backup]) {
      if (endpoint !== null) this.#deps.redactor.redactValue(endpoint.key);
    }
    this.#targets.set(target.id, target);
    void this.#wake();
    this.#supervisor.current?.send({ type: 'start', target });
  }

  /** As `start`: of a relay that runs, what is new takes effect at once. One that does not run stays as it is. */
  update(target: RelayTarget): void {
    if (this.#targets.has(target.id)) this.start(target);
  }

  tryNow(id: string): void {
    this.#supervisor.current?.send({ type: 'try-now', relayId: id });
  }

  stop(id: string): Promise<void> {
    this.#targets.delete(id);
    this.#totals.forget(id);
    const thread = this.#supervisor.current;
    if (thread === null) {
      this.#tell(this.#states.filter(({ relayId }) => relayId !== id));
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const requestId = this.#request();
      this.#stops.set(requestId, resolve);
      thread.send({ type: 'stop', requestId, relayId: id });
    });
  }

  onStates(listener: (states: readonly RelayUnitState[]) => void): () => void {
    return this.#onStates.add(listener);
  }

  async test({ primary, ca }: Pick<RelayTarget, 'primary' | 'ca'>, signal: AbortSignal): Promise<RelayTestFacts> {
    this.#deps.redactor.redactValue(primary.key);
    await this.#wake();
    const thread = this.#supervisor.current;
    if (thread === null) return untested;
    const requestId = this.#request();
    return new Promise((resolve) => {
      const onAbort = (): void => thread.send({ type: 'abort-test', requestId });
      signal.addEventListener('abort', onAbort, { once: true });
      this.#tests.set(requestId, (facts) => {
        signal.removeEventListener('abort', onAbort);
        resolve(facts);
      });
      thread.send({ type: 'test', requestId, target: { primary, ...(ca === undefined ? {} : { ca }) } });
      if (signal.aborted) onAbort();
    });
  }

  #supervise(): Supervisor<RelayWorkerThread> {
    const { clock, logger, giveUpAfter } = this.#deps;
    return new Supervisor({
      name: 'relays',
      clock,
      logger,
      launch: () => this.#launch(),
      onState: (state) => this.#onSupervised(state),
      ...(giveUpAfter === undefined ? {} : { giveUpAfter }),
    });
  }

  /** Begins the thread once somebody wants something of it; one that was given up anew. Resolves when that has come to something. */
  async #wake(): Promise<void> {
    if (this.#isStopped) return;
    if (this.#supervisor.state.status === 'failed') this.#supervisor = this.#supervise();
    await this.#supervisor.start().catch(() => undefined); // told by #onSupervised
  }

  #request(): number {
    this.#lastRequest += 1;
    return this.#lastRequest;
  }

  async #launch(): Promise<RelayWorkerThread> {
    const { workerFile, clock, logger, reportEveryMs = 1_000 } = this.#deps;
    return RelayWorkerThread.launch({
      workerFile,
      clock,
      logger,
      data: { limits: this.#limits, reportEveryMs },
      onEvent: (event) => this.#onEvent(event),
    });
  }

  #onSupervised({ status }: SupervisorState): void {
    if (status === 'live') {
      for (const target of this.#targets.values()) this.#supervisor.current?.send({ type: 'start', target });
      for (const feedId of this.#feeds) this.#deps.onFeedWanted(feedId);
      return;
    }
    if (status === 'starting' || status === 'stopping') return;
    for (const resolve of this.#stops.values()) resolve();
    this.#stops.clear();
    for (const resolve of this.#tests.values()) resolve(untested);
    this.#tests.clear();
    if (status === 'offline') return this.#tell([]);
    this.#totals.carryOver(this.#states);
    const down =
      status === 'failed'
        ? { status: 'failed' as const, reason: { code: 'internal', details: {} } }
        : { status: 'reconnecting' as const, reason: { code: 'relay.restarting', details: {} } };
    const known = new Map(this.#states.map((state) => [state.relayId, state]));
    const states = [...this.#targets.values()].map(({ id, startNumber }) => {
      const last = known.get(id) ?? this.#totals.add(blankState(id, startNumber));
      return { ...last, startNumber, ...atRest, ...down };
    });
    // who wants one of them to go on starts it
    if (status === 'failed') this.#targets.clear();
    this.#tell(states);
  }

  #onEvent(event: RelayWorkerEvent): void {
    switch (event.type) {
      case 'states':
        this.#tell(event.states.map((state) => this.#totals.add(state)));
        break;
      case 'feed-lost':
        if (this.#feeds.has(event.feedId)) this.#deps.onFeedWanted(event.feedId);
        break;
      case 'stopped':
        this.#stops.get(event.requestId)?.();
        this.#stops.delete(event.requestId);
        break;
      case 'tested':
        this.#tests.get(event.requestId)?.(event.facts);
        this.#tests.delete(event.requestId);
        break;
    }
  }

  #tell(states: readonly RelayUnitState[]): void {
    this.#states = states;
    this.#onStates.tell(states);
  }
}

/** A test that never began: the thread is on its way back. */
const untested: RelayTestFacts = { status: 'failed', steps: [], reason: { code: 'relay.restarting', details: {} } };
