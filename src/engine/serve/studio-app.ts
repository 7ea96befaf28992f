import type { IncomingMessage, Server } from 'node:http';
import fastifyStatic from '@fastify/static';
import fastifyWebsocket from '@fastify/websocket';
import { getWSConnectionHandler } from '@trpc/server/adapters/ws';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyServerFactory } from 'fastify';
import type { WebSocket } from 'ws';
import { AppError, type ErrorData } from '../../shared/errors.js';
import { feedLimits, feedPath } from '../../shared/feed.js';
import { studioHeaders } from '../../shared/studio-headers.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import type { AppRouter } from './router.js';
import { setBodyDeadline } from './body-deadline.js';
import { addFileScope, takesFiles } from './file-scope.js';
import { addExportRoute, type ExportFile } from './export-route.js';
import { addSessionRoutes } from './session-routes.js';
import type { Refusal, StudioGuard } from './studio-guard.js';
import type { StudioSessions } from './studio-sessions.js';
import { pressureOf, watchSocket } from './studio-socket.js';

/** A request of a studio is a few kilobytes long, a piece of its feed may be as long as this. */
const maxMessageBytes = feedLimits.messageBytes;
const socketPaths: ReadonlySet<string | undefined> = new Set(['/trpc', feedPath]);
const maxBatch = 50;
/** For requests that send no files. */
const bodyDeadlineMs = 20_000;

export interface StudioAppDeps {
  readonly server: (handler: Parameters<FastifyServerFactory>[0]) => Server;
  readonly router: AppRouter;
  readonly guard: StudioGuard;
  readonly sessions: StudioSessions;
  readonly port: () => number;
  /** A socket at `/feed`, whose session was checked. Left out: there are none. */
  readonly onFeed?: (socket: WebSocket) => void;
  readonly findExport: (broadcastId: string) => ExportFile;
  readonly fileRoutes: (scope: FastifyInstance) => void;
  /** Folder of the built studio. */
  readonly rendererDir: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The studio's HTTP routes and its socket, not listening yet. */
export async function createStudioApp(deps: StudioAppDeps): Promise<FastifyInstance> {
  const { guard, log, clock } = deps;
  const app = fastify({ serverFactory: deps.server, bodyLimit: 64 * 1024, exposeHeadRoutes: true });
  // A foreign page can send text/plain without a preflight: nothing here reads it.
  app.removeContentTypeParser('text/plain');
  await app.register(fastifyWebsocket, {
    options: { maxPayload: maxMessageBytes, perMessageDeflate: false },
    errorHandler: (error, socket) => {
      log.debug({ err: error }, 'a studio socket broke');
      socket.terminate();
    },
  });

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(studioHeaders(deps.port()));
    const refusal =
      guard.checkHost(request.headers) ??
      // The websocket plugin would upgrade on any route: the checks belong to the upgrade, not to one path.
      (request.ws ? (guard.checkOrigin(request.headers) ?? guard.checkSession(request.headers)) : null);
    if (refusal !== null) return refuse(reply, refusal);
    if (request.ws && !socketPaths.has(request.routeOptions.url)) return sendError(reply, 404, 'No socket here');
    if (!request.ws && !takesFiles(request)) setBodyDeadline(request.raw, clock, bodyDeadlineMs);
    return undefined;
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error({ err: error }, 'a studio request failed');
    return sendError(reply, status, status >= 500 ? 'Something unexpected happened' : 'Expected a valid request');
  });

  const onSocket = getWSConnectionHandler({
    wss: app.websocketServer,
    router: deps.router,
    maxBatchSize: maxBatch,
    createContext: ({ req }) => ({ pressure: pressureOf(req) }),
    onError: ({ error, path }) => {
      const foreseen = error.cause instanceof AppError || error.code !== 'INTERNAL_SERVER_ERROR';
      if (foreseen) log.debug({ err: error, path }, 'a studio request was refused');
      else log.error({ err: error, path }, 'a studio request failed');
    },
  });
  addSocketRoute(app, '/trpc', (socket, request) => {
    watchSocket(socket, clock);
    onSocket(socket, request);
  });
  const { onFeed } = deps;
  if (onFeed !== undefined) {
    addSocketRoute(app, feedPath, (socket) => {
      watchSocket(socket, clock);
      onFeed(socket);
    });
  }

  addSessionRoutes(app, deps);
  addExportRoute(app, { guard, find: deps.findExport });
  await addFileScope(app, deps, deps.fileRoutes);
  await app.register(fastifyStatic, {
    root: deps.rendererDir,
    dotfiles: 'ignore',
    cacheControl: false,
    suppressWarning: true,
    setHeaders: (reply, path) => {
      // a file of another route, which knows how long it keeps
      if (reply.hasHeader('cache-control')) return;
      // Vite puts a hash into the name of everything but the page.
      const isHashed = /[\\/]assets[\\/]/.test(path);
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const { method, headers } = request;
    if (method !== 'GET' && method !== 'HEAD') {
      const path = request.url.split('?')[0];
      const allow = path === '/api/session' ? 'GET, HEAD, POST' : 'GET, HEAD';
      return sendError(reply.header('allow', allow), 405, 'Expected another method');
    }
    const isNavigation = headers['sec-fetch-mode'] === 'navigate' || (headers.accept ?? '').includes('text/html');
    if (isNavigation && !request.ws) return reply.sendFile('index.html');
    return sendError(reply, 404, 'Nothing here');
  });
  await app.ready();
  return app;
}

function addSocketRoute(
  app: FastifyInstance,
  url: string,
  onSocket: (socket: WebSocket, request: IncomingMessage) => void,
): void {
  app.route({
    method: 'GET',
    url,
    handler: (_request, reply) => sendError(reply.header('upgrade', 'websocket'), 426, 'Expected a WebSocket'),
    wsHandler: (socket, request) => onSocket(socket, request.raw),
  });
}

function refuse(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const body: ErrorData = { code: refusal.code, message: refusal.message, retryable: false, details: {} };
  return reply.code(refusal.status).header('cache-control', 'no-store').send(body);
}

function sendError(reply: FastifyReply, status: number, message: string): FastifyReply {
  const code = status >= 500 ? 'internal' : 'input.invalid';
  const body: ErrorData = { code, message, retryable: status >= 500, details: { status } };
  return reply.code(status).header('cache-control', 'no-store').send(body);
}
