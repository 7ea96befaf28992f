import type { StudioMedia } from '../media/studio-media.js';
import { collectionOf, type SceneView } from './scene-store.js';
import type { SceneStudio } from './scene-studio.js';

/** Shows and sounds what is composed: from now on, after each change of it. Returns a function that ends it. */
export function driveMedia(media: Pick<StudioMedia, 'apply'>, { store }: SceneStudio): () => void {
  const apply = (view: SceneView, before: SceneView | null) => {
    const collection = collectionOf(view);
    if (collection === null) return;
    const { programmeSceneId, previewSceneId } = view;
    const isSame = before !== null && collectionOf(before) === collection;
    if (isSame && before.programmeSceneId === programmeSceneId && before.previewSceneId === previewSceneId) return;
    // a scene that went, or one of another collection, is cut away
    const isSwitch =
      before !== null &&
      before.collectionId === view.collectionId &&
      before.programmeSceneId !== programmeSceneId &&
      collection.scenes.some(({ id }) => id === before.programmeSceneId);
    const { transition } = collection;
    media.apply({ collection, programmeSceneId, previewSceneId, ...(isSwitch && { transition }) });
  };
  apply(store.getState(), null);
  return store.subscribe(apply);
}
