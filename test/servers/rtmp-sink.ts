import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TLSSocket, createSecureContext } from 'node:tls';
import { SinkConnection, type SinkRefusal } from './rtmp/sink-connection.js';
import type { SinkPublish } from './rtmp/sink-publish.js';
import type { TestCertificate } from './test-certificate.js';

/** How a sink starts; all of it can be changed later. */
export interface RtmpSinkOptions {
  /** 0 or nothing: any free one. */
  readonly port?: number;
  /** RTMPS when there. */
  readonly tls?: TestCertificate;
  /** False: tags hold length and digest only. */
  readonly keepsData?: boolean;
  /** The acknowledgement window that it asks for, bytes. */
  readonly windowBytes?: number;
  /** False: never says what it has received, as some servers do. */
  readonly acknowledges?: boolean;
}

/**
 * A service that takes RTMP(S) publishes, for tests: it writes down every tag, and it can be as bad as real ones. What it is
 * told holds for all connections from then on until it is told otherwise.
 */
export class RtmpSink {
  /** Every stay, in the order they began. */
  readonly publishes: SinkPublish[] = [];
  readonly connections = new Set<SinkConnection>();
  /** Connections accepted in all. */
  accepted = 0;
  readonly #options: RtmpSinkOptions;
  readonly #timers = new Set<NodeJS.Timeout>();
  #server: Server | null = null;
  #port = 0;
  #refusal: { readonly of: (key: string) => boolean; readonly words: SinkRefusal } | null = null;
  #readsPublishes = true;
  #resetsAfterMs: number | null = null;
  #waiting: ((publish: SinkPublish) => void)[] = [];

  private constructor(options: RtmpSinkOptions) {
    this.#options = options;
    this.#port = options.port ?? 0;
  }

  static async start(options: RtmpSinkOptions = {}): Promise<RtmpSink> {
    const sink = new RtmpSink(options);
    await sink.comeBack();
    return sink;
  }

  get port(): number {
    return this.#port;
  }

  /** `rtmp(s)://127.0.0.1:port/live`, without a key. */
  get url(): string {
    return `${this.#options.tls === undefined ? 'rtmp' : 'rtmps'}://127.0.0.1:${this.#port}/live`;
  }

  /** The publish that comes next. */
  nextPublish(): Promise<SinkPublish> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Refuses with these words: every key, or those that `of` says. */
  refuse(words: SinkRefusal, of: (key: string) => boolean = () => true): void {
    this.#refusal = { of, words };
  }

  /** Takes everything again. */
  accept(): void {
    this.#refusal = null;
    this.#readsPublishes = true;
  }

  /** From now on: says Publish.Start and never reads again. */
  acceptAndNeverRead(): void {
    this.#readsPublishes = false;
  }

  /** Stops reading from all that are there. */
  stall(): void {
    for (const connection of this.connections) connection.pause();
  }

  /** Reads again. */
  resume(): void {
    for (const connection of this.connections) connection.resume();
  }

  /** Resets all connections, now. */
  reset(): void {
    for (const connection of this.connections) connection.reset();
  }

  /** Resets each publish this long after its beginning, those to come as well; null: no more. */
  resetAfter(afterMs: number | null): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#resetsAfterMs = afterMs;
    for (const connection of this.connections) if (connection.publish !== null) this.#doom(connection);
  }

  /** Dies: all connections are cut, nobody listens any more. */
  async die(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    const server = this.#server;
    this.#server = null;
    for (const connection of this.connections) connection.destroy();
    if (server === null) return;
    const closed = once(server, 'close');
    server.close();
    await closed;
  }

  /** Listens again, on the port it had. */
  async comeBack(): Promise<void> {
    if (this.#server !== null) return;
    const server = createServer((socket) => this.#onSocket(socket));
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  #onSocket(raw: Socket): void {
    this.accepted += 1;
    raw.setNoDelay(true);
    const { tls, keepsData = true, windowBytes = 2_500_000, acknowledges = true } = this.#options;
    const stream =
      tls === undefined ? raw : new TLSSocket(raw, { isServer: true, secureContext: createSecureContext(tls) });
    const connection: SinkConnection = new SinkConnection(raw, stream, {
      keepsData,
      windowBytes,
      acknowledges,
      refusal: (at, key) => this.#refusalOf(at, key),
      onPublish: (publish) => this.#onPublish(connection, publish),
    });
    this.connections.add(connection);
    raw.on('close', () => this.connections.delete(connection));
  }

  #refusalOf(at: 'connect' | 'publish', key: string | null): SinkRefusal | null {
    if (this.#refusal === null || (this.#refusal.words.at === 'connect') !== (at === 'connect')) return null;
    return this.#refusal.of(key ?? '') ? this.#refusal.words : null;
  }

  #onPublish(connection: SinkConnection, publish: SinkPublish): void {
    this.publishes.push(publish);
    if (!this.#readsPublishes) connection.pause();
    this.#doom(connection);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve(publish);
  }

  #doom(connection: SinkConnection): void {
    if (this.#resetsAfterMs === null) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      connection.reset();
    }, this.#resetsAfterMs);
    this.#timers.add(timer);
  }
}
