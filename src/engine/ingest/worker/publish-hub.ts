import { randomBytes } from 'node:crypto';
import type { MessagePort } from 'node:worker_threads';
import type RtmpSession from 'node-media-server/src/session/rtmp_session.js';
import type { RelayFeedMessage } from '../../relay/relay-tag.js';
import type { FromRtmpWorker, InputKey, PublishEnd, RefusalCode } from '../rtmp-messages.js';
import type { RtmpLimits } from '../rtmp-limits.js';
import type { Connection, ConnectionHooks } from './connection.js';
import { ChangeBudget } from './change-budget.js';
import { EncoderTracks } from './encoder-tracks.js';
import { LivePublish } from './live-publish.js';
import { movePublisher } from './move-publisher.js';
import { OneTimeNames } from './one-time-names.js';
import { Refusal } from './refusal.js';
import { RefusalLog } from './refusal-log.js';
import type { ProbeResult } from './source-probe.js';
import { StreamKeys } from './stream-keys.js';

/** An encoder that has been silent for so long gives way to one that comes with the same key: a reconnect after a dead network. */
const GIVES_WAY_AFTER_MS = 5_000;

/** What a pull's name opens. `fromMs`: where in the session's history it starts; null: at the newest IDR. */
interface PullGrant {
  readonly sessionId: string;
  readonly fromMs: number | null;
}

/** An accepted publisher. `keyDigest` null: it came with a one-time name, which no change of the keys takes away. */
interface AcceptedPublish {
  readonly sessionId: string;
  readonly inputId: string;
  readonly keyDigest: Buffer | null;
}

/** What outlives the sessions of one connection. */
interface Encoder {
  readonly session: RtmpSession;
  readonly tracks: EncoderTracks;
  readonly budget: ChangeBudget;
}

function newSessionId(): string {
  // node-media-server gets to know this name only: it prints names, and it would splice sessions of one name.
  return randomBytes(12).toString('hex');
}

/** Who publishes and who pulls: checks keys and tokens, and tells the engine. */
export class PublishHub implements ConnectionHooks {
  readonly #limits: RtmpLimits;
  readonly #post: (message: FromRtmpWorker) => void;
  readonly #mayHandshake: (connection: Connection) => boolean;
  readonly #keys = new StreamKeys();
  readonly #pullNames: OneTimeNames<PullGrant>;
  /** What they open: an input. */
  readonly #publishNames: OneTimeNames<string>;
  readonly #refusals: RefusalLog;
  readonly #publishes = new Map<string, LivePublish>();
  readonly #encoders = new WeakMap<Connection, Encoder>();
  /** Accepted by `acceptPublish`/`acceptPlay`, until node-media-server has taken it. */
  readonly #accepted = new Map<Connection, AcceptedPublish>();
  readonly #pulls = new Map<Connection, string>();

  constructor(deps: {
    limits: RtmpLimits;
    post: (message: FromRtmpWorker) => void;
    mayHandshake: (connection: Connection) => boolean;
  }) {
    this.#limits = deps.limits;
    this.#post = deps.post;
    this.#mayHandshake = deps.mayHandshake;
    this.#pullNames = new OneTimeNames(deps.limits.oneTimeUrlLifetimeMs);
    this.#publishNames = new OneTimeNames(deps.limits.oneTimeUrlLifetimeMs);
    this.#refusals = new RefusalLog(deps.post);
  }

  mayHandshake(connection: Connection): boolean {
    return this.#mayHandshake(connection);
  }

  acceptPublish(connection: Connection, path: string): string {
    const [app, key, ...rest] = path.split('/');
    if (app === 'feed' && key !== undefined && rest.length === 0) return this.#acceptFeed(connection, key);
    const found = app === 'live' && key !== undefined && rest.length === 0 ? this.#keys.find(key) : null;
    if (found === null) throw new Refusal('ingest.unknown-key', 'unknown stream key');
    const holder = this.#byInput(found.inputId);
    if (holder !== null) {
      if (performance.now() - holder.connection.lastMediaAtMs < GIVES_WAY_AFTER_MS) {
        throw new Refusal('ingest.already-publishing', 'the input is taken');
      }
      this.#end(holder, 'disconnected');
    }
    return this.#accept(connection, found.inputId, found.digest);
  }

