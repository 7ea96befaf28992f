import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import { WebSocket } from 'ws';
import { systemClock } from '../../src/engine/clock.js';
import type { AppRouter } from '../../src/engine/serve/router.js';
import { createStateStore } from '../../src/engine/serve/state-store.js';
import { createStudioServer } from '../../src/engine/serve/studio-server.js';
import { AppError } from '../../src/shared/errors.js';
import { testCommands, testLog, testState } from './studio-fixture.js';

export type StudioClients = Awaited<ReturnType<typeof openStudio>>;

/**
 * A studio server on a free port with a small built studio, and clients for it. `startTest` counts its runs in the state's
 * `rtmp.port`; it fails for the titles `busy` (as foreseen) and `crash` (as not foreseen). `allowsApp`: as the desktop app's.
 * `port` 0: any.
 */
export async function openStudio({ allowsApp = false, port = 0 } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-studio-'));
  const rendererDir = join(folder, 'renderer');
  await mkdir(join(rendererDir, 'assets'), { recursive: true });
  await writeFile(join(rendererDir, 'index.html'), '<title>Studio</title>');
  await writeFile(join(rendererDir, 'assets', 'a-1.js'), 'void 0;');
  await writeFile(join(rendererDir, '.hidden'), 'no');
  await writeFile(join(folder, 'outside.txt'), 'beyond the root');
  const store = createStateStore(testState());
  /** Ids of the commands that really ran. */
  const started: string[] = [];
  /** Sockets that came to `/feed`. */
  const fed: WebSocket[] = [];
  const server = createStudioServer({
    store,
    rendererDir,
    onFeed: (socket) => fed.push(socket),
    findExport: (id) => {
      if (id !== 'done') throw new AppError('recording.not-found', 'Expected a finished export, got none');
      return { file: join(folder, 'outside.txt'), fileName: 'Été "live".mp4' };
    },
    allowsApp,
    port,
    clock: systemClock,
    log: testLog(),
    queries: { revealKey: (inputId) => Promise.resolve({ key: `key of ${inputId}` }) },
    commands: {
      ...testCommands,
      startTest: ({ commandId, title }) => {
        started.push(commandId);
        if (title === 'busy') throw new AppError('broadcast.busy', 'Expected none', { details: { at: 1 } });
        if (title === 'crash') throw new Error('/home/me/secret is broken');
        store.update((draft) => void (draft.rtmp.port = started.length));
        return Promise.resolve({ broadcastId: `b${started.length}` });
      },
    },
  });
  await server.start();
  const host = `127.0.0.1:${server.port}`;
  const base = `http://${host}`;
  const cleanUps: (() => unknown)[] = [];

  const exchange = (token: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${base}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: base, ...headers },
      body: JSON.stringify({ token }),
    });

  return {
    server,
    store,
    started,
    fed,
    host,
    base,
    exchange,

    /** A fresh session's cookie, as a browser sends it. */
    openCookie: async (): Promise<string> => {
      const response = await exchange(server.mintToken());
      return response.headers.get('set-cookie')?.split(';')[0] ?? '';
    },

    /** A raw socket, open; the server's messages are read with `next`. */
    openRaw: async (headers: Record<string, string>) => {
      const socket = new WebSocket(`ws://${host}/trpc`, { headers: { origin: base, ...headers } });
      cleanUps.push(() => socket.terminate());
      const waiting: ((message: string) => void)[] = [];
      const arrived: string[] = [];
      socket.on('message', (data: Buffer) => {
        const give = waiting.shift();
        if (give === undefined) arrived.push(data.toString());
        else give(data.toString());
      });
      await once(socket, 'open');
      const next = async (): Promise<Record<string, unknown>> => {
        const text = arrived.shift() ?? (await new Promise<string>((resolve) => waiting.push(resolve)));
        return JSON.parse(text) as Record<string, unknown>;
      };
      return { socket, next };
    },

    /** The studio's own client. */
    openClient: (cookie: string) => {
      class CookieSocket extends WebSocket {
        constructor(url: string) {
          super(url, { headers: { origin: base, cookie } });
        }
      }
      const ws = createWSClient({ url: `ws://${host}/trpc`, WebSocket: CookieSocket as never });
      cleanUps.push(() => ws.close());
      return createTRPCClient<AppRouter>({ links: [wsLink({ client: ws })] });
    },

    /** The status with which an upgrade was refused; 101 when it was not. */
    upgradeStatus: (headers: Record<string, string>, path = '/trpc'): Promise<number> => {
      return new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://${host}${path}`, { headers });
        socket.on('open', () => {
          socket.terminate();
          resolve(101);
        });
        socket.on('unexpected-response', (request, response) => {
          request.destroy();
          resolve(response.statusCode ?? 0);
        });
        socket.on('error', reject);
      });
    },

    /** A request whose path no client library has made tidy; the whole answer as text. */
    rawGet: async (path: string, hostHeader = host): Promise<string> => {
      const socket = connect(server.port, '127.0.0.1');
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostHeader}\r\nConnection: close\r\n\r\n`);
      let text = '';
      for await (const chunk of socket) text += String(chunk);
      return text;
    },

    close: async (): Promise<void> => {
      for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
      await server.stop('test');
      await rm(folder, { recursive: true });
    },
  };
}
