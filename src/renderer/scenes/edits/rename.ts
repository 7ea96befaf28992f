import { produce } from 'immer';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';

/** A name without anything in it changes nothing; a longer one is cut. */
function tidied(name: string): string | null {
  const tidy = name.trim().slice(0, 100).trim();
  return tidy === '' ? null : tidy;
}

export function renameScene(collection: SceneCollection, sceneId: string, name: string): SceneCollection {
  const tidy = tidied(name);
  if (tidy === null) return collection;
  return produce(collection, ({ scenes }) => {
    for (const scene of scenes) if (scene.id === sceneId) scene.name = tidy;
  });
}

export function renameSource(collection: SceneCollection, sourceId: string, name: string): SceneCollection {
  const tidy = tidied(name);
  if (tidy === null) return collection;
  return produce(collection, ({ sources }) => {
    for (const source of sources) if (source.id === sourceId) source.name = tidy;
  });
}
