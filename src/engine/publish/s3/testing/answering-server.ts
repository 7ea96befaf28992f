import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A request as it came. */
export interface Received {
  readonly method: string;
  /** Path, still encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What to answer; `hang`: nothing, ever; `cut`: the connection is torn. */
export type Reply =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string | Buffer }
  | 'hang'
  | 'cut';

/** An HTTP server that answers as it is told, and remembers what it was asked: providers' quirks, one by one. */
export interface AnsweringServer {
  readonly endpoint: string;
  readonly received: readonly Received[];
  stop(): Promise<void>;
}

/** Starts one on 127.0.0.1. Stop it at the end; connections that hang are torn then. */
export async function startAnsweringServer(reply: (request: Received) => Reply): Promise<AnsweringServer> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://server');
      const { pathname: path, searchParams: query } = url;
      const seen = { method: request.method ?? '', path, query, headers: request.headers, body: Buffer.concat(chunks) };
      received.push(seen);
      const answer = reply(seen);
      if (answer === 'hang') return;
      if (answer === 'cut') {
        request.socket.destroy();
        return;
      }
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    received,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** An error as S3 words it. */
export function s3Error(status: number, code: string, extra = ''): Reply {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code>${extra}</Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

/** A web page, as captive portals send. */
export function webPage(status: number, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    body: '<!DOCTYPE html><html><head><title>Log in</title></head><body><p>Welcome</p></body></html>',
  };
}

/** What S3 answers to a PUT. */
export const stored: Reply = { status: 200, headers: { etag: '"d41d8cd98f00b204e9800998ecf8427e"' } };
