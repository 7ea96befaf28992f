import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import { editItems } from './edit-items.js';

/** How an item looks, but for its place. */
export type ItemStyle = Pick<SceneItem, 'opacity' | 'blend' | 'cornerRadius' | 'isVisible' | 'isLocked'>;

/** Hides, locks, fades, blends or rounds items: what is given is set, held within what a scene may have. */
export function styleItems(
  collection: SceneCollection,
  itemIds: readonly string[],
  { opacity, cornerRadius, ...rest }: Partial<ItemStyle>,
): SceneCollection {
  return editItems(collection, itemIds, (item) => {
    Object.assign(item, rest);
    if (opacity !== undefined) item.opacity = held(opacity, 1);
    if (cornerRadius !== undefined) item.cornerRadius = held(cornerRadius, 8192);
  });
}

function held(value: number, most: number): number {
  return value > 0 ? Math.min(value, most) : 0;
}
