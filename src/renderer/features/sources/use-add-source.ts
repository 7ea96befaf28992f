import { useCallback } from 'react';
import type { SourceType } from '../../../shared/scenes/scene-source.js';
import { useMediaIfAny } from '../compose/use-media-part.js';
import { imageFiles, mediaFiles, pickFiles } from './pick-files.js';
import { isCaptured, sourceKinds } from './source-kinds.js';
import { useAddFiles } from './use-add-files.js';
import { useInsertSource } from './use-insert-source.js';

/** Adds a source of a kind: asks for its file, or for what to capture, as its kind wants. From a gesture. */
export function useAddSource(): (type: SourceType) => void {
  const insert = useInsertSource();
  const addFiles = useAddFiles();
  const media = useMediaIfAny();
  return useCallback(
    (type: SourceType) => {
      if (type === 'image' || type === 'media') {
        void pickFiles(type === 'image' ? imageFiles : mediaFiles, true).then(addFiles);
        return;
      }
      const { name, make } = sourceKinds[type];
      const kind = make();
      const id = insert(name, kind);
      if (id !== null && isCaptured(kind)) void media?.capture(id);
    },
    [addFiles, insert, media],
  );
}
