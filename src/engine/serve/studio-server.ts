import { createServer, type Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import { AppError, toAppError } from '../../shared/errors.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import type { Service } from '../service.js';
import { createCommandRunner } from './command-runner.js';
import type { ExportFile } from './export-route.js';
import { listenOnFreePort } from './listen-on-free-port.js';
import { createStudioRouter } from './router.js';
import type { StateStore, StudioCommands, StudioQueries } from './studio-api.js';
import { createStudioApp } from './studio-app.js';
import { StudioGuard } from './studio-guard.js';
import { sessionFile } from './session-file.js';
import { StudioSessions } from './studio-sessions.js';

export interface StudioServerDeps {
  readonly store: StateStore;
  readonly commands: StudioCommands;
  readonly queries: StudioQueries;
  /** A socket at `/feed`, whose session was checked. Left out: there are none. */
  readonly onFeed?: (socket: WebSocket) => void;
  /** A finished export, for its download. Throws AppError when there is none. */
  readonly findExport: (broadcastId: string) => ExportFile;
  /** Routes that take and give files, added in a file scope. */
  readonly fileRoutes?: (scope: FastifyInstance) => void;
  /** Folder of the built studio (`out/renderer`). */
  readonly rendererDir: string;
  /** Where sessions outlive the engine; without it they end with it. */
  readonly sessionsFile?: string;
  /** True in the desktop app, whose page (`app://studio`) may use this server. */
  readonly allowsApp?: boolean;
  /** The port to try first; the next free one is taken when it is busy. 0: any. */
  readonly port: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The server of the studio, on loopback only: its files, its session, and tRPC over one WebSocket at `/trpc`. */
export interface StudioServer extends Service {
  /** The port in use. Throws `internal` before the start. */
  readonly port: number;
  /** A token that opens one session. */
  mintToken(): string;
  /** `http://127.0.0.1:PORT/#token=…` with a fresh token. The fragment is never sent to a server or into a log. */
  studioUrl(): string;
}

/** Whole, and not listening. */
interface Built {
  readonly app: FastifyInstance;
  readonly server: Server;
}

/** How long open answers may take to end at a stop. */
const stopGraceMs = 1000;

/** Creates the server; `start` rejects with `internal` when no port can be had. */
export function createStudioServer(deps: StudioServerDeps): StudioServer {
  const { log, clock } = deps;
  const { sessionsFile } = deps;
  const memory = sessionsFile === undefined ? null : sessionFile(sessionsFile, log);
  const sessions = new StudioSessions({ memory, clock });
  let built: Promise<Built> | null = null;
  let boundPort: number | null = null;
  let started: Promise<void> | null = null;
  let stopped: Promise<void> | null = null;

  const port = (): number => {
    if (boundPort === null) throw new AppError('internal', 'Expected a started studio server');
    return boundPort;
  };

  async function build(): Promise<Built> {
    const server = createServer({
      headersTimeout: 10_000,
      // for a video over a slow disk; bodies of other routes have a deadline of their own
      requestTimeout: 2 * 60 * 60_000,
      keepAliveTimeout: 20_000,
      connectionsCheckingInterval: 5000,
      maxHeaderSize: 16 * 1024,
    });
    server.maxConnections = 256;
    const app = await createStudioApp({
      server: (handler) => server.on('request', handler),
      router: createStudioRouter({ ...deps, runner: createCommandRunner(deps) }),
      guard: new StudioGuard({ sessions, port, allowsApp: deps.allowsApp ?? false }),
      sessions,
      port,
      ...(deps.onFeed === undefined ? {} : { onFeed: deps.onFeed }),
      findExport: deps.findExport,
      fileRoutes: deps.fileRoutes ?? (() => undefined),
      rendererDir: deps.rendererDir,
      clock,
      log,
    });
    return { app, server };
  }

  async function run(): Promise<void> {
    const { server } = await (built ??= build());
    try {
      boundPort = await listenOnFreePort(server, { host: '127.0.0.1', wanted: deps.port });
    } catch (error) {
      throw new AppError('internal', 'Expected a free port for the studio', { cause: error });
    }
    server.on('error', (error) => log.error({ err: error }, 'the studio server reports an error'));
    log.info({ port: boundPort }, 'the studio server listens');
  }

  async function end(): Promise<void> {
    await started?.catch(() => undefined);
    const made = await built?.catch(() => null);
    if (made === undefined || made === null) return;
    const { app, server } = made;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const cancel = clock.after(stopGraceMs, () => {
      server.closeAllConnections();
      for (const socket of app.websocketServer.clients) socket.terminate();
    });
    try {
      await app.close();
      server.closeIdleConnections();
      await closed;
    } catch (error) {
      log.warn({ err: toAppError(error) }, 'the studio server did not close cleanly');
    } finally {
      cancel();
    }
  }

  return {
    name: 'studio-server',
    get port() {
      return port();
    },
    mintToken: () => sessions.mintToken(),
    studioUrl: () => `http://127.0.0.1:${port()}/#token=${sessions.mintToken()}`,
    // told by start
    prepare: () => void (built ??= build()).catch(() => undefined),
    start: () => (started ??= run()),
    stop: () => (stopped ??= end()),
  };
}
