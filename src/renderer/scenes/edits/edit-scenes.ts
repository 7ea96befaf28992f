import { produce } from 'immer';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { MakeId } from '../scene-id.js';
import { findScene } from './find.js';
import { freeName } from './free-name.js';
import { limits } from './limits.js';
import { dropUnused } from './remove-items.js';

/** `sceneId` null: there are as many as a collection holds. */
export interface SceneAdded {
  readonly collection: SceneCollection;
  readonly sceneId: string | null;
}

/** Makes an empty scene at the end. The name gets a number where it is taken. */
export function addScene(collection: SceneCollection, name: string, makeId: MakeId): SceneAdded {
  if (collection.scenes.length >= limits.scenes) return { collection, sceneId: null };
  const scene = { id: makeId(), name: freeName(name, namesOf(collection)), items: [], hotkey: null };
  return { collection: { ...collection, scenes: [...collection.scenes, scene] }, sceneId: scene.id };
}

/** Makes a copy right behind the scene: items of the same sources, no hotkey. */
export function duplicateScene(collection: SceneCollection, sceneId: string, makeId: MakeId): SceneAdded {
  const scene = findScene(collection, sceneId);
  if (scene === null || collection.scenes.length >= limits.scenes) return { collection, sceneId: null };
  const copy = {
    id: makeId(),
    name: freeName(scene.name, namesOf(collection)),
    items: scene.items.map((item) => ({ ...item, id: makeId() })),
    hotkey: null,
  };
  const scenes = collection.scenes.toSpliced(collection.scenes.indexOf(scene) + 1, 0, copy);
  return { collection: { ...collection, scenes }, sceneId: copy.id };
}

/** Deletes a scene, and sources that it alone has shown (as `removeItems`). The last one stays. */
export function deleteScene(collection: SceneCollection, sceneId: string): SceneCollection {
  const scene = findScene(collection, sceneId);
  if (scene === null || collection.scenes.length === 1) return collection;
  return produce(collection, (draft) => {
    draft.scenes = draft.scenes.filter(({ id }) => id !== sceneId);
    dropUnused(draft, new Set(scene.items.map(({ sourceId }) => sourceId)));
  });
}

/** Puts a scene at a place of the list. */
export function moveScene(collection: SceneCollection, sceneId: string, index: number): SceneCollection {
  const from = collection.scenes.findIndex(({ id }) => id === sceneId);
  const to = Math.min(Math.max(0, Math.trunc(index)), collection.scenes.length - 1);
  if (from === -1 || from === to) return collection;
  return produce(collection, ({ scenes }) => {
    scenes.splice(to, 0, ...scenes.splice(from, 1));
  });
}

/** Gives a scene a hotkey; another scene that had it loses it. Null: none. */
export function setHotkey(collection: SceneCollection, sceneId: string, hotkey: string | null): SceneCollection {
  if (hotkey !== null && hotkey.length > 60) return collection;
  return produce(collection, ({ scenes }) => {
    for (const scene of scenes) {
      if (scene.id === sceneId) scene.hotkey = hotkey;
      else if (hotkey !== null && scene.hotkey === hotkey) scene.hotkey = null;
    }
  });
}

function namesOf({ scenes }: SceneCollection): string[] {
  return scenes.map(({ name }) => name);
}
