import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../shared/errors.js';
import { assetKinds, kindOfAsset } from '../scenes/assets/asset-kinds.js';
import type { AssetStore } from '../scenes/assets/asset-store.js';

const querySchema = z.object({ name: z.string().max(1000).default('file') });

/** An SVG may hold scripts: opened by itself it runs none, loads nothing and has no origin. As an image it never does. */
const assetPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

/**
 * `POST /api/assets?name=…` with the file as `application/octet-stream` takes a picture, video or sound in for scenes:
 * 200 `{assetId, name, sizeBytes}`, or `asset.unsupported` (415), `asset.too-large` (413), `disk.full` (507).
 * `GET /api/assets/<assetId>` gives it, with ranges; never changes. To be added in a file scope.
 */
export function addAssetRoutes(scope: FastifyInstance, store: Pick<AssetStore, 'take' | 'find' | 'folder'>): void {
  scope.options('/api/assets', async (_request, reply) => reply.code(204).send());

  scope.post('/api/assets', async (request, reply) => {
    const query = querySchema.safeParse(request.query);
    if (!query.success) throw new AppError('input.invalid', 'Expected a name of at most 1000 characters');
    const announced = Number(request.headers['content-length'] ?? 0);
    const largest = assetKinds.mp4.maxBytes;
    if (announced > largest) {
      throw new AppError('asset.too-large', `Expected at most ${largest} bytes, got ${announced}`, {
        details: { limitBytes: largest },
      });
    }
    return reply.send(await store.take(bodyOf(request.body, request.raw), query.data.name, announced));
  });

  scope.get<{ Params: { id: string } }>('/api/assets/:id', async (request, reply) => {
    const { assetId } = await store.find(request.params.id);
    const kind = kindOfAsset(assetId);
    if (kind === null) throw new AppError('asset.not-found', 'Expected a known kind of file');
    reply.headers({
      'content-type': assetKinds[kind].contentType,
      'content-security-policy': assetPolicy,
      'cache-control': 'private, max-age=31536000, immutable',
    });
    return reply.sendFile(assetId, store.folder, { cacheControl: false, contentType: false });
  });
}

/**
 * The upload's bytes. Who stops reading leaves the rest in the request, where the scope throws it away: browsers look for an
 * answer only when all is sent. Throws `input.invalid` when it came as something else.
 */
export function bodyOf(body: unknown, raw: IncomingMessage): AsyncIterable<Uint8Array> {
  if (body === raw) return raw.iterator({ destroyOnReturn: false });
  throw new AppError('input.invalid', 'Expected the file as application/octet-stream');
}
