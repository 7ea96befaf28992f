import type { StoreApi } from 'zustand/vanilla';
import { wordsFor } from '../app/words.js';
import { labelsOf } from '../scenes/history.js';
import { keepDraft, readDraft } from './scene-draft.js';
import { saverWords } from './scene-saver-words.js';
import { rememberScene } from './remember-scene.js';
import { SceneSaver } from './scene-saver.js';
import { SceneStudio } from './scene-studio.js';
import type { StudioClient } from './studio-client.js';
import type { StudioView } from './studio-store.js';
import { useToasts } from './toast-store.js';

/** The scenes of this page, following the engine and saving by themselves. What stays unsaved is sent when the page is left. */
export function beginScenes(client: StudioClient, store: StoreApi<StudioView>): SceneStudio {
  const scenes = new SceneStudio();
  rememberScene(scenes, { tab: window.sessionStorage, browser: window.localStorage });
  const { show } = useToasts.getState();
  const saver = new SceneSaver({
    store: scenes.store,
    send: client.send,
    current: () => store.getState().state?.scenes.current ?? null,
    draft: readDraft(window.sessionStorage),
    onConflict: () =>
      show({
        level: 'warning',
        words: saverWords.gaveWay,
        action: {
          label: saverWords.undo,
          run: () => {
            const { history } = scenes.store.getState();
            // as long as it was the last that was done
            if (history !== null && labelsOf(history).undo === saverWords.steps.elsewhere) scenes.undo();
          },
        },
      }),
    onKeptAside: (name, isDeleted) => show({ level: 'warning', words: saverWords.keptAside(name, isDeleted) }),
    onRefused: ({ code, details }) => show({ level: 'error', words: wordsFor(code, details) }),
  });
  scenes.saveWith(saver);
  store.subscribe((view, before) => {
    if (view.state?.scenes.current !== before.state?.scenes.current) saver.follow();
  });
  const writeDraft = keepDraft({
    store: scenes.store,
    storage: window.sessionStorage,
    unsaved: () => saver.unsaved(),
  });
  saver.start();
  window.addEventListener('pagehide', () => {
    writeDraft();
    void saver.flush();
  });
  return scenes;
}
