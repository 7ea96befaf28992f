import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { build } from 'vite';
import { WebSocketServer, type WebSocket } from 'ws';

/** What one socket of the feed has brought. */
export class FeedVisit {
  readonly socket: WebSocket;
  /** Text frames, the first of them `hello`. */
  readonly texts: { readonly type: string; readonly [key: string]: unknown }[] = [];
  readonly #chunks: Buffer[] = [];
  hasEnded = false;

  constructor(socket: WebSocket) {
    this.socket = socket;
    let taken = 0;
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) {
        this.#chunks.push(data);
        taken += data.length;
        socket.send(JSON.stringify({ type: 'taken', bytes: taken }));
        return;
      }
      this.texts.push(JSON.parse(data.toString()) as (typeof this.texts)[number]);
      if (this.texts.at(-1)?.type === 'hello') socket.send(JSON.stringify({ type: 'ready' }));
      if (this.texts.at(-1)?.type !== 'end') return;
      this.hasEnded = true;
      socket.close(1000);
    });
  }

  /** The Matroska stream. */
  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}

/** The page of programme-page.ts, and the engine's side of the feed. */
export interface ProgrammeSite {
  readonly url: string;
  readonly feedUrl: string;
  readonly visits: readonly FeedVisit[];
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.html': 'text/html',
  '.woff2': 'font/woff2',
};

/** Builds the page of `source` (this folder) as the studio is built and serves it on a free port of this computer. */
export async function startProgrammeSite(source = import.meta.dirname): Promise<ProgrammeSite> {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-programme-'));
  await build({
    configFile: false,
    root: source,
    base: './',
    logLevel: 'warn',
    worker: { format: 'es' },
    build: {
      target: 'chrome130',
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: {
        input: join(source, 'programme-page.ts'),
        output: { entryFileNames: 'page.js' },
      },
    },
  });
  const page =
    '<!doctype html><meta charset="utf-8"><title>Programme</title><script type="module" src="page.js"></script>';
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    if (path === '/') return response.setHeader('content-type', 'text/html').end(page);
    readFile(join(folder, path)).then(
      (body) => response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream').end(body),
      () => response.writeHead(404).end(),
    );
  });
  const sockets = new WebSocketServer({ server, path: '/feed' });
  const visits: FeedVisit[] = [];
  sockets.on('connection', (socket) => visits.push(new FeedVisit(socket)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    feedUrl: `ws://127.0.0.1:${port}/feed`,
    visits,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
