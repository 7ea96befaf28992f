import { useCallback } from 'react';
import type { SourceKind } from '../../../shared/scenes/scene-source.js';
import { addSource } from '../../scenes/edits/add-source.js';
import type { PictureSize } from '../../scenes/edits/default-item.js';
import { newSceneId } from '../../scenes/scene-id.js';
import { useSceneStudio } from '../../stores/scene-context.js';
import { editedSceneOf } from '../../stores/scene-store.js';
import { useToasts } from '../../stores/toast-store.js';
import { useInspected } from '../compose/inspected.js';
import { textSizeOf } from '../inspector/text-size.js';
import { sourceWords } from './source-words.js';

/** Adds a source to the scene that is edited, and selects it. Answers its id; null when nothing more fits, which a toast has said. */
export function useInsertSource() {
  const scenes = useSceneStudio();
  return useCallback(
    (name: string, kind: SourceKind, size: PictureSize | null = null): string | null => {
      const { collection } = scenes;
      const sceneId = editedSceneOf(scenes.store.getState())?.id;
      if (collection === null || sceneId === undefined) return null;
      const own = kind.type === 'text' || kind.type === 'clock' || kind.type === 'countdown' ? textSizeOf(kind) : null;
      const added = addSource(collection, { sceneId, name, kind, size: size ?? own }, newSceneId);
      if (added.sourceId === null) {
        useToasts.getState().show({ level: 'warning', words: sourceWords.full });
        return null;
      }
      scenes.edit(sourceWords.edits.add, () => added.collection);
      scenes.select(added.itemId === null ? [] : [added.itemId]);
      useInspected.getState().inspect(added.itemId === null ? added.sourceId : null);
      return added.sourceId;
    },
    [scenes],
  );
}
