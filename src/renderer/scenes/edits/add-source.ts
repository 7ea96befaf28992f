import { produce } from 'immer';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { SceneSource, SourceKind } from '../../../shared/scenes/scene-source.js';
import type { MakeId } from '../scene-id.js';
import { defaultItem, hasPicture, type PictureSize } from './default-item.js';
import { defaultSound } from './default-sound.js';
import { findScene, findSource } from './find.js';
import { freeName } from './free-name.js';
import { limits } from './limits.js';

export interface Added {
  readonly collection: SceneCollection;
  /** Null: nothing was added, the collection is full or the scene is gone. */
  readonly sourceId: string | null;
  /** Null as well for what has no picture. */
  readonly itemId: string | null;
}

/**
 * Makes a source, and an item of it on top of the scene where it has a picture. A microphone is heard in every scene; other
 * sounds where they are shown. The name gets a number where it is taken.
 */
export function addSource(
  collection: SceneCollection,
  request: {
    readonly sceneId: string;
    readonly name: string;
    readonly kind: SourceKind;
    /** Of the picture, where it is known already. */
    readonly size?: PictureSize | null;
  },
  makeId: MakeId,
): Added {
  const { kind } = request;
  const nothing = { collection, sourceId: null, itemId: null };
  const scene = findScene(collection, request.sceneId);
  const isFull = collection.sources.length >= limits.sources || (scene?.items.length ?? 0) >= limits.itemsPerScene;
  if (scene === null || isFull) return nothing;
  const taken = collection.sources.map(({ name }) => name);
  const source: SceneSource = {
    id: makeId(),
    name: freeName(request.name, taken),
    kind,
    effects: { chromaKey: null, colour: null, blurPx: 0 },
    sound: defaultSound(kind),
    isHeardEverywhere: kind.type === 'microphone',
  };
  const withSource = { ...collection, sources: [...collection.sources, source] };
  if (!hasPicture(kind)) return { collection: withSource, sourceId: source.id, itemId: null };
  const added = addItem(withSource, request.sceneId, source.id, makeId, request.size);
  return { collection: added.collection, sourceId: source.id, itemId: added.itemId };
}

/** Shows a source that there is in a scene, on top of it. `itemId` null: it has no picture, or the scene is full or gone. */
export function addItem(
  collection: SceneCollection,
  sceneId: string,
  sourceId: string,
  makeId: MakeId,
  size: PictureSize | null = null,
): { readonly collection: SceneCollection; readonly itemId: string | null } {
  const source = findSource(collection, sourceId);
  const scene = findScene(collection, sceneId);
  if (source === null || scene === null || !hasPicture(source.kind)) return { collection, itemId: null };
  if (scene.items.length >= limits.itemsPerScene) return { collection, itemId: null };
  const item = defaultItem(makeId(), source, collection.canvas, size);
  return {
    collection: produce(collection, ({ scenes }) => {
      scenes.find(({ id }) => id === sceneId)?.items.push(item);
    }),
    itemId: item.id,
  };
}
