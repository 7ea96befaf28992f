import { useCallback } from 'react';
import { wordsFor } from '../../app/words.js';
import { StudioError } from '../../stores/studio-error.js';
import { useToasts } from '../../stores/toast-store.js';
import { uploadAsset } from './upload-asset.js';
import { useUploads } from './uploads.js';

/** Sends a file to the engine, shown while it is on its way; the answer is its id, or null when a toast has said why not. */
export function useUpload(): (file: File) => Promise<string | null> {
  return useCallback(async (file: File) => {
    const { set, end } = useUploads.getState();
    const upload = { id: crypto.randomUUID(), name: file.name };
    set({ ...upload, share: 0 });
    try {
      return await uploadAsset(file, (share) => set({ ...upload, share }));
    } catch (thrown) {
      const { code, details } =
        thrown instanceof StudioError ? thrown : new StudioError('internal', 'Expected an id', { cause: thrown });
      useToasts.getState().show({ level: 'error', words: wordsFor(code, details) });
      return null;
    } finally {
      end(upload.id);
    }
  }, []);
}
