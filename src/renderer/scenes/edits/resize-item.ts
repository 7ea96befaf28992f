import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import { holdBox } from '../geometry/hold-box.js';
import type { Point } from '../geometry/point.js';
import { resizeBox, type Handle, type ResizeOptions } from '../geometry/resize-box.js';
import { editUnlocked } from './edit-items.js';

/** Drags one of the eight handles of an item by so many programme pixels, as seen on the canvas; see `resizeBox`. */
export function resizeItem(
  collection: SceneCollection,
  itemId: string,
  handle: Handle,
  by: Point,
  options: ResizeOptions,
): SceneCollection {
  return editUnlocked(collection, [itemId], ({ box, rotation }) => {
    Object.assign(box, holdBox(resizeBox({ box, rotation }, handle, by, options)));
  });
}
