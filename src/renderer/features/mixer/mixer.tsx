import { useSceneStudio, useScenes } from '../../stores/scene-context.js';
import { collectionOf } from '../../stores/scene-store.js';
import { MixerBoard } from './mixer-board.js';

/** The mixer of what is composed here. Nothing before the engine has told of a collection. */
export function Mixer() {
  const scenes = useSceneStudio();
  const collection = useScenes(collectionOf);
  const programmeSceneId = useScenes((view) => view.programmeSceneId);
  if (collection === null) return null;
  return (
    <MixerBoard
      collection={collection}
      programmeSceneId={programmeSceneId}
      onEdit={(label, edit, gesture) => scenes.edit(label, edit, gesture ?? null)}
    />
  );
}
