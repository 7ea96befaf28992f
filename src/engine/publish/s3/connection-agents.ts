import http from 'node:http';
import https from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Sockets to one host: enough to fill an uplink at 350 ms per PUT, few enough that none starves. */
const maxSockets = 16;
/** An idle connection is closed after this, before the usual servers do: one that is closed in flight costs an attempt. */
const idleMs = 15_000;
const connectTimeoutMs = 3_000;

/**
 * The connections of one client: kept alive and bounded. A connection that does not come about within 3 s fails with
 * `ETIMEDOUT`; the clock runs from its own start, not from when a request began to wait for a free one (as the SDK's
 * handler measures it, which fails requests that only queue).
 */
export class ConnectionAgents {
  readonly http: http.Agent = new PlainAgent(agentOptions);
  readonly https: https.Agent = new TlsAgent(agentOptions);

  /** Closes what is idle: after a time-out (a computer that slept, another network) those lead nowhere, too. */
  dropIdle(): void {
    for (const agent of [this.http, this.https]) {
      for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
    }
  }

  /** Closes everything; requests under way fail. */
  destroy(): void {
    this.http.destroy();
    this.https.destroy();
  }
}

const agentOptions = { keepAlive: true, maxSockets, maxFreeSockets: maxSockets, timeout: idleMs } as const;

class PlainAgent extends http.Agent {
  override createConnection(...args: Parameters<http.Agent['createConnection']>): Duplex | null | undefined {
    return failWhenSlow(super.createConnection(...args));
  }
}

class TlsAgent extends https.Agent {
  override createConnection(...args: Parameters<https.Agent['createConnection']>): Duplex | null | undefined {
    return failWhenSlow(super.createConnection(...args));
  }
}

function failWhenSlow(stream: Duplex | null | undefined): Duplex | null | undefined {
  if (!(stream instanceof Socket) || !stream.connecting) return stream;
  const timer = setTimeout(() => {
    const error = new Error(`No connection within ${connectTimeoutMs} ms`);
    stream.destroy(Object.assign(error, { code: 'ETIMEDOUT', syscall: 'connect' }));
  }, connectTimeoutMs);
  stream.once('connect', () => clearTimeout(timer));
  stream.once('close', () => clearTimeout(timer));
  return stream;
}
