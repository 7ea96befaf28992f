import type { StoreApi } from 'zustand/vanilla';
import { z } from 'zod';
import { sceneCollectionSchema } from '../../shared/scenes/scene-collection.js';
import type { SceneView } from './scene-store.js';

const key = 'headwater.draft';
const draftSchema = z.object({ id: z.string(), revision: z.number().int(), collection: sceneCollectionSchema });

/** Edits that the engine does not have, with the revision of the collection that they are based on. */
export type SceneDraft = Readonly<z.infer<typeof draftSchema>>;

interface DraftOptions {
  readonly store: StoreApi<SceneView>;
  /** Of this tab; forgotten with it. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** What is not saved now. */
  readonly unsaved: () => SceneDraft | null;
  /** Edits that are saved before this are never written, in ms. */
  readonly delayMs?: number;
}

/** What this tab could not save before it was reloaded; null: nothing, or nothing that this version understands. */
export function readDraft(storage: Pick<Storage, 'getItem'>): SceneDraft | null {
  const text = storage.getItem(key);
  if (text === null) return null;
  try {
    return draftSchema.parse(JSON.parse(text));
  } catch {
    // not what this version wrote: nothing to go on with
    return null;
  }
}

/**
 * Keeps in the tab what is not saved, over a reload or a crash of it: while the engine is away, an hour of work may be in it alone.
 * Answers how to write it at once, for when the page is left.
 */
export function keepDraft({ store, storage, unsaved, delayMs = 1_000 }: DraftOptions): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const cancel = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const write = () => {
    cancel();
    const draft = unsaved();
    if (draft === null) return;
    try {
      storage.setItem(key, JSON.stringify(draft));
    } catch {
      // no room: the page still asks before it is left
    }
  };
  store.subscribe(({ collectionId }) => {
    // before the engine has told, what the last page left is still to be looked at
    if (collectionId === null) return;
    if (unsaved() !== null) timer ??= setTimeout(write, delayMs);
    else {
      cancel();
      storage.removeItem(key);
    }
  });
  return write;
}
