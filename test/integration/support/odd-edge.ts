import { createServer, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request of a viewer, and how it is answered. */
export interface EdgeAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

export interface EdgeRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Answers a request; `origin` asks the server behind. */
export type EdgeRule = (
  request: EdgeRequest,
  origin: (change?: Partial<EdgeRequest>) => Promise<EdgeAnswer>,
) => Promise<EdgeAnswer>;

const ownToTheLine = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);

/** A CDN in front of a public bucket that does one thing of its own. */
export async function startOddEdge(
  publicUrl: string,
  rule: EdgeRule,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const ask = (request: EdgeRequest): Promise<EdgeAnswer> => {
    // identity: what comes is passed on as it is stored, never unpacked on the way
    const headers = { ...request.headers, 'accept-encoding': 'identity' };
    return fetchRaw(`${publicUrl}${request.path}`, request.method, headers);
  };
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    const kept = ['origin', 'range', 'access-control-request-method', 'access-control-request-headers'];
    const request: EdgeRequest = {
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      headers: Object.fromEntries(
        kept.flatMap((name) => (typeof incoming.headers[name] === 'string' ? [[name, incoming.headers[name]]] : [])),
      ),
    };
    rule(request, (change) => ask({ ...request, ...change })).then(
      ({ status, headers, body }) =>
        outgoing.writeHead(status, { ...headers, 'content-length': body.length }).end(body),
      () => outgoing.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** node:http and not fetch: a packed body stays packed. */
function fetchRaw(url: string, method: string, headers: Record<string, string>): Promise<EdgeAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest(url, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const pairs = Object.entries(response.headers).filter(([name]) => !ownToTheLine.has(name));
        resolve({
          status: response.statusCode ?? 502,
          headers: Object.fromEntries(pairs.map(([name, value]) => [name, String(value)])),
          body: Buffer.concat(chunks),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}
