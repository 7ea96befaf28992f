import type { Socket } from 'node:net';
import context from 'node-media-server/src/core/context.js';
import RtmpSession from 'node-media-server/src/session/rtmp_session.js';
import type { RefusalCode } from '../rtmp-messages.js';
import type { RtmpLimits } from '../rtmp-limits.js';
import { guardProtocol } from './guard-protocol.js';
import { Refusal } from './refusal.js';

/** C0 and C1 of the handshake. */
const HELLO_BYTES = 1 + 1536;
const RTMP_VERSION = 3;
/** Answers queued for a client that is not pulling. */
const ANSWER_BYTES = 256 * 1024;
const HANDSHAKE_DONE = 3;

export type ConnectionRole = 'none' | 'publisher' | 'pull' | 'closing';

/** What a connection asks of the hub. Both `accept` calls return the session's internal name or throw a Refusal. */
export interface ConnectionHooks {
  mayHandshake(connection: Connection): boolean;
  acceptPublish(connection: Connection, path: string): string;
  onPublishing(connection: Connection, session: RtmpSession): void;
  acceptPlay(connection: Connection, path: string): string;
  onPulling(connection: Connection, session: RtmpSession): void;
  /** `data` is only valid during the call. */
  onMedia(connection: Connection, rtmpType: number, timestampMs: number, data: Buffer): void;
  onUnpublish(connection: Connection): void;
  onRefused(connection: Connection, code: RefusalCode, detail: string): void;
}

/**
 * One client. Nothing of node-media-server is created before the first 1537 bytes are there and begin like RTMP: its session
 * takes 1 MiB, so half-open sockets would be an attack on memory. Whatever its parser throws ends this client alone.
 */
export class Connection {
  readonly address: string;
  readonly isLoopback: boolean;
  /** The address of this computer that the client came to. */
  readonly localAddress: string;
  readonly socket: Socket;
  role: ConnectionRole = 'none';
  /** Monotonic time of the newest media packet of a publisher. */
  lastMediaAtMs = 0;
  readonly #hooks: ConnectionHooks;
  readonly #limits: RtmpLimits;
  #openedAtMs: number;
  #helloDoneAtMs: number | null = null;
  #hello: Buffer | null = null;
  #helloBytes = 0;
  #session: RtmpSession | null = null;
  #drain: { queuedBytes: number; sinceMs: number } | null = null;

  constructor(deps: { socket: Socket; hooks: ConnectionHooks; limits: RtmpLimits; nowMs: number }) {
    this.socket = deps.socket;
    this.#hooks = deps.hooks;
    this.#limits = deps.limits;
    this.#openedAtMs = deps.nowMs;
    this.address = (deps.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    this.localAddress = (deps.socket.localAddress ?? '').replace(/^::ffff:/, '');
    this.isLoopback = this.address === '::1' || this.address.startsWith('127.');
  }

  /** Starts to read. */
  open(): void {
    this.socket.on('data', this.#onData);
    // A reset by the peer is an end like any other: 'close' follows.
    this.socket.on('error', () => undefined);
  }

  destroy(): void {
    this.socket.destroy();
  }

  /** Ends a pull: everything queued goes out, then EOF. `sweep` closes it hard when it no longer takes anything. */
  finish(nowMs: number): void {
    this.role = 'closing';
    this.#drain = { queuedBytes: this.socket.writableLength, sinceMs: nowMs };
    this.socket.end();
  }

  /** This thread stood still for so long (the computer slept): nobody could be heard meanwhile, and that counts against nobody. */
  excuse(stoodStillMs: number): void {
    this.lastMediaAtMs += stoodStillMs;
    this.#openedAtMs += stoodStillMs;
    if (this.#helloDoneAtMs !== null) this.#helloDoneAtMs += stoodStillMs;
    if (this.#drain !== null) this.#drain = { ...this.#drain, sinceMs: this.#drain.sinceMs + stoodStillMs };
  }

  /** Ends what has run out of time. */
  sweep(nowMs: number): void {
    const limits = this.#limits;
    if (this.role === 'none') {
      const hasRunOut =
        this.#helloDoneAtMs === null
          ? nowMs - this.#openedAtMs > limits.handshakeTimeoutMs
          : nowMs - this.#helloDoneAtMs > limits.roleTimeoutMs;
      if (hasRunOut) this.destroy();
    } else if (this.role === 'publisher') {
      if (nowMs - this.lastMediaAtMs > limits.publisherIdleMs) this.destroy();
    } else if (this.#drain !== null) {
      const queuedBytes = this.socket.writableLength;
      if (queuedBytes < this.#drain.queuedBytes) this.#drain = { queuedBytes, sinceMs: nowMs };
      else if (nowMs - this.#drain.sinceMs > limits.drainStallMs) this.destroy();
    }
  }

  readonly #onData = (data: Buffer): void => {
    if (this.#session !== null) this.#feed(data);
    else this.#greet(data);
  };

  #greet(data: Buffer): void {
    if (this.#hello === null && data[0] !== RTMP_VERSION) {
      this.#refuse(new Refusal('input.invalid', 'not RTMP'));
      return;
    }
    this.#hello ??= Buffer.alloc(HELLO_BYTES);
    const taken = data.copy(this.#hello, this.#helloBytes);
    this.#helloBytes += taken;
    if (this.#helloBytes < HELLO_BYTES) return;
    if (!this.#hooks.mayHandshake(this)) {
      this.#refuse(new Refusal('input.invalid', 'too many handshakes'));
      return;
    }
    const session = new RtmpSession(this.socket);
    guardProtocol({ connection: this, session, hooks: this.#hooks, limits: this.#limits });
    session.run();
    this.socket.removeListener('data', session.onData);
    context.sessions.set(session.id, session);
    this.#session = session;
    this.#feed(this.#hello);
    this.#hello = null;
    if (taken < data.length) this.#feed(data.subarray(taken));
  }

  #feed(data: Buffer): void {
    const session = this.#session;
    if (session === null || this.socket.destroyed) return;
    try {
      session.onData(data);
      // One that asks and asks, and never reads the answers.
      const mayQueueBytes = this.role === 'none' || this.role === 'publisher' ? ANSWER_BYTES : Infinity;
      if (this.socket.writableLength > mayQueueBytes) throw new Refusal('input.invalid', 'reads no answers');
      if (this.#helloDoneAtMs === null && session.rtmp.handshakeState === HANDSHAKE_DONE) {
        this.#helloDoneAtMs = performance.now();
      }
    } catch (thrown) {
      // Its parser checks little: a tcUrl that is no URL or cut AMF throws here (node-media-server would die of it).
      const detail = thrown instanceof Error ? thrown.message : String(thrown);
      this.#refuse(thrown instanceof Refusal ? thrown : new Refusal('input.invalid', detail));
    }
  }

  #refuse(refusal: Refusal): void {
    this.#hooks.onRefused(this, refusal.code, refusal.message);
    this.destroy();
  }
}
