import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { toAppError, type ErrorData } from '../../shared/errors.js';
import type { StudioGuard } from './studio-guard.js';

/** A finished export. */
export interface ExportFile {
  readonly file: string;
  readonly fileName: string;
  /** Undefined: an MP4. */
  readonly contentType?: string;
}

/**
 * `GET /api/export/<broadcast id>`: downloads a finished MP4 export; `…/diagnostics`: the newest diagnostics. `find` throws AppError when there is none. Only for
 * an open session; only from our own pages.
 */
export function addExportRoute(
  app: FastifyInstance,
  deps: { readonly guard: StudioGuard; readonly find: (broadcastId: string) => ExportFile },
): void {
  app.get<{ Params: { id: string } }>('/api/export/:id', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const refusal = deps.guard.checkSession(request.headers);
    if (refusal !== null) {
      const { code, message } = refusal;
      const body: ErrorData = { code, message, retryable: false, details: {} };
      return reply.code(refusal.status).send(body);
    }
    try {
      const { file, fileName, contentType = 'video/mp4' } = deps.find(request.params.id);
      const { size } = await stat(file);
      return await reply
        .header('content-type', contentType)
        .header('content-length', size)
        // RFC 6266 §4.3: plain letters for old clients, the real name beside them
        .header(
          'content-disposition',
          `attachment; filename="recording${path.extname(fileName)}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        )
        .send(createReadStream(file));
    } catch (thrown) {
      return reply.code(404).send(toAppError(thrown, 'recording.not-found').toData());
    }
  });
}
