import { produce } from 'immer';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import type { SceneSource } from '../../../shared/scenes/scene-source.js';
import { holdBox } from '../geometry/hold-box.js';
import type { MakeId } from '../scene-id.js';
import { findItem, findSource } from './find.js';
import { limits } from './limits.js';

/** Copied items, the lowest first, with the sources that they show: these may be gone when they are pasted. */
export interface Clipboard {
  readonly items: readonly SceneItem[];
  readonly sources: readonly SceneSource[];
}

export interface Pasted {
  readonly collection: SceneCollection;
  /** Of the new items, to be selected. Empty: the scene or the collection is full. */
  readonly itemIds: readonly string[];
}

/** A copy that lies exactly on the original is not seen. */
const offset = 20;

/** Copies items, in the order in which they lie. */
export function copyItems(collection: SceneCollection, itemIds: readonly string[]): Clipboard {
  const wanted = new Set(itemIds);
  const items = collection.scenes.flatMap((scene) => scene.items.filter(({ id }) => wanted.has(id)));
  const shown = new Set(items.map(({ sourceId }) => sourceId));
  return { items, sources: collection.sources.filter(({ id }) => shown.has(id)) };
}

/**
 * Puts copies on top of a scene, unlocked: of the sources that there are still, or of these as they were. What would lie
 * exactly on its original is moved aside a little.
 */
export function pasteItems(
  collection: SceneCollection,
  sceneId: string,
  { items, sources }: Clipboard,
  makeId: MakeId,
): Pasted {
  const scene = collection.scenes.find(({ id }) => id === sceneId);
  const missing = sources.filter(({ id }) => findSource(collection, id) === null);
  const isFull =
    (scene?.items.length ?? limits.itemsPerScene) + items.length > limits.itemsPerScene ||
    collection.sources.length + missing.length > limits.sources;
  if (scene === undefined || isFull) return { collection, itemIds: [] };
  const copies = items.map((item) => ({ ...item, id: makeId(), isLocked: false, box: freeBox(scene.items, item) }));
  return {
    collection: produce(collection, (draft) => {
      draft.sources.push(...structuredClone(missing));
      draft.scenes.find(({ id }) => id === sceneId)?.items.push(...structuredClone(copies));
    }),
    itemIds: copies.map(({ id }) => id),
  };
}

/** Copies items within their scenes. */
export function duplicateItems(collection: SceneCollection, itemIds: readonly string[], makeId: MakeId): Pasted {
  const byScene = new Map<string, string[]>();
  for (const itemId of itemIds) {
    const sceneId = findItem(collection, itemId)?.scene.id;
    if (sceneId !== undefined) byScene.set(sceneId, [...(byScene.get(sceneId) ?? []), itemId]);
  }
  let pasted: Pasted = { collection, itemIds: [] };
  for (const [sceneId, ids] of byScene) {
    const next = pasteItems(pasted.collection, sceneId, copyItems(collection, ids), makeId);
    pasted = { collection: next.collection, itemIds: [...pasted.itemIds, ...next.itemIds] };
  }
  return pasted;
}

function freeBox(items: readonly SceneItem[], { sourceId, box }: SceneItem): SceneItem['box'] {
  const isTaken = (x: number, y: number): boolean =>
    items.some((other) => other.sourceId === sourceId && other.box.x === x && other.box.y === y);
  let place = holdBox(box);
  for (let count = 0; count < limits.itemsPerScene && isTaken(place.x, place.y); count += 1) {
    place = holdBox({ ...place, x: place.x + offset, y: place.y + offset });
  }
  return place;
}