  onPublishing(connection: Connection, session: RtmpSession): void {
    const accepted = this.#accepted.get(connection);
    this.#accepted.delete(connection);
    if (accepted === undefined) throw new Refusal('ingest.unknown-key', 'publish without an accepted key');
    connection.lastMediaAtMs = performance.now();
    this.#encoders.set(connection, { session, tracks: new EncoderTracks(), budget: new ChangeBudget() });
    this.#begin({ ...accepted, connection, session });
  }

  acceptPlay(connection: Connection, path: string): string {
    const [app, token, ...rest] = path.split('/');
    const isPull = connection.isLoopback && app === 'pull' && token !== undefined && rest.length === 0;
    const grant = isPull ? this.#pullNames.spend(token, performance.now()) : null;
    const publish = grant === null ? undefined : this.#publishes.get(grant.sessionId);
    if (grant === null || publish === undefined) throw new Refusal('input.invalid', 'play is not offered');
    // node-media-server sends the cache before this call's caller returns
    publish.playFrom(grant.fromMs);
    this.#pulls.set(connection, grant.sessionId);
    return grant.sessionId;
  }

  onPulling(connection: Connection, session: RtmpSession): void {
    this.#publishes.get(this.#pulls.get(connection) ?? '')?.attach(connection, session);
  }

  onMedia(connection: Connection, rtmpType: number, timestampMs: number, data: Buffer): void {
    connection.lastMediaAtMs = performance.now();
    const publish = this.#byConnection(connection);
    const encoder = this.#encoders.get(connection);
    if (publish === null || encoder === undefined) return;
    const verdict = encoder.tracks.judge(rtmpType, timestampMs, data);
    if (verdict === 'held') return;
    const current = verdict === 'changed' ? this.#succeed(publish, encoder) : publish;
    current.onMedia(rtmpType, timestampMs, data);
  }

  onUnpublish(connection: Connection): void {
    const publish = this.#byConnection(connection);
    if (publish === null) return;
    connection.role = 'closing';
    this.#finish(publish, 'disconnected');
    connection.finish(performance.now());
  }

  onRefused(connection: Connection, code: RefusalCode, detail: string): void {
    this.#refusals.note(code, connection.address, detail);
  }

  /** The socket is closed for good. */
  onClosed(connection: Connection): void {
    this.#accepted.delete(connection);
    this.#publishes.get(this.#pulls.get(connection) ?? '')?.detach(connection);
    this.#pulls.delete(connection);
    const publish = this.#byConnection(connection);
    if (publish !== null) this.#finish(publish, 'disconnected');
  }

