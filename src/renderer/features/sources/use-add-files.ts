import { useCallback } from 'react';
import { assetIdSchema } from '../../../shared/scenes/scene-source.js';
import { isImage, pictureSizeOf } from './picture-size.js';
import { useInsertSource } from './use-insert-source.js';
import { useUpload } from './use-upload.js';

/** Adds pictures, videos and sounds to the scene, in their order: each as soon as the engine has it. */
export function useAddFiles(): (files: readonly File[]) => void {
  const upload = useUpload();
  const insert = useInsertSource();
  return useCallback(
    (files: readonly File[]) => {
      const addAll = async () => {
        for (const file of files) {
          const [id, size] = await Promise.all([upload(file), pictureSizeOf(file)]);
          const assetId = assetIdSchema.safeParse(id);
          if (!assetId.success) continue;
          const name = file.name.replace(/\.[^.]*$/, '') || file.name;
          if (isImage(file)) insert(name, { type: 'image', assetId: assetId.data }, size);
          else
            insert(
              name,
              { type: 'media', assetId: assetId.data, isLooped: true, isPlaying: true, startsOver: true },
              size,
            );
        }
      };
      void addAll();
    },
    [insert, upload],
  );
}
