import { createServer, type Server, type Socket } from 'node:net';

const KEEP_ALIVE_AFTER_MS = 10_000;

/** Outcome of an attempt to listen. */
type Bound = { readonly server: Server; readonly port: number } | { readonly cause: string };

/**
 * The server's listening sockets: one on loopback, which stays for life, and one per network address. They come and go
 * without touching the one on loopback, so that allowing the network never interrupts anything. Binding is the probe: unlike
 * node-media-server's own listener, which ends the process, a busy port is an answer here.
 */
export class Listeners {
  readonly #onSocket: (socket: Socket) => void;
  readonly #network = new Map<string, Server>();
  #loopback: Server | null = null;
  #port = 0;

  constructor(onSocket: (socket: Socket) => void) {
    this.#onSocket = onSocket;
  }

  /** Takes the first free port of the list on loopback. */
  async listen(address: string, ports: readonly number[]): Promise<{ port: number } | { cause: string }> {
    let cause = 'no port to try';
    for (const port of ports) {
      const bound = await this.#bind(address, port);
      if ('server' in bound) {
        this.#loopback = bound.server;
        this.#port = bound.port;
        return { port: bound.port };
      }
      cause = bound.cause;
    }
    return { cause };
  }

  /** Listens on these network addresses and no others; returns what is listened on and what was given up. */
  async setNetwork(addresses: readonly string[]): Promise<{ bound: string[]; removed: string[]; failed: string[] }> {
    const removed = [...this.#network.keys()].filter((address) => !addresses.includes(address));
    for (const address of removed) {
      this.#network.get(address)?.close();
      this.#network.delete(address);
    }
    const failed: string[] = [];
    for (const address of addresses) {
      if (this.#network.has(address)) continue;
      const bound = await this.#bind(address, this.#port);
      if ('server' in bound) this.#network.set(address, bound.server);
      else failed.push(`${address}: ${bound.cause}`);
    }
    return { bound: [...this.#network.keys()], removed, failed };
  }

  /** Takes no more connections; those that are there live on. */
  close(): void {
    this.#loopback?.close();
    for (const server of this.#network.values()) server.close();
    this.#network.clear();
  }

  #bind(address: string, port: number): Promise<Bound> {
    return new Promise((resolve) => {
      const options = { noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_AFTER_MS };
      const server = createServer(options, this.#onSocket);
      server.on('error', (error: NodeJS.ErrnoException) => resolve({ cause: error.code ?? error.message }));
      server.listen({ host: address, port, exclusive: true }, () => {
        const bound = server.address();
        resolve({ server, port: typeof bound === 'object' && bound !== null ? bound.port : port });
      });
    });
  }
}
