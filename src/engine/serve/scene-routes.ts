import { text } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { limitBytes } from '../scenes/limit-bytes.js';
import type { SceneFiles } from '../scenes/scene-files.js';
import { bodyOf } from './asset-routes.js';

/** A scene collection of OBS with hundreds of scenes has some megabytes. */
const maxObsBytes = 16 * 1024 * 1024;
const querySchema = z.object({ files: z.string().optional() });

/**
 * `GET /api/scenes/<id>/export` gives a collection with its files as a zip; `POST /api/scenes/import` takes one in: 200
 * `{id}`. `POST /api/scenes/obs-files` takes the JSON of a scene collection of OBS Studio, and answers which files of this
 * computer it names: 200 `{files}`; `POST /api/scenes/import-obs` takes it in: 200 `{id, report}`, with those files where
 * `?files=take` says so. All as `application/octet-stream`; what cannot be used is refused with `scenes.file-damaged` or `scenes.file-newer` (422).
 * To be added in a file scope.
 */
export function addSceneRoutes(
  scope: FastifyInstance,
  files: Pick<SceneFiles, 'export' | 'import' | 'importObs' | 'obsFiles'>,
): void {
  for (const path of ['import', 'import-obs', 'obs-files']) {
    scope.options(`/api/scenes/${path}`, async (_request, reply) => reply.code(204).send());
  }

  scope.get<{ Params: { id: string } }>('/api/scenes/:id/export', async (request, reply) => {
    const { fileName, stream } = await files.export(request.params.id);
    return (
      reply
        .header('content-type', 'application/zip')
        // RFC 6266 §4.3: plain letters for old clients, the real name beside them
        .header(
          'content-disposition',
          `attachment; filename="scenes.zip"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        )
        .send(stream)
    );
  });

  scope.post('/api/scenes/import', async (request, reply) => {
    const announced = Number(request.headers['content-length'] ?? 0);
    return reply.send(await files.import(bodyOf(request.body, request.raw), announced));
  });

  scope.post('/api/scenes/obs-files', async (request, reply) => {
    const body = bodyOf(request.body, request.raw);
    return reply.send({ files: await files.obsFiles(await text(limitBytes(body, maxObsBytes))) });
  });

  scope.post('/api/scenes/import-obs', async (request, reply) => {
    const body = bodyOf(request.body, request.raw);
    const mayTakeFiles = querySchema.safeParse(request.query).data?.files === 'take';
    return reply.send(await files.importObs(await text(limitBytes(body, maxObsBytes)), mayTakeFiles));
  });
}
