import { fitted } from './scene-store.js';
import type { SceneStudio } from './scene-studio.js';

const key = 'headwater.scene';

interface SceneMemory {
  /** Of this tab; forgotten with it. */
  readonly tab: Pick<Storage, 'getItem' | 'setItem'>;
  /** Of all tabs: the last word of any. */
  readonly browser: Pick<Storage, 'getItem' | 'setItem'>;
}

/**
 * A reload goes on with the scene that was on in this tab: during a broadcast nobody should see another one, least of all one
 * that was looked at in another tab. A tab that had none begins with what the browser had last.
 */
export function rememberScene({ store }: SceneStudio, { tab, browser }: SceneMemory): void {
  const [collectionId = '', sceneId = ''] = (tab.getItem(key) ?? browser.getItem(key) ?? '').split('/');
  store.subscribe((view, before) => {
    if (view.collectionId === null || view.collectionId === '') return;
    if (before.collectionId === null && view.collectionId === collectionId && view.programmeSceneId !== sceneId) {
      const isThere = view.history?.present.scenes.some(({ id }) => id === sceneId) ?? false;
      if (isThere) return store.setState(fitted({ ...view, programmeSceneId: sceneId, wereOn: [] }));
    }
    if (view.programmeSceneId !== before.programmeSceneId || view.collectionId !== before.collectionId) {
      const now = `${view.collectionId}/${view.programmeSceneId}`;
      tab.setItem(key, now);
      browser.setItem(key, now);
    }
  });
}
