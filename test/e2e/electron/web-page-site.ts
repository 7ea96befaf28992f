import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { TestCertificate } from '../../servers/test-certificate.js';

/** What a path answers: a page, a script, an error, or (null) nothing until it is something else. */
type Answer = string | { readonly script: string } | { readonly status: number } | null;

/** A server of the web, as web page sources show it. */
export interface WebPageSite {
  readonly url: string;
  /** What pages have told by `fetch('/told', …)`, the newest last. */
  readonly told: unknown[];
  /** What was asked for, by path, the newest last. */
  readonly asked: {
    readonly path: string;
    readonly headers: IncomingMessage['headers'];
    /** Whose certificate who asked came with; null: none, or nobody wanted one. */
    readonly client: string | null;
  }[];
  /** What the path answers from now on. */
  set(path: string, page: Answer): void;
  /** Answers nobody from now on, and answers again on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** The name in the certificate that the other end showed. */
function clientOf(socket: Socket): string | null {
  return socket instanceof TLSSocket ? ([socket.getPeerCertificate().subject?.CN].flat()[0] ?? null) : null;
}

/** Serves pages on a free port of this computer; over TLS with a certificate, and asks for one then, but goes on without. */
export async function startWebPageSite(certificate?: TestCertificate): Promise<WebPageSite> {
  const pages = new Map<string, Answer>();
  const held = new Map<string, (() => void)[]>();
  const told: unknown[] = [];
  const asked: WebPageSite['asked'] = [];
  const answer: RequestListener = (request, response) => {
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
    asked.push({ path: pathname, headers: request.headers, client: clientOf(request.socket) });
    const page = pages.get(pathname);
    if (page === null) return void held.set(pathname, [...(held.get(pathname) ?? []), () => answer(request, response)]);
    if (page === undefined) return void response.writeHead(404).end();
    if (typeof page === 'object' && 'script' in page)
      return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(page.script);
    if (typeof page !== 'string') return void response.writeHead(page.status).end('<body style="background:#fff">no');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html>${page}`);
  };
  const server =
    certificate === undefined
      ? createServer(answer)
      : createSecureServer({ ...certificate, requestCert: true, rejectUnauthorized: false }, answer);
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
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    told,
    asked,
    set: (path, page) => {
      pages.set(path, page);
      const waiting = held.get(path) ?? [];
      held.delete(path);
      for (const again of waiting) again();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    start,
  };
}
