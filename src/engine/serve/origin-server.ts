import { mkdir, realpath } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net';
import { FileCache } from './file-cache.js';
import { lanAddresses } from './lan-addresses.js';
import { listenOnFreePort } from './listen-on-free-port.js';
import { LiveDesk } from './live-desk.js';
import { createOriginHandler, type OriginCounters } from './origin-handler.js';
import { PublishedFiles } from './published-files.js';

export interface OriginServerDeps {
  /** Folder that holds what is published. Made when it is not there. */
  readonly root: string;
  readonly cacheBytes: number;
  readonly counters: OriginCounters;
  readonly onError: (error: unknown) => void;
  /** For tests: the addresses of the network. */
  readonly addresses?: () => readonly string[];
}

const maxConnections = 2048;
/** How long open answers may take to end at a stop. */
const stopGraceMs = 1000;

/**
 * The origin's listeners: loopback always, and one per network address when the network is allowed. One by one, for
 * 0.0.0.0 cannot be had beside 127.0.0.1 on the same port on Linux, and a change must not close the listener in use.
 */
export class OriginServer {
  readonly #deps: OriginServerDeps;
  readonly #lan = new Map<string, { readonly server: TcpServer; readonly sockets: Set<Socket> }>();
  /** What is live, for players with low latency. */
  readonly live: LiveDesk;
  #http: Server | null = null;
  #files: PublishedFiles | null = null;
  #port = 0;

  constructor(deps: OriginServerDeps) {
    this.#deps = deps;
    this.live = new LiveDesk({ counters: deps.counters });
  }

  /** Listens on loopback; returns the port. Throws `origin.port-in-use` (with `onlyWanted`) or `internal`. */
  async start(wanted: number, onlyWanted = false): Promise<number> {
    await mkdir(this.#deps.root, { recursive: true });
    const cache = new FileCache(this.#deps.cacheBytes);
    this.#files = new PublishedFiles({ root: await realpath(this.#deps.root), cache });
    this.#http = createServer(
      {
        // Against senders of one byte now and then: all of a request's head within 10 s, looked at every 2 s.
        headersTimeout: 10_000,
        requestTimeout: 15_000,
        connectionsCheckingInterval: 2000,
        // The time limit below ends idle connections, too; one timer per connection instead of two is 10 % more requests/s.
        keepAliveTimeout: 0,
        maxHeaderSize: 8 * 1024,
        noDelay: true,
      },
      createOriginHandler({ ...this.#deps, files: this.#files, cache, live: this.live }),
    );
    this.#http.maxConnections = maxConnections;
    // A reader that takes nothing, or a connection that asks for nothing, for a minute.
    this.#http.setTimeout(60_000, (socket) => socket.destroy());
    this.#port = await listenOnFreePort(this.#http, { host: '127.0.0.1', wanted, onlyWanted });
    this.#http.on('error', this.#deps.onError);
    return this.#port;
  }

  /**
   * Listens on the network's addresses as they are now (call again to follow changes), or no longer on any. Returns those
   * in use; one whose port is taken by another program is left out.
   */
  async setLan(allowed: boolean): Promise<string[]> {
    const wanted = new Set(allowed ? (this.#deps.addresses ?? lanAddresses)() : []);
    await Promise.all([...this.#lan.keys()].filter((address) => !wanted.has(address)).map((a) => this.#closeLan(a)));
    for (const address of wanted) if (!this.#lan.has(address)) await this.#openLan(address);
    return [...wanted].filter((address) => this.#lan.has(address));
  }

  /** Forgets what is in memory of these paths (files or folders). */
  changed(paths: readonly string[]): void {
    for (const path of paths) this.#files?.changed(path);
  }

  /** Lets open answers end for a second, then cuts them. */
  async stop(): Promise<void> {
    const http = this.#http;
    await this.setLan(false);
    if (http === null || !http.listening) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => http.closeAllConnections(), stopGraceMs);
      http.close(() => {
        clearTimeout(timer);
        resolve();
      });
      http.closeIdleConnections();
    });
  }

  async #openLan(address: string): Promise<void> {
    const sockets = new Set<Socket>();
    const server = createTcpServer({ noDelay: true }, (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      // The HTTP server of loopback does the rest, time limits included.
      this.#http?.emit('connection', socket);
    });
    server.maxConnections = maxConnections;
    try {
      await listenOnFreePort(server, { host: address, wanted: this.#port, onlyWanted: true });
    } catch (error) {
      this.#deps.onError(error);
      return;
    }
    server.on('error', this.#deps.onError);
    this.#lan.set(address, { server, sockets });
  }

  async #closeLan(address: string): Promise<void> {
    const entry = this.#lan.get(address);
    if (entry === undefined) return;
    this.#lan.delete(address);
    const closed = new Promise<void>((resolve) => entry.server.close(() => resolve()));
    for (const socket of entry.sockets) socket.destroy();
    await closed;
  }
}