  setKeys(keys: readonly InputKey[]): void {
    this.#keys.set(keys);
    for (const publish of [...this.#publishes.values()]) {
      const { inputId, keyDigest } = publish;
      if (keyDigest !== null && !this.#keys.holds(inputId, keyDigest)) this.#end(publish, 'refused');
    }
  }

  mint(sessionId: string, fromMs: number | null): string | null {
    return this.#publishes.has(sessionId) ? this.#pullNames.mint({ sessionId, fromMs }, performance.now()) : null;
  }

  mintPublish(inputId: string): string {
    return this.#publishNames.mint(inputId, performance.now());
  }

  /** A session that is over: the port hears of its end at once. */
  tap(sessionId: string, port: MessagePort): void {
    const publish = this.#publishes.get(sessionId);
    if (publish !== undefined) return publish.tap(port);
    port.postMessage({ type: 'end' } satisfies RelayFeedMessage);
    port.close();
  }

  disconnect(sessionId: string): void {
    const publish = this.#publishes.get(sessionId);
    if (publish !== undefined) this.#end(publish, 'stopped');
  }

  /** An address is no longer listened on. */
  refuseFrom(localAddress: string): void {
    for (const publish of [...this.#publishes.values()]) {
      if (publish.connection.localAddress === localAddress) this.#end(publish, 'refused');
    }
  }

  stop(): void {
    for (const publish of [...this.#publishes.values()]) this.#end(publish, 'stopped');
  }

  /** Several times a second: what waits too long for its tracks, and tokens. */
  sweep(nowMs: number): void {
    this.#pullNames.sweep(nowMs);
    this.#publishNames.sweep(nowMs);
    for (const publish of this.#publishes.values()) {
      if (nowMs - publish.startedAtMs >= this.#limits.sourceWaitMs) publish.probe.expire();
    }
  }

  /** Once a second. */
  report(nowMs: number): void {
    this.#refusals.flush();
    for (const publish of this.#publishes.values()) {
      this.#post({ type: 'figures', sessionId: publish.id, figures: publish.meter.sample(nowMs) });
    }
  }

  /** The engine itself asked for this one: whoever has the input now gives way. */
  #acceptFeed(connection: Connection, name: string): string {
    const inputId = connection.isLoopback ? this.#publishNames.spend(name, performance.now()) : null;
    if (inputId === null) throw new Refusal('ingest.unknown-key', 'unknown name of a feed');
    const holder = this.#byInput(inputId);
    if (holder !== null) this.#end(holder, 'disconnected');
    return this.#accept(connection, inputId, null);
  }

  #accept(connection: Connection, inputId: string, keyDigest: Buffer | null): string {
    const sessionId = newSessionId();
    this.#accepted.set(connection, { sessionId, inputId, keyDigest });
    return sessionId;
  }

  #begin(deps: AcceptedPublish & { connection: Connection; session: RtmpSession }): LivePublish {
    const { sessionId, ...rest } = deps;
    const publish = new LivePublish({
      ...rest,
      id: sessionId,
      limits: this.#limits,
      startedAtMs: performance.now(),
      onProbed: (result) => this.#onProbed(sessionId, result),
      onSlowPull: (queuedBytes) => {
        const fields = { sessionId, queuedBytes };
        this.#post({ type: 'log', level: 'warn', message: 'closed a pull that takes too little', fields });
      },
      onSlowTap: (untakenBytes) => {
        const fields = { sessionId, untakenBytes };
        this.#post({ type: 'log', level: 'warn', message: 'closed a tap that takes too little', fields });
      },
    });
    this.#publishes.set(sessionId, publish);
    const { address: remoteAddress } = deps.connection;
    this.#post({ type: 'publish', sessionId, inputId: deps.inputId, remoteAddress, startedAtMs: Date.now() });
    return publish;
  }

  /** The encoder's decoder configuration has changed: its session ends and another one begins, on the same connection. */
  #succeed(old: LivePublish, { session, tracks, budget }: Encoder): LivePublish {
    if (!budget.spend(performance.now())) throw new Refusal('input.invalid', 'another configuration too often');
    const { id, inputId, keyDigest, connection } = old;
    const sessionId = newSessionId();
    this.#finish(old, 'disconnected');
    movePublisher(session, sessionId);
    const fields = { sessionId: id, nextSessionId: sessionId };
    this.#post({ type: 'log', level: 'info', message: 'the encoder changed its decoder configuration', fields });
    const next = this.#begin({ sessionId, inputId, keyDigest, connection, session });
    for (const message of tracks.opening()) next.onMedia(message.rtmpType, message.timestampMs, message.data);
    return next;
  }

  #byInput(inputId: string): LivePublish | null {
    for (const publish of this.#publishes.values()) if (publish.inputId === inputId) return publish;
    return null;
  }

  #byConnection(connection: Connection): LivePublish | null {
    for (const publish of this.#publishes.values()) if (publish.connection === connection) return publish;
    return null;
  }

  #onProbed(sessionId: string, result: ProbeResult): void {
    if (result.kind === 'source') this.#post({ type: 'source', sessionId, info: result.info });
    else if (result.kind === 'no-video') {
      this.#post({ type: 'no-source', sessionId, code: 'ingest.no-video', codec: null });
    } else this.#post({ type: 'no-source', sessionId, code: 'ingest.codec-unsupported', codec: result.codec });
  }

  #end(publish: LivePublish, reason: PublishEnd): void {
    publish.connection.role = 'closing';
    publish.connection.destroy();
    this.#finish(publish, reason);
  }

  #finish(publish: LivePublish, reason: PublishEnd): void {
    if (!this.#publishes.delete(publish.id)) return;
    publish.end(performance.now());
    this.#post({ type: 'ended', sessionId: publish.id, reason });
  }
}
