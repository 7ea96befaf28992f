import { produce } from 'immer';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { SceneItem } from '../../../shared/scenes/scene-item.js';

export type OrderStep = 'raise' | 'lower' | 'top' | 'bottom';

/** Moves items up or down in their scene; several keep their order among themselves. */
export function orderItems(collection: SceneCollection, itemIds: readonly string[], step: OrderStep): SceneCollection {
  const wanted = new Set(itemIds);
  return produce(collection, ({ scenes }) => {
    for (const scene of scenes) {
      const ids = orderedIds(scene.items, wanted, step);
      if (ids.some((id, index) => id !== scene.items[index]?.id)) {
        const byId = new Map(scene.items.map((item) => [item.id, item]));
        scene.items = ids.flatMap((id) => byId.get(id) ?? []);
      }
    }
  });
}

/** Puts an item at a place of its scene (0: the lowest), as by dragging in the list. */
export function placeItem(collection: SceneCollection, itemId: string, index: number): SceneCollection {
  return produce(collection, ({ scenes }) => {
    for (const { items } of scenes) {
      const from = items.findIndex(({ id }) => id === itemId);
      const to = Math.min(Math.max(0, Math.trunc(index)), items.length - 1);
      if (from !== -1 && from !== to) items.splice(to, 0, ...items.splice(from, 1));
    }
  });
}

function orderedIds(items: readonly SceneItem[], wanted: ReadonlySet<string>, step: OrderStep): string[] {
  const ids = items.map(({ id }) => id);
  const [moving, rest] = [ids.filter((id) => wanted.has(id)), ids.filter((id) => !wanted.has(id))];
  if (step === 'top') return [...rest, ...moving];
  if (step === 'bottom') return [...moving, ...rest];
  // each passes the next one that does not move with it
  const walk = step === 'raise' ? ids.toReversed() : ids;
  for (let index = 1; index < walk.length; index += 1) {
    const [before = '', here = ''] = walk.slice(index - 1, index + 1);
    if (wanted.has(here) && !wanted.has(before)) walk.splice(index - 1, 2, here, before);
  }
  return step === 'raise' ? walk.toReversed() : walk;
}
