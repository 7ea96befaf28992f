import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { ErrorData } from '../../shared/errors.js';
import type { StudioGuard } from './studio-guard.js';
import type { StudioSessions } from './studio-sessions.js';

const bodySchema = z.object({ token: z.string().min(1).max(256) });

/**
 * `POST /api/session {token}` turns a single-use token into a session: a cookie for a browser (204), the session itself
 * for the desktop app's main process (200 `{session}`), which shows it for its page. `GET` says whether the session is open (204 or
 * 401), for a page cannot see why a WebSocket was refused.
 */
export function addSessionRoutes(
  app: FastifyInstance,
  deps: { readonly guard: StudioGuard; readonly sessions: StudioSessions },
): void {
  const { guard, sessions } = deps;

  app.get('/api/session', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const refusal = guard.checkSession(request.headers);
    return refusal === null ? reply.code(204).send() : answer(reply, refusal.status, refusal);
  });

  app.post('/api/session', { bodyLimit: 4096 }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const foreign = guard.checkOrigin(request.headers);
    if (foreign !== null) return answer(reply, foreign.status, foreign);
    const body = bodySchema.safeParse(request.body);
    if (!body.success) return answer(reply, 400, { code: 'input.invalid', message: 'Expected {token}' });
    const session = sessions.exchange(body.data.token);
    if (session === null) {
      return answer(reply, 401, { code: 'auth.missing', message: 'Expected a token that was not used yet' });
    }
    if (guard.isApp(request.headers)) return reply.send({ session });
    return reply
      .code(204)
      .header('set-cookie', `${guard.cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`)
      .send();
  });
}

function answer(reply: FastifyReply, status: number, error: Pick<ErrorData, 'code' | 'message'>): FastifyReply {
  const body: ErrorData = { code: error.code, message: error.message, retryable: false, details: {} };
  return reply.code(status).send(body);
}
