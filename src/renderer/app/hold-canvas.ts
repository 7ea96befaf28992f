import type { StoreApi } from 'zustand/vanilla';
import { sceneWords } from '../features/scenes/scene-words.js';
import type { StudioMedia } from '../media/studio-media.js';
import type { SceneStudio } from '../stores/scene-studio.js';
import type { StudioView } from '../stores/studio-store.js';
import { useToasts } from '../stores/toast-store.js';
import { isOnAir } from './is-on-air.js';

interface HoldCanvasOptions {
  readonly scenes: SceneStudio;
  readonly store: StoreApi<StudioView>;
  readonly media: Pick<StudioMedia, 'state'>;
}

/** While a show is on its picture keeps size and rate, whoever would change them: a key for undo as well. Said by a toast. */
export function holdCanvas({ scenes, store, media }: HoldCanvasOptions): void {
  scenes.holdCanvas({
    isHeld: () => isOnAir(store.getState().state?.broadcast ?? null, media.state().feed),
    onRefused: () => useToasts.getState().show({ level: 'warning', words: sceneWords.canvasHeld }),
  });
}
