import { produce } from 'immer';
import type { Canvas, SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { SceneItem } from '../../../shared/scenes/scene-item.js';

/** Changes every one of these items, whatever scene shows it; ids that are not there are passed over. */
export function editItems(
  collection: SceneCollection,
  itemIds: readonly string[],
  edit: (item: SceneItem, canvas: Canvas) => void,
): SceneCollection {
  const wanted = new Set(itemIds);
  return produce(collection, ({ scenes, canvas }) => {
    for (const { items } of scenes) for (const item of items) if (wanted.has(item.id)) edit(item, canvas);
  });
}

/** As `editItems`, for what a lock protects: place, size, crop and turn. */
export function editUnlocked(
  collection: SceneCollection,
  itemIds: readonly string[],
  edit: (item: SceneItem, canvas: Canvas) => void,
): SceneCollection {
  return editItems(collection, itemIds, (item, canvas) => {
    if (!item.isLocked) edit(item, canvas);
  });
}
