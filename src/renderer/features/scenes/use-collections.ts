import { useCallback } from 'react';
import { z } from 'zod';
import { obsImportReportSchema, type ObsImportReport } from '../../../shared/scenes/obs-import-report.js';
import { isOwnProgramme } from '../../app/is-own-programme.js';
import { wordsFor } from '../../app/words.js';
import { useSceneStudio } from '../../stores/scene-context.js';
import type { SceneStudio } from '../../stores/scene-studio.js';
import { useStudio } from '../../stores/studio-context.js';
import { StudioError } from '../../stores/studio-error.js';
import { useToasts } from '../../stores/toast-store.js';
import { useCommand } from '../../stores/use-command.js';
import { pickFiles } from '../sources/pick-files.js';
import { sendFile } from '../sources/upload-asset.js';
import { useUploads } from '../sources/uploads.js';
import { collectionWords as words } from './collection-words.js';
import { useSwitchQuestion } from './switch-question.js';

const filesSchema = z.object({ files: z.array(z.string()) });
const importedSchema = z.object({ id: z.string() });
const importedObsSchema = z.object({ id: z.string(), report: obsImportReportSchema });

export interface ObsChoice {
  readonly file: File;
  readonly paths: readonly string[];
}

/** Saves what was edited. False, and said: the engine refused it, and it would go with its collection. */
async function isSaved(scenes: SceneStudio): Promise<boolean> {
  const isKept = await scenes.flush();
  if (!isKept) useToasts.getState().show({ level: 'error', words: words.unsaved });
  return isKept;
}

/** What the menu and the palette do to scene collections. What was edited is saved before. Failures are said by toasts. */
export function useCollections() {
  const scenes = useSceneStudio();
  const { store } = useStudio();
  const create = useCommand('createCollection');
  const select = useCommand('selectCollection');
  const duplicate = useCommand('duplicateCollection');
  const remove = useCommand('deleteCollection');
  const currentId = () => scenes.store.getState().collectionId;

  const isOnAir = () => isOwnProgramme(store.getState().state?.broadcast ?? null);
  const tell = (name: string) => {
    const said = isOnAir() ? words.aside(name) : words.imported(name);
    useToasts.getState().show({ level: 'info', words: said });
  };

  const send = useCallback(
    async (file: File, path: string): Promise<unknown> => {
      if (!(await isSaved(scenes))) return null;
      const { set, end } = useUploads.getState();
      const upload = { id: crypto.randomUUID(), name: file.name };
      set({ ...upload, share: 0 });
      try {
        return await sendFile(path, file, (share) => set({ ...upload, share }));
      } catch (thrown) {
        const { code, details } =
          thrown instanceof StudioError ? thrown : new StudioError('internal', 'Import failed', { cause: thrown });
        useToasts.getState().show({ level: 'error', words: wordsFor(code, details) });
        return null;
      } finally {
        end(upload.id);
      }
    },
    [scenes],
  );

  return {
    create: async (name: string) => {
      if (!(await isSaved(scenes))) return;
      if ((await create.run({ name, from: null })) !== null && isOnAir()) tell(name);
    },
    /** Asks first while viewers see the one that is worked on. */
    select: async (id: string, isConfirmed = false) => {
      const chosen = store.getState().state?.scenes.collections.find((each) => each.id === id);
      if (!isConfirmed && chosen !== undefined && isOnAir()) {
        useSwitchQuestion.getState().ask({ id, name: chosen.name });
        return;
      }
      if (await isSaved(scenes)) await select.run({ id });
    },
    duplicate: async (name: string) => {
      if (!(await isSaved(scenes))) return;
      const id = currentId();
      if (id !== null && (await duplicate.run({ id, name })) !== null && isOnAir()) tell(name);
    },
    remove: async () => {
      // what was refused goes with it, as is meant
      await scenes.flush();
      const id = currentId();
      if (id !== null) await remove.run({ id });
    },
    /** An edit like others: it can be undone. */
    rename: (name: string) => scenes.edit(words.editRename, (collection) => ({ ...collection, name })),
    exportFile: async () => {
      if (!(await isSaved(scenes))) return;
      const id = currentId();
      if (id === null) return;
      const link = document.createElement('a');
      link.href = `/api/scenes/${encodeURIComponent(id)}/export`;
      link.download = '';
      link.click();
    },
    importFile: async () => {
      const [file] = await pickFiles('.zip,application/zip');
      if (file === undefined) return;
      const answer = importedSchema.safeParse(await send(file, '/api/scenes/import'));
      if (!answer.success) return;
      const all = store.getState().state?.scenes.collections ?? [];
      const name = all.find(({ id }) => id === answer.data.id)?.name ?? words.menu;
      tell(name);
    },
    /** A collection of OBS, and the files of this computer that it would take in; null when none was chosen. */
    pickObs: async (): Promise<ObsChoice | null> => {
      const [file] = await pickFiles('.json,application/json');
      if (file === undefined) return null;
      const answer = filesSchema.safeParse(await send(file, '/api/scenes/obs-files'));
      return answer.success ? { file, paths: answer.data.files } : null;
    },
    /** What did not come over as it was; null when nothing was imported. */
    importObs: async (file: File, mayTakeFiles: boolean): Promise<ObsImportReport | null> => {
      const path = `/api/scenes/import-obs?files=${mayTakeFiles ? 'take' : 'leave'}`;
      const answer = importedObsSchema.safeParse(await send(file, path));
      if (!answer.success) return null;
      const { id, report } = answer.data;
      const name = store.getState().state?.scenes.collections.find((each) => each.id === id)?.name ?? words.menu;
      if (isOnAir()) tell(name);
      return report;
    },
  };
}
