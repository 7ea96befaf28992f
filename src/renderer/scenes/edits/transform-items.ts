import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import type { Placed } from '../geometry/bounds-of.js';
import { holdBox } from '../geometry/hold-box.js';
import type { Point } from '../geometry/point.js';
import { scalePlaced } from '../geometry/scale-placed.js';
import { turnPlaced } from '../geometry/turn-placed.js';
import { editUnlocked } from './edit-items.js';
import { normalizedDegrees } from './rotate-items.js';

/** Scales items together about a point of their common bounds, as `scalePlaced` says. Locked ones stay, and do not count. */
export function scaleItems(
  collection: SceneCollection,
  itemIds: readonly string[],
  scale: Point,
  anchor: Point,
): SceneCollection {
  return transformItems(collection, itemIds, (items) => {
    const boxes = scalePlaced(items, scale, anchor);
    return items.map(({ box, rotation }, index) => ({ box: boxes[index] ?? box, rotation }));
  });
}

/** Turns items together about the middle of their common bounds, by so many degrees. Locked ones stay, and do not count. */
export function turnTogether(
  collection: SceneCollection,
  itemIds: readonly string[],
  degrees: number,
): SceneCollection {
  return transformItems(collection, itemIds, (items) => turnPlaced(items, degrees));
}

function transformItems(
  collection: SceneCollection,
  itemIds: readonly string[],
  transform: (items: readonly SceneItem[]) => readonly Placed[],
): SceneCollection {
  const wanted = new Set(itemIds);
  const items = collection.scenes.flatMap((scene) =>
    scene.items.filter(({ id, isLocked }) => wanted.has(id) && !isLocked),
  );
  const after = transform(items);
  const byId = new Map(items.map(({ id }, index) => [id, after[index]]));
  return editUnlocked(collection, [...byId.keys()], (item) => {
    const next = byId.get(item.id);
    if (next === undefined) return;
    Object.assign(item.box, holdBox(next.box));
    item.rotation = normalizedDegrees(next.rotation);
  });
}
