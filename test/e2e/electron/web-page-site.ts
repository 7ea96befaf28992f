import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of the web, as web page sources show it. */
export interface WebPageSite {
  readonly url: string;
  /** What pages have told by `fetch('/told', …)`, the newest last. */
  readonly told: unknown[];
  /** The header lines of what was asked for, by path. */
  readonly asked: { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  /** What the path answers from now on. */
  set(path: string, page: string | { readonly status: number }): void;
  /** Answers nobody from now on, and answers again on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Serves pages on a free port of this computer. */
export async function startWebPageSite(): Promise<WebPageSite> {
  const pages = new Map<string, string | { readonly status: number }>();
  const told: unknown[] = [];
  const asked: WebPageSite['asked'] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    if (pathname === '/told') {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        told.push(JSON.parse(body));
        response.end();
      });
      return;
    }
    asked.push({ path: pathname, headers: request.headers });
    const page = pages.get(pathname) ?? { status: 404 };
    if (typeof page !== 'string') return void response.writeHead(page.status).end('<body style="background:#fff">no');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html>${page}`);
  });
  let port = 0;
  const start = () =>
    new Promise<void>((resolve) =>
      server.listen(port, '127.0.0.1', () => {
        ({ port } = server.address() as AddressInfo);
        resolve();
      }),
    );
  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    told,
    asked,
    set: (path, page) => void pages.set(path, page),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    start,
  };
}
