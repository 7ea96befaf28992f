import { produce } from 'immer';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';

/**
 * Takes items out of their scenes. A source that no item shows any more goes with its last one, unless it is one that is
 * heard in every scene.
 */
export function removeItems(collection: SceneCollection, itemIds: readonly string[]): SceneCollection {
  const unwanted = new Set(itemIds);
  return produce(collection, (draft) => {
    const touched = new Set<string>();
    for (const scene of draft.scenes) {
      const gone = scene.items.filter(({ id }) => unwanted.has(id));
      if (gone.length === 0) continue;
      for (const { sourceId } of gone) touched.add(sourceId);
      scene.items = scene.items.filter(({ id }) => !unwanted.has(id));
    }
    dropUnused(draft, touched);
  });
}

/** Takes a source out of the collection, with every item of it. */
export function removeSource(collection: SceneCollection, sourceId: string): SceneCollection {
  return produce(collection, (draft) => {
    for (const scene of draft.scenes) {
      if (scene.items.some((item) => item.sourceId === sourceId)) {
        scene.items = scene.items.filter((item) => item.sourceId !== sourceId);
      }
    }
    const index = draft.sources.findIndex(({ id }) => id === sourceId);
    if (index !== -1) draft.sources.splice(index, 1);
  });
}

/** Removes those of these sources that nothing shows and nobody hears. Changes the draft. */
export function dropUnused(draft: SceneCollection, sourceIds: ReadonlySet<string>): void {
  const shown = new Set(draft.scenes.flatMap(({ items }) => items.map(({ sourceId }) => sourceId)));
  const isUnused = ({ id, isHeardEverywhere, sound }: SceneCollection['sources'][number]): boolean =>
    sourceIds.has(id) && !shown.has(id) && !(isHeardEverywhere && sound !== null);
  if (draft.sources.some(isUnused)) draft.sources = draft.sources.filter((source) => !isUnused(source));
}
