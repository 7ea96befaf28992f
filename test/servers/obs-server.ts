import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

interface ObsServerOptions {
  /** Null: it asks for none. */
  readonly password?: string | null;
  readonly isStreaming?: boolean;
  /** What it is set up with before anybody writes; left out: nothing, as a fresh one. */
  readonly service?: { readonly type: string; readonly settings: Readonly<Record<string, unknown>> };
  /** What the peer does wrong: says nothing; hangs up in the middle; speaks no protocol of OBS; forgets what was written. */
  readonly fault?: 'silent' | 'hangs-up' | 'no-protocol' | 'forgets' | 'refuses';
}

/** An OBS Studio as obs-websocket 5 shows it, as far as setting up a stream goes. */
export interface ObsServer {
  readonly address: string;
  /** The stream service as it was written last; null: never. */
  readonly service: () => { readonly type: string; readonly settings: Readonly<Record<string, unknown>> } | null;
  /** Sockets that are open. */
  readonly connections: () => number;
  close(): Promise<void>;
}

const sha = (text: string): string => createHash('sha256').update(text).digest('base64');

/** Starts one on a free port of this computer. */
export async function startObsServer(options: ObsServerOptions = {}): Promise<ObsServer> {
  const { password = null, isStreaming = false, fault } = options;
  let written: { type: string; settings: Record<string, unknown> } | null = null;
  const [salt, challenge] = [randomBytes(16).toString('base64'), randomBytes(16).toString('base64')];
  const expected = password === null ? null : sha(sha(password + salt) + challenge);
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    handleProtocols: (offered) =>
      fault === 'no-protocol' ? false : offered.has('obswebsocket.json') && 'obswebsocket.json',
  });
  await once(server, 'listening');

  const answer = (type: string, data: Record<string, unknown>): { code: number; data?: unknown } => {
    switch (type) {
      case 'GetVersion':
        return { code: 100, data: { obsVersion: '31.0.1', obsWebSocketVersion: '5.5.4', rpcVersion: 1 } };
      case 'GetStreamStatus':
        return { code: 100, data: { outputActive: isStreaming, outputReconnecting: false } };
      case 'SetStreamServiceSettings':
        if (fault === 'refuses') return { code: 207 };
        written = {
          type: String(data['streamServiceType']),
          settings: data['streamServiceSettings'] as Record<string, unknown>,
        };
        return { code: 100 };
      case 'GetStreamServiceSettings': {
        const kept = fault === 'forgets' ? null : (written ?? options.service);
        return {
          code: 100,
          data: { streamServiceType: kept?.type ?? 'rtmp_common', streamServiceSettings: kept?.settings ?? {} },
        };
      }
      default:
        return { code: 204 };
    }
  };
  server.on('connection', (socket: WebSocket) => {
    const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }));
    if (fault === 'silent') return;
    const authentication = expected === null ? undefined : { challenge, salt };
    send(0, { obsWebSocketVersion: '5.5.4', rpcVersion: 1, authentication });
    socket.on('message', (raw: Buffer) => {
      const { op, d } = JSON.parse(raw.toString()) as { op: number; d: Record<string, unknown> };
      if (op === 1) {
        if (expected !== null && d['authentication'] !== expected) return socket.close(4009, 'Authentication failed.');
        return send(2, { negotiatedRpcVersion: 1 });
      }
      if (fault === 'hangs-up') return socket.terminate();
      const type = String(d['requestType']);
      const { code, data } = answer(type, (d['requestData'] ?? {}) as Record<string, unknown>);
      const requestStatus = { result: code === 100, code, ...(code !== 100 && { comment: 'No' }) };
      return send(7, { requestType: type, requestId: d['requestId'], requestStatus, responseData: data });
    });
  });
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    service: () => written,
    connections: () => server.clients.size,
    close: async () => {
      for (const client of server.clients) client.terminate();
      await new Promise((done) => server.close(done));
    },
  };
}
