import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { appOrigin } from '../../shared/app-page.js';
import { AppError, toAppError, type ErrorData } from '../../shared/errors.js';
import type { Logger } from '../log/logger.js';
import { errorStatus } from './error-status.js';
import type { StudioGuard } from './studio-guard.js';

/** An upload that stands still for so long is cut. */
const stallMs = 120_000;

/**
 * Routes that take and give files: only for an open session, and what changes something only from our own pages, both seen
 * before a byte of the body is read. Bodies of type `application/octet-stream` are handed over as a stream of any size; what
 * a route leaves unread is thrown away, so that its answer arrives. An AppError is answered as ErrorData with its status.
 */
export async function addFileScope(
  app: FastifyInstance,
  deps: { readonly guard: StudioGuard; readonly log: Logger },
  addRoutes: (scope: FastifyInstance) => void,
): Promise<void> {
  const { guard, log } = deps;
  await app.register(async (scope) => {
    // a foreign page cannot send this type without asking first
    scope.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
    scope.addHook('onRequest', async (request, reply) => {
      if (guard.isApp(request.headers)) allowApp(reply);
      if (request.method === 'OPTIONS') return undefined;
      reply.header('cache-control', 'no-store');
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      const refusal = (isRead ? null : guard.checkOrigin(request.headers)) ?? guard.checkSession(request.headers);
      if (refusal !== null) {
        const { code, message } = refusal;
        return reply.code(refusal.status).send({ code, message, retryable: false, details: {} } satisfies ErrorData);
      }
      if (!isRead) setStallLimit(request.raw);
      return undefined;
    });
    scope.setErrorHandler((thrown: Error & { statusCode?: number }, request, reply) => {
      request.raw.resume();
      const { statusCode = 500 } = thrown;
      const error = thrown instanceof AppError || statusCode >= 500 ? toAppError(thrown) : badRequest(thrown);
      if (errorStatus(error.code) >= 500) log.error({ err: thrown }, 'a file could not be taken or given');
      const shown = error.code === 'internal' ? { ...error.toData(), message: 'Something unexpected happened' } : error;
      const body: ErrorData = shown instanceof AppError ? shown.toData() : shown;
      return reply.code(statusCode < 500 ? statusCode : errorStatus(error.code)).send(body);
    });
    addRoutes(scope);
  });
}

/** Until the body is there: what is done with it afterwards may take its time. */
function setStallLimit(request: IncomingMessage): void {
  const { socket } = request;
  request.setTimeout(stallMs, () => socket.destroy());
  request.once('end', () => socket.setTimeout(0));
}

/** Whether the request sends a file, which may take as long as it goes on. */
export function takesFiles(request: FastifyRequest): boolean {
  return /^\/api\/(?:assets|scenes\/)/.test(request.routeOptions.url ?? '');
}

/** Fastify's own refusals: another type, a body that is no JSON, one that is too long. */
function badRequest(thrown: Error): AppError {
  return new AppError('input.invalid', 'Expected a valid request', { cause: thrown });
}

/** The desktop app's page is of another origin, and sends its files here itself. */
function allowApp(reply: FastifyReply): void {
  reply.headers({
    'access-control-allow-origin': appOrigin,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '600',
  });
}
