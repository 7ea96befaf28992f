import type { Scene, SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import type { SceneSource } from '../../../shared/scenes/scene-source.js';

export function findScene(collection: SceneCollection, sceneId: string): Scene | null {
  return collection.scenes.find(({ id }) => id === sceneId) ?? null;
}

export function findSource(collection: SceneCollection, sourceId: string): SceneSource | null {
  return collection.sources.find(({ id }) => id === sourceId) ?? null;
}

/** The item and the scene that shows it. */
export function findItem(collection: SceneCollection, itemId: string): { scene: Scene; item: SceneItem } | null {
  for (const scene of collection.scenes) {
    const item = scene.items.find(({ id }) => id === itemId);
    if (item !== undefined) return { scene, item };
  }
  return null;
}
