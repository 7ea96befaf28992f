import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Scene, SceneCollection } from '../../shared/scenes/scene-collection.js';
import type { SceneItem } from '../../shared/scenes/scene-item.js';
import type { Clipboard } from '../scenes/edits/clipboard.js';
import type { History } from '../scenes/history.js';

/** `unsaved`: it will be saved in a moment, or when the engine is back. `refused`: not before it is changed again. */
export type Saving = 'saved' | 'unsaved' | 'saving' | 'refused';

/** What the creator composes, as this page has it: ahead of the engine by what was not saved yet. */
export interface SceneView {
  /** Null: the engine has told of no collection yet. */
  readonly collectionId: string | null;
  /** Null together with `collectionId`. */
  readonly history: History | null;
  /** Of items of the scene that is edited, in the order in which they were selected. */
  readonly selection: readonly string[];
  /** The scene that goes out. */
  readonly programmeSceneId: string;
  /** The scenes that were on, the newest last, with the one that is. Some may be gone, or of another collection. */
  readonly wereOn: readonly string[];
  /** Studio mode: the scene that is prepared, and edited. Null: studio mode is off. */
  readonly previewSceneId: string | null;
  readonly clipboard: Clipboard | null;
  readonly saving: Saving;
}

/** How far back it is known which scenes were on. */
const maxWereOn = 20;

/** A store without anything in it yet. */
export function createSceneStore(): StoreApi<SceneView> {
  return createStore<SceneView>(() => ({
    collectionId: null,
    history: null,
    selection: [],
    programmeSceneId: '',
    wereOn: [],
    previewSceneId: null,
    clipboard: null,
    saving: 'saved',
  }));
}

/** What is composed; null before the engine has told. */
export function collectionOf({ history }: SceneView): SceneCollection | null {
  return history?.present ?? null;
}

/** The scene that edits go to: the prepared one in studio mode, else the one that goes out. */
export function editedSceneOf(view: SceneView): Scene | null {
  const id = view.previewSceneId ?? view.programmeSceneId;
  return collectionOf(view)?.scenes.find((scene) => scene.id === id) ?? null;
}

/** The selected items, in the order of the scene (the lowest first). */
export function selectedItemsOf(view: SceneView): readonly SceneItem[] {
  return editedSceneOf(view)?.items.filter(({ id }) => view.selection.includes(id)) ?? [];
}

/**
 * The view over another state of the collection: what it speaks of is there. Where the scene that was on is gone, the one that was on
 * before it is, not any that happens to be the first.
 */
export function fitted(view: SceneView): SceneView {
  const collection = collectionOf(view);
  if (collection === null) return view;
  const has = (id: string | null): boolean => collection.scenes.some((scene) => scene.id === id);
  const first = collection.scenes[0]?.id ?? '';
  const programmeSceneId = has(view.programmeSceneId)
    ? view.programmeSceneId
    : (view.wereOn.findLast((id) => has(id)) ?? first);
  const wereOn =
    view.wereOn.at(-1) === programmeSceneId
      ? view.wereOn
      : [...view.wereOn.filter((id) => id !== programmeSceneId), programmeSceneId].slice(-maxWereOn);
  const previewSceneId =
    view.previewSceneId === null || has(view.previewSceneId) ? view.previewSceneId : programmeSceneId;
  const edited = collection.scenes.find(({ id }) => id === (previewSceneId ?? programmeSceneId));
  const kept = view.selection.filter((id) => edited?.items.some((item) => item.id === id));
  const selection = kept.length === view.selection.length ? view.selection : kept;
  return { ...view, programmeSceneId, wereOn, previewSceneId, selection };
}
