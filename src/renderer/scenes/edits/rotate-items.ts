import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import { editUnlocked } from './edit-items.js';

/** Turns each item about its own centre to so many degrees clockwise; kept within (−180, 180]. */
export function rotateItems(collection: SceneCollection, itemIds: readonly string[], degrees: number): SceneCollection {
  return editUnlocked(collection, itemIds, (item) => {
    item.rotation = normalizedDegrees(degrees);
  });
}

/** Turns each item about its own centre by so many degrees more. */
export function turnItems(collection: SceneCollection, itemIds: readonly string[], byDegrees: number): SceneCollection {
  return editUnlocked(collection, itemIds, (item) => {
    item.rotation = normalizedDegrees(item.rotation + byDegrees);
  });
}

/** The same turn within (−180, 180], in hundredths of a degree. */
export function normalizedDegrees(degrees: number): number {
  if (!Number.isFinite(degrees)) return 0;
  const turn = ((Math.round(degrees * 100) / 100) % 360) + 360;
  const within = Math.round((turn % 360) * 100) / 100;
  return within > 180 ? Math.round((within - 360) * 100) / 100 : within;
}
