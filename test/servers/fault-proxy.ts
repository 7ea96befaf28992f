import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { random as seededRandom } from '../integration/support/seeds.js';
import { answerHeaders, createTarget, forwardRequest, type ForwardTarget } from './fault/fault-forward.js';
import { FaultLine } from './fault/fault-line.js';
import { planRequest, type FaultPlan } from './fault/fault-plan.js';
import { FaultRate } from './fault/fault-rate.js';
import { faultBody, noFaults, type Faults, type StatusFault } from './fault/fault-settings.js';

/** One request that came through. */
export interface ProxiedRequest {
  readonly method: string;
  /** Path and query as they came over the wire. */
  readonly target: string;
  /** When it came, milliseconds since 1970. */
  readonly atMs: number;
  /** What the client was told; null: nothing (cut, or swallowed). */
  readonly status: number | null;
  /** True: the proxy made the answer up. */
  readonly isMadeUp: boolean;
}

export interface FaultFigures {
  readonly connections: number;
  readonly requests: number;
  /** Bytes of TCP payload that the line carried: headers too. */
  readonly bytesUp: number;
  readonly bytesDown: number;
  /** Answers that reached the client's side, per status. */
  readonly answers: Readonly<Record<number, number>>;
  /** Connections that were reset midway. */
  readonly cuts: number;
}

/**
 * A bad line in front of any S3 server. What is wrong with it changes while it runs. Requests go on byte for byte, their
 * Host too, so signatures hold; it speaks HTTP only to know where a request begins and ends.
 */
export class FaultProxy {
  readonly #target: ForwardTarget;
  readonly #random: () => number;
  readonly #up = new FaultRate();
  readonly #down = new FaultRate();
  readonly #lines = new Set<FaultLine>();
  readonly #log: ProxiedRequest[] = [];
  readonly #watchers = new Set<(method: string, target: string) => void>();
  readonly #host: string;
  readonly #http = createHttpServer({ keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 });
  #listener: Server | null = null;
  #port: number;
  #faults: Faults = noFaults;
  #connections = 0;
  #requests = 0;
  #cuts = 0;

