import type { MessagePort } from 'node:worker_threads';
import type { Clock } from '../../clock.js';
import { Listenership } from '../../ingest/listenership.js';
import type { Logger } from '../../log/logger.js';
import type { ProcessOwner } from '../../process/owned-process.js';
import type { Service } from '../../service.js';
import type { PushFactory } from '../relay-push.js';
import type { RelayPusher } from '../relay-pushers.js';
import type { RelayAssignment, RelayTestFacts } from '../relay-runner-api.js';
import type { RelayEndpoint, RelayUnitState } from '../relay-target.js';
import { defaultUnitLimits, type UnitLimits } from '../unit-limits.js';
import { RelayHub } from '../worker/relay-hub.js';
import { testRelay } from '../worker/test-relay.js';
import type { FlvReadingFfmpeg } from './carried.js';
import { PresetFile } from './preset-file.js';
import { SrtPush } from './srt-push.js';
import { packSecrets } from './srt-secrets.js';

export interface SrtPusherDeps {
  readonly ffmpeg: FlvReadingFfmpeg;
  readonly owner: ProcessOwner;
  /** For files that hold a secret for a moment; made when it is not there. */
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Hears of every secret before anybody else does. */
  readonly redactor: { redactValue(secret: string): void };
  /** The feed's port was closed without a word: a new one is wanted through `setFeed`. */
  readonly onFeedWanted: (feedId: string) => void;
  readonly limits?: Partial<UnitLimits>;
  /** Between two reports of states that did not change. Default 1 s. */
  readonly reportEveryMs?: number;
}

/**
 * Relays by SRT, in the engine's own thread: each is an ffmpeg, so that what the media cost is spent outside. Decisions are those of
 * every relay (RelayHub); only the connections are of another kind.
 */
export class SrtPusher implements RelayPusher {
  /** To be started and stopped with the engine. */
  readonly service: Service;
  readonly #deps: SrtPusherDeps;
  readonly #limits: UnitLimits;
  readonly #factory: PushFactory;
  readonly #hub: RelayHub;
  readonly #onStates: Listenership<readonly RelayUnitState[]>;
  readonly #feeds = new Set<string>();
  readonly #ending = new AbortController();
  #cancelReport: (() => void) | null = null;
  #started: Promise<void> | null = null;
  #stopped: Promise<void> | null = null;

  constructor(deps: SrtPusherDeps) {
    this.#deps = deps;
    this.#limits = { ...defaultUnitLimits, ...deps.limits };
    this.#onStates = new Listenership(deps.logger);
    this.#factory = {
      open: (options, signal) => SrtPush.open(options, deps, signal),
      probe: (options, signal) => SrtPush.probe(options, signal),
    };
    this.#hub = new RelayHub({
      factory: this.#factory,
      clock: deps.clock,
      limits: this.#limits,
      onStates: (states) => this.#onStates.tell(states),
      onFeedLost: (feedId) => {
        if (this.#feeds.has(feedId)) deps.onFeedWanted(feedId);
      },
    });
    this.service = {
      name: 'relays by SRT',
      start: () => (this.#started ??= this.#start()),
      stop: () => (this.#stopped ??= this.#stop()),
    };
  }

  setFeed(feedId: string, port: MessagePort | null): void {
    if (this.#stopped !== null) return void port?.close();
    if (port === null) this.#feeds.delete(feedId);
    else this.#feeds.add(feedId);
    this.#hub.setFeed(feedId, port);
  }

  start({ passphrase, ...target }: RelayAssignment): void {
    if (this.#stopped !== null) return;
    const { primary, backup } = target;
    this.#hub.start({
      ...target,
      primary: this.#endpoint(primary, passphrase),
      backup: backup === null ? null : this.#endpoint(backup, passphrase),
    });
  }

  tryNow(id: string): void {
    this.#hub.tryNow(id);
  }

  stop(id: string): Promise<void> {
    return this.#hub.stop(id);
  }

  onStates(listener: (states: readonly RelayUnitState[]) => void): () => void {
    return this.#onStates.add(listener);
  }

  test(
    { primary, passphrase }: Pick<RelayAssignment, 'primary' | 'passphrase'>,
    signal: AbortSignal,
  ): Promise<RelayTestFacts> {
    return testRelay({
      target: { primary: this.#endpoint(primary, passphrase) },
      factory: this.#factory,
      connectTimeoutMs: this.#limits.connectTimeoutMs,
      signal: AbortSignal.any([signal, this.#ending.signal]),
      nowMs: () => this.#deps.clock.monotonicMs(),
    });
  }

  /** Stream id and passphrase are one key to the hub, which does not look at it. */
  #endpoint({ url, key }: RelayEndpoint, passphrase: string | null): RelayEndpoint {
    this.#deps.redactor.redactValue(key);
    if (passphrase !== null) this.#deps.redactor.redactValue(passphrase);
    return { url, key: packSecrets({ streamId: key, passphrase }) };
  }

  async #start(): Promise<void> {
    const { folder, logger } = this.#deps;
    await PresetFile.removeLeftovers(folder).catch((error: unknown) =>
      logger.error({ err: error }, 'Files of earlier SRT relays could not be removed'),
    );
    if (this.#stopped === null) this.#report();
  }

  #report(): void {
    const { clock, reportEveryMs = 1_000 } = this.#deps;
    this.#cancelReport = clock.after(reportEveryMs, () => {
      this.#onStates.tell(this.#hub.states());
      this.#report();
    });
  }

  async #stop(): Promise<void> {
    await this.#started;
    this.#cancelReport?.();
    this.#ending.abort();
    await this.#hub.end();
  }
}
