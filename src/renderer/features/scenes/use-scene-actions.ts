import { useMemo } from 'react';
import type { Scene } from '../../../shared/scenes/scene-collection.js';
import { isOnAir } from '../../app/is-on-air.js';
import { addScene, deleteScene, duplicateScene } from '../../scenes/edits/edit-scenes.js';
import { newSceneId } from '../../scenes/scene-id.js';
import { useSceneStudio } from '../../stores/scene-context.js';
import { useStudio } from '../../stores/studio-context.js';
import { useStudioMedia } from '../../stores/studio-media-context.js';
import { useToasts } from '../../stores/toast-store.js';
import { useNews } from '../compose/announcer.js';
import { sceneWords } from './scene-words.js';

/** What the list, the palette and keys do to scenes. */
export function useSceneActions() {
  const scenes = useSceneStudio();
  const { store } = useStudio();
  const media = useStudioMedia();
  return useMemo(() => {
    const { show } = useToasts.getState();
    const take = (label: string, added: ReturnType<typeof addScene>) => {
      const { sceneId } = added;
      if (sceneId === null) return show({ level: 'warning', words: sceneWords.full });
      const isStudioMode = scenes.store.getState().previewSceneId !== null;
      scenes.edit(label, () => added.collection);
      const broadcast = store.getState().state?.broadcast ?? null;
      if (isStudioMode || !isOnAir(broadcast, media.state().feed)) return scenes.showScene(sceneId);
      // viewers do not want to see how it is made
      scenes.prepare(sceneId);
      const after = scenes.collection;
      show({
        level: 'info',
        words: sceneWords.aside(after?.scenes.find(({ id }) => id === sceneId)?.name ?? ''),
        action: {
          label: sceneWords.undo,
          run: () => {
            // taken meanwhile: viewers see it
            if (scenes.collection !== after || scenes.store.getState().programmeSceneId === sceneId) return;
            scenes.undo();
            scenes.setStudioMode(false);
          },
        },
      });
    };
    return {
      show: ({ id, name }: Pick<Scene, 'id' | 'name'>) => {
        scenes.showScene(id);
        useNews.getState().say(sceneWords.shown(name));
      },
      add: () => {
        const { collection } = scenes;
        if (collection !== null) take(sceneWords.edits.add, addScene(collection, sceneWords.newName, newSceneId));
      },
      duplicate: (id: string) => {
        const { collection } = scenes;
        if (collection !== null) take(sceneWords.edits.duplicate, duplicateScene(collection, id, newSceneId));
      },
      remove: ({ id, name }: Pick<Scene, 'id' | 'name'>) => {
        const before = scenes.collection;
        scenes.edit(sceneWords.edits.remove, (collection) => deleteScene(collection, id));
        const after = scenes.collection;
        if (after === before) return;
        show({
          level: 'info',
          words: sceneWords.removed(name),
          // as long as it was the last that was done: later edits are not to be undone with it
          action: { label: sceneWords.undo, run: () => void (scenes.collection === after && scenes.undo()) },
        });
      },
    };
  }, [scenes, store, media]);
}