  /** Use startFaultProxy. */
  constructor(options: {
    readonly target: string;
    readonly seed: number;
    readonly host: string;
    readonly port: number;
  }) {
    this.#target = createTarget(options.target);
    this.#host = options.host;
    this.#port = options.port;
    this.#random = seededRandom(options.seed);
    this.#http.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.#requests += 1;
      for (const watch of [...this.#watchers]) watch(request.method ?? 'GET', request.url ?? '/');
      this.#serve(request, response).catch(() => {
        // the server broke off, or the client did: the other side sees the same
        lineOf(request).reset();
      });
    });
    this.#http.on('clientError', (_error, socket) => socket.destroy());
  }

  /** `http://127.0.0.1:PORT`; the port stays the same while it is offline. */
  get endpoint(): string {
    return `http://${this.#host}:${String(this.#port)}`;
  }

  get port(): number {
    return this.#port;
  }

  get faults(): Faults {
    return this.#faults;
  }

  /** Requests in the order in which they were done with. */
  get log(): readonly ProxiedRequest[] {
    return this.#log;
  }

  get figures(): FaultFigures {
    const answers: Record<number, number> = {};
    for (const { status } of this.#log) if (status !== null) answers[status] = (answers[status] ?? 0) + 1;
    return {
      connections: this.#connections,
      requests: this.#requests,
      bytesUp: this.#up.bytes,
      bytesDown: this.#down.bytes,
      answers,
      cuts: this.#cuts,
    };
  }

  /** Changes some faults; the others stay. Resolves when they hold. */
  async set(faults: Partial<Faults>): Promise<void> {
    this.#faults = { ...this.#faults, ...faults };
    this.#up.setRate(this.#faults.rate?.up ?? null);
    this.#down.setRate(this.#faults.rate?.down ?? null);
    if (this.#faults.blackhole) for (const line of this.#lines) line.blacken();
    if (this.#faults.offline) await this.#close();
    else await this.#open();
  }

  /** The line is good again. */
  async clear(): Promise<void> {
    await this.set(noFaults);
  }

  /** Resolves when the head of such a request (`target`: path and query) is here, before anything is done about it. */
  nextRequest(isWanted: (method: string, target: string) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const watch = (method: string, target: string): void => {
        if (!isWanted(method, target)) return;
        this.#watchers.delete(watch);
        resolve();
      };
      this.#watchers.add(watch);
    });
  }

  async stop(): Promise<void> {
    await this.#close();
    this.#target.agent.destroy();
  }

  async #open(): Promise<void> {
    if (this.#listener !== null) return;
    const listener = createServer({ allowHalfOpen: true }, (socket) => {
      this.#connections += 1;
      const line = new FaultLine(socket, this.#up, this.#down);
      this.#lines.add(line);
      line.once('close', () => this.#lines.delete(line));
      if (this.#faults.blackhole) line.blacken();
      this.#http.emit('connection', line);
    });
    this.#listener = listener;
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(this.#port, this.#host, resolve);
    });
    this.#port = (listener.address() as AddressInfo).port;
  }

  async #close(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    const closed = new Promise<void>((resolve) => {
      if (listener === null) resolve();
      else listener.close(() => resolve());
    });
    for (const line of this.#lines) line.reset();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const entry = { method, target: url, atMs: Date.now() };
    const plan = planRequest(this.#faults, method, this.#random);
    let status: number | null = null;
    try {
      status = await this.#play(plan, request, response);
    } finally {
      this.#log.push({ ...entry, status, isMadeUp: status !== null && plan.status !== null });
    }
  }

  /** Does what the plan says; returns the status that the client got, null when it got none. */
  async #play(plan: FaultPlan, request: IncomingMessage, response: ServerResponse): Promise<number | null> {
    if (plan.status !== null && plan.status.isDone !== true) {
      for await (const _ of request.resume()) continue;
      return makeUp(plan.status, response);
    }
    if (plan.cut?.side === 'request') {
      const bytes = Math.floor(plan.cut.share * Number(request.headers['content-length'] ?? 0));
      if (bytes > 0) await forwardRequest(this.#target, request, { cutAfterBytes: bytes }).catch(() => undefined);
      return this.#cut(request);
    }
    const answer = await forwardRequest(this.#target, request);
    if (plan.delayMs > 0) await delay(plan.delayMs);
    if (plan.status !== null) {
      answer.resume();
      return makeUp(plan.status, response);
    }
    const status = answer.statusCode ?? 502;
    let left =
      plan.cut === null ? Infinity : Math.floor(plan.cut.share * Number(answer.headers['content-length'] ?? 0));
    if (left === 0) return this.#cut(request);
    response.sendDate = false;
    response.writeHead(status, answerHeaders(answer).flat());
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      const piece = chunk.length < left ? chunk : chunk.subarray(0, left);
      left -= piece.length;
      if (!response.write(piece))
        await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
      if (left === 0) return this.#cut(request);
      if (response.destroyed) return null;
    }
    response.end();
    return status;
  }

  #cut(request: IncomingMessage): null {
    this.#cuts += 1;
    lineOf(request).reset();
    return null;
  }
}

function makeUp(fault: StatusFault, response: ServerResponse): number {
  const retryAfter = fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
  response.writeHead(fault.status, { 'content-type': 'application/xml', ...retryAfter });
  response.end(faultBody(fault));
  return fault.status;
}

/** The HTTP server was given this line in place of a socket. */
function lineOf(request: IncomingMessage): FaultLine {
  const line: unknown = request.socket;
  if (line instanceof FaultLine) return line;
  throw new Error('Expected a line in place of the socket');
}

/**
 * Starts one in front of `target` (`http://127.0.0.1:PORT`), without faults. The same `seed` decides the same way. `host`,
 * `port`: where it listens, a free port of 127.0.0.1 unless told.
 */
export async function startFaultProxy(options: {
  readonly target: string;
  readonly seed?: number;
  readonly host?: string;
  readonly port?: number;
}): Promise<FaultProxy> {
  const { target, seed = 1, host = '127.0.0.1', port = 0 } = options;
  const proxy = new FaultProxy({ target, seed, host, port });
  await proxy.clear();
  return proxy;
}
