import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { build, createServer as createViteServer } from 'vite';
import { WebSocketServer } from 'ws';
import { studioHeaders } from '../../src/shared/studio-headers.js';
import { FeedVisit } from './programme-site.js';

/** The page of media-page.ts on a port of this computer. */
export interface MediaSite {
  readonly url: string;
  /** Whether the assets are out of reach: who reads one is cut off, who asks is refused. */
  setAway(isAway: boolean): void;
  /** What came over the sockets of the feed, at /feed. */
  readonly visits: readonly FeedVisit[];
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.html': 'text/html',
  '.svg': 'image/svg+xml',
  '.webm': 'video/webm',
};

const pageOf = (script: string, title: string): string =>
  `<!doctype html><meta charset="utf-8"><title>${title}</title><body><script type="module" src="${script}"></script>`;

/**
 * Builds the page as the studio is built and serves it with the studio's own headers: what its CSP forbids fails here, too.
 * `assets`: files at /api/assets/<name>. Of a
 * long film only the first half is given before they were: a player cannot have all of it when it is cut off.
 */
export async function startMediaSite(assets: ReadonlyMap<string, Buffer> = new Map()): Promise<MediaSite> {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-media-'));
  await build({
    configFile: false,
    root: import.meta.dirname,
    base: './',
    logLevel: 'warn',
    build: {
      target: 'chrome130',
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { input: join(import.meta.dirname, 'media-page.ts'), output: { entryFileNames: 'page.js' } },
    },
  });
  let [isAway, wasAway] = [false, false];
  const held = new Set<Socket>();
  const site = await listen((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const port = request.socket.localPort ?? 0;
    for (const [name, value] of Object.entries(studioHeaders(port))) response.setHeader(name, value);
    const send = (body: Buffer | string, kind: string): void => {
      response.setHeader('content-type', types[kind] ?? 'application/octet-stream');
      response.end(body);
    };
    if (path === '/') return send(pageOf('page.js', 'Media'), '.html');
    // for a tab to be shared
    if (path === '/other')
      return send('<!doctype html><title>Shared tab</title><body style="background:#20c040">', '.html');
    if (!path.startsWith('/api/assets/')) {
      readFile(join(folder, path)).then(
        (body) => send(body, extname(path)),
        () => response.writeHead(404).end(),
      );
      return;
    }
    if (isAway) return response.writeHead(503).end();
    const asset = assets.get(path.slice('/api/assets/'.length));
    if (asset === undefined) return response.writeHead(404).end();
    if (extname(path) !== '.webm') return send(asset, extname(path));
    giveFilm(asset, request, response, wasAway);
    held.add(request.socket);
  });
  return {
    ...site,
    setAway: (is) => {
      isAway = is;
      wasAway ||= is;
      if (is) for (const socket of held) socket.destroy();
      held.clear();
    },
    close: async () => {
      await site.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function giveFilm(film: Buffer, request: IncomingMessage, response: ServerResponse, isWhole: boolean): void {
  const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const end = film.length - 1;
  response.writeHead(request.headers.range === undefined ? 200 : 206, {
    'content-type': 'video/webm',
    'accept-ranges': 'bytes',
    'content-length': end + 1 - from,
    ...(request.headers.range !== undefined && { 'content-range': `bytes ${from}-${end}/${film.length}` }),
  });
  const half = Math.floor(film.length / 2);
  if (request.method === 'HEAD') response.end();
  else if (isWhole || from >= half || film.length < 200_000) response.end(film.subarray(from));
  // on this line the rest never comes
  else response.write(film.subarray(from, half));
}

/** The same page as a developer's server gives it. */
export async function startDevelopmentSite(): Promise<Omit<MediaSite, 'setAway'>> {
  const vite = await createViteServer({
    configFile: false,
    root: join(import.meta.dirname, '../..'),
    cacheDir: await mkdtemp(join(tmpdir(), 'headwater-vite-')),
    appType: 'custom',
    logLevel: 'warn',
    server: { middlewareMode: true, ws: false, hmr: false, watch: null },
  });
  const site = await listen((request, response) => {
    if (request.url === '/') {
      response.setHeader('content-type', 'text/html').end(pageOf('/test/e2e/media-page.ts', 'Media'));
      return;
    }
    vite.middlewares(request, response, () => response.writeHead(404).end());
  });
  return {
    ...site,
    close: async () => {
      await site.close();
      await vite.close();
      await rm(vite.config.cacheDir, { recursive: true, force: true });
    },
  };
}

async function listen(handler: RequestListener): Promise<Omit<MediaSite, 'setAway'>> {
  const server = createServer(handler);
  const sockets = new WebSocketServer({ server, path: '/feed' });
  const visits: FeedVisit[] = [];
  sockets.on('connection', (socket) => visits.push(new FeedVisit(socket)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    visits,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
