import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { AppError } from '../../shared/errors.js';
import type { SceneCollection } from '../../shared/scenes/scene-collection.js';
import type { SceneStudio } from './scene-studio.js';
import type { SceneView } from './scene-store.js';

/** The scenes of this page, made once at boot. */
export const SceneContext = createContext<SceneStudio | null>(null);

/** The scenes of this page, to edit them. Throws outside of the provider. */
export function useSceneStudio(): SceneStudio {
  const studio = useContext(SceneContext);
  if (studio === null) throw new AppError('internal', 'Expected a SceneContext around this component');
  return studio;
}

/** A part of the scenes; renders again when that part changes. `select` answers parts that there are, never new objects. */
export function useScenes<T>(select: (view: SceneView) => T): T {
  return useStore(useSceneStudio().store, select);
}

/** A part of the collection. Only for components that are shown while there is one. */
export function useCollection<T>(select: (collection: SceneCollection) => T): T {
  return useScenes(({ history }) => {
    if (history === null) throw new AppError('internal', 'Expected a scene collection');
    return select(history.present);
  });
}
