import { AppError } from '../../shared/errors.js';
import { maxCollectionBytes, type SceneCollection } from '../../shared/scenes/scene-collection.js';

/** The collection as it is stored. Throws `scenes.too-large` (details.sizeBytes, details.limitBytes): it could never be saved again. */
export function collectionJson(collection: SceneCollection): string {
  const json = JSON.stringify(collection);
  const sizeBytes = Buffer.byteLength(json);
  if (sizeBytes <= maxCollectionBytes) return json;
  throw new AppError('scenes.too-large', `Expected at most ${maxCollectionBytes} bytes of scenes, got ${sizeBytes}`, {
    details: { sizeBytes, limitBytes: maxCollectionBytes },
  });
}
