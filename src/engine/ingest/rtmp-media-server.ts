import { AppError } from '../../shared/errors.js';
import type { ServerState } from '../../shared/studio-state.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import { Supervisor, type SupervisorState } from '../supervisor.js';
import { Listenership } from './listenership.js';
import type { MediaServer, PublishSession } from './media-server.js';
import { networkAddresses } from './network-addresses.js';
import { defaultRtmpLimits, type RtmpLimits } from './rtmp-limits.js';
import type { InputKey, RefusalCode } from './rtmp-messages.js';
import { RtmpPublishSession } from './rtmp-publish-session.js';
import { rtmpServerState } from './rtmp-server-state.js';
import { RtmpWorkerThread, type LoadedRtmpThread, type RtmpWorkerEvent } from './rtmp-worker-thread.js';

/** How many ports above the wanted one are tried when it is busy. */
const PORTS_ABOVE = 20;
const NETWORK_CHECK_MS = 10_000;

export interface RtmpMediaServerDeps {
  /** The built worker, `rtmp-worker.mjs`. */
  readonly workerFile: string | URL;
  /** 0: any free port. */
  readonly wantedPort: number;
  /** Listen on the network from the start. */
  readonly lan: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Default 127.0.0.1. */
  readonly loopbackAddress?: string;
  /** Addresses to listen on when the network is allowed. Default: this computer's own. */
  readonly networkAddresses?: () => readonly string[];
  readonly limits?: Partial<RtmpLimits>;
}

export interface Refused {
  readonly code: RefusalCode;
  readonly remoteAddress: string;
}

/**
 * The RTMP server that encoders push to and ffmpeg pulls from: node-media-server in a worker thread, supervised. A dead
 * worker is back at once on the same port; its sessions end with `server-restarted`.
 */
export class RtmpMediaServer implements MediaServer {
  readonly name = 'rtmp';
  readonly #deps: RtmpMediaServerDeps;
  readonly #limits: RtmpLimits;
  readonly #supervisor: Supervisor<RtmpWorkerThread>;
  readonly #sessions = new Map<string, RtmpPublishSession>();
  readonly #onState: Listenership<ServerState>;
  readonly #onPublish: Listenership<PublishSession>;
  readonly #onRefused: Listenership<Refused>;
  #keys: readonly InputKey[] = [];
  #isLanAllowed: boolean;
  #port: number | null = null;
  #supervised: SupervisorState = { status: 'offline' };
  #isStopping = false;
  #cancelNetworkCheck: (() => void) | null = null;
  #loaded: LoadedRtmpThread | null = null;

