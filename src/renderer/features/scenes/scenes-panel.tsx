import { Plus } from 'lucide-react';
import { useRef } from 'react';
import { moveScene } from '../../scenes/edits/edit-scenes.js';
import { useCollection, useSceneStudio } from '../../stores/scene-context.js';
import { IconButton } from '../../ui/icon-button.js';
import { useNews } from '../compose/announcer.js';
import { Panel } from '../compose/panel.js';
import { useListOrder } from '../compose/use-list-order.js';
import { CollectionMenu } from './collection-menu.js';
import { SceneRow } from './scene-row.js';
import { sceneWords } from './scene-words.js';
import { TransitionBar } from './transition-bar.js';
import { useSceneActions } from './use-scene-actions.js';

/** The scenes, in the creator's order, and how one follows the other. */
export function ScenesPanel() {
  const scenes = useSceneStudio();
  const list = useRef<HTMLUListElement>(null);
  const all = useCollection((collection) => collection.scenes);
  const actions = useSceneActions();
  const ids = all.map(({ id }) => id);
  const order = useListOrder(list, ids, (id, index) => {
    scenes.edit(sceneWords.edits.order, (collection) => moveScene(collection, id, index));
    const name = all.find((scene) => scene.id === id)?.name ?? '';
    useNews.getState().say(sceneWords.placed(name, index + 1, ids.length));
  });
  return (
    <div className="flex min-h-0 min-w-0 flex-col">
      <Panel
        className="flex-1"
        title={sceneWords.title}
        aside={
          <>
            <CollectionMenu />
            <IconButton icon={Plus} label={sceneWords.add} className="size-7" onClick={actions.add} />
          </>
        }
      >
        <ul ref={list} aria-label={sceneWords.title}>
          {order.ids.map((id) => {
            const scene = all.find((each) => each.id === id);
            return (
              scene !== undefined && (
                <SceneRow key={id} scene={scene} index={all.indexOf(scene)} isLast={all.length === 1} order={order} />
              )
            );
          })}
        </ul>
      </Panel>
      <TransitionBar />
    </div>
  );
}
