import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { Box } from '../../../shared/scenes/scene-item.js';
import { holdBox } from '../geometry/hold-box.js';
import type { Point } from '../geometry/point.js';
import { editUnlocked } from './edit-items.js';

/** Moves items by so many programme pixels. Locked ones stay. */
export function moveItems(collection: SceneCollection, itemIds: readonly string[], by: Point): SceneCollection {
  return editUnlocked(collection, itemIds, ({ box }) => {
    Object.assign(box, holdBox({ ...box, x: box.x + by.x, y: box.y + by.y }));
  });
}

/** Gives one item this box: of a drag that was held by guides, or of number fields. */
export function setBox(collection: SceneCollection, itemId: string, next: Readonly<Box>): SceneCollection {
  return editUnlocked(collection, [itemId], ({ box }) => {
    Object.assign(box, holdBox(next));
  });
}