  constructor(deps: RtmpMediaServerDeps) {
    this.#deps = deps;
    this.#limits = { ...defaultRtmpLimits, ...deps.limits };
    this.#isLanAllowed = deps.lan;
    this.#onState = new Listenership(deps.logger);
    this.#onPublish = new Listenership(deps.logger);
    this.#onRefused = new Listenership(deps.logger);
    this.#supervisor = new Supervisor({
      name: this.name,
      clock: deps.clock,
      logger: deps.logger,
      launch: () => this.#launch(),
      onState: (state) => {
        this.#supervised = state;
        if (state.status !== 'live' && state.status !== 'starting') this.#endSessions(state);
        this.#announce();
      },
    });
  }

  prepare(): void {
    this.#loaded ??= RtmpWorkerThread.load(this.#deps);
  }

  /** Rejects with `ingest.no-free-port` when neither the wanted port nor the next twenty are free. */
  async start(): Promise<void> {
    await this.#supervisor.start();
    this.#watchNetwork();
  }

  async stop(reason: string): Promise<void> {
    this.#isStopping = true;
    this.#cancelNetworkCheck?.();
    await this.#supervisor.stop(reason);
    await this.#loaded?.terminate();
  }

  state(): ServerState {
    return rtmpServerState({
      supervised: this.#supervised,
      wantedPort: this.#deps.wantedPort,
      port: this.#port,
      addresses: [this.#loopback(), ...(this.#supervisor.current?.networkAddresses ?? [])],
    });
  }

  onState(listener: (state: ServerState) => void): () => void {
    return this.#onState.add(listener);
  }

  onPublish(listener: (session: PublishSession) => void): () => void {
    return this.#onPublish.add(listener);
  }

  onRefused(listener: (refusal: Refused) => void): () => void {
    return this.#onRefused.add(listener);
  }

  setKeys(keys: readonly InputKey[]): void {
    this.#keys = keys.map(({ inputId, key }) => ({ inputId, key }));
    this.#supervisor.current?.send({ type: 'keys', keys: this.#keys });
  }

  async mintPublishUrl(inputId: string): Promise<string> {
    const thread = this.#supervisor.current;
    const name = (await thread?.mintPublish(inputId)) ?? null;
    if (thread === null || name === null) {
      throw new AppError('ingest.source-ended', 'Expected a running media server, got none', { retryable: true });
    }
    return `rtmp://${this.#loopback()}:${String(thread.port)}/feed/${name}`;
  }

  async setLan(allowed: boolean): Promise<void> {
    this.#isLanAllowed = allowed;
    await this.#updateNetwork();
  }

  #loopback(): string {
    return this.#deps.loopbackAddress ?? '127.0.0.1';
  }

  #wantedNetwork(): readonly string[] {
    return this.#isLanAllowed ? (this.#deps.networkAddresses ?? networkAddresses)() : [];
  }

  /** The port it has, then the wanted one, then those above it. */
  #ports(): number[] {
    const { wantedPort } = this.#deps;
    const wanted = wantedPort === 0 ? [0] : Array.from({ length: PORTS_ABOVE + 1 }, (_, index) => wantedPort + index);
    const ports = this.#port === null ? wanted : [this.#port, ...wanted];
    return [...new Set(ports)].filter((port) => port <= 65_535);
  }

  async #launch(): Promise<RtmpWorkerThread> {
    const keys = this.#keys;
    const network = this.#wantedNetwork();
    const loaded = this.#loaded ?? RtmpWorkerThread.load(this.#deps);
    this.#loaded = null;
    const thread = await RtmpWorkerThread.launch({
      thread: loaded,
      data: {
        ports: this.#ports(),
        loopbackAddress: this.#loopback(),
        networkAddresses: network,
        keys,
        limits: this.#limits,
      },
      onEvent: (event, from) => this.#onEvent(event, from),
    });
    this.#port = thread.port;
    // Both may have changed while the thread came up.
    if (this.#wantedNetwork().join() !== network.join()) await thread.setNetworkAddresses(this.#wantedNetwork());
    if (this.#keys !== keys) thread.send({ type: 'keys', keys: this.#keys });
    return thread;
  }

  #onEvent(event: RtmpWorkerEvent, thread: RtmpWorkerThread): void {
    switch (event.type) {
      case 'publish':
        this.#open(event, thread);
        break;
      case 'source':
        this.#sessions.get(event.sessionId)?.onSource(event.info);
        break;
      case 'no-source':
        this.#sessions.get(event.sessionId)?.onNoSource(event.code, event.codec);
        break;
      case 'figures':
        this.#sessions.get(event.sessionId)?.onMeasured(event.figures);
        break;
      case 'ended':
        this.#sessions.get(event.sessionId)?.onEnded(event.reason);
        this.#sessions.delete(event.sessionId);
        this.#deps.logger.info({ sessionId: event.sessionId, reason: event.reason }, 'an encoder is gone');
        break;
      case 'refused':
        this.#onRefused.tell({ code: event.code, remoteAddress: event.remoteAddress });
        break;
      case 'log':
        this.#deps.logger[event.level](event.fields, event.message);
        break;
    }
  }

  #open(event: Extract<RtmpWorkerEvent, { type: 'publish' }>, thread: RtmpWorkerThread): void {
    const { sessionId, inputId, remoteAddress, startedAtMs } = event;
    const session = new RtmpPublishSession({
      id: sessionId,
      inputId,
      remoteAddress,
      startedAtMs,
      logger: this.#deps.logger,
      cut: () => thread.send({ type: 'disconnect', sessionId }),
      sendTap: (port) => thread.send({ type: 'tap', sessionId, port }),
      mintUrl: async (fromMs) => {
        const token = await thread.mint(sessionId, fromMs);
        if (token === null)
          throw new AppError('ingest.source-ended', 'Expected a live session, got one that has ended');
        return `rtmp://${this.#loopback()}:${String(thread.port)}/pull/${token}`;
      },
    });
    this.#sessions.set(sessionId, session);
    this.#deps.logger.info({ sessionId, inputId, remoteAddress }, 'an encoder publishes');
    this.#onPublish.tell(session);
  }

  /** The worker is gone: it can no longer say so itself. */
  #endSessions(state: SupervisorState): void {
    if (state.status === 'stopping') return;
    const reason = state.status === 'offline' ? 'stopped' : 'server-restarted';
    for (const session of this.#sessions.values()) session.onEnded(reason);
    this.#sessions.clear();
  }

  async #updateNetwork(): Promise<void> {
    await this.#supervisor.current?.setNetworkAddresses(this.#wantedNetwork());
    this.#announce();
  }

  /** Addresses change when a cable is plugged or a Wi-Fi is joined. */
  #watchNetwork(): void {
    if (this.#isStopping) return;
    this.#cancelNetworkCheck = this.#deps.clock.after(NETWORK_CHECK_MS, () => {
      const known = [...(this.#supervisor.current?.networkAddresses ?? [])].sort().join();
      const hasChanged = this.#isLanAllowed && known !== [...this.#wantedNetwork()].sort().join();
      void (hasChanged ? this.#updateNetwork() : Promise.resolve()).finally(() => this.#watchNetwork());
    });
  }

  #announce(): void {
    this.#onState.tell(this.state());
  }
}
