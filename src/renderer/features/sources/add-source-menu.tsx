import { Plus } from 'lucide-react';
import type { SceneSource } from '../../../shared/scenes/scene-source.js';
import { addItem } from '../../scenes/edits/add-source.js';
import { hasPicture } from '../../scenes/edits/default-item.js';
import { newSceneId } from '../../scenes/scene-id.js';
import { useCollection, useScenes, useSceneStudio } from '../../stores/scene-context.js';
import { editedSceneOf } from '../../stores/scene-store.js';
import { Button } from '../../ui/button.js';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.js';
import { sourceKinds, sourceTypes } from './source-kinds.js';
import { sourceWords } from './source-words.js';
import { useAddSource } from './use-add-source.js';

/** Adds a source of any kind, or shows one of another scene here, too. */
export function AddSourceMenu() {
  const add = useAddSource();
  const scenes = useSceneStudio();
  const sources = useCollection((collection) => collection.sources);
  const scene = useScenes(editedSceneOf);
  const shown = new Set(scene?.items.map(({ sourceId }) => sourceId));
  const others = sources.filter(({ id, kind }) => hasPicture(kind) && !shown.has(id));
  const showHere = ({ id }: SceneSource) => {
    const { collection } = scenes;
    if (collection === null || scene === null) return;
    const added = addItem(collection, scene.id, id, newSceneId);
    scenes.edit(sourceWords.edits.add, () => added.collection);
    if (added.itemId !== null) scenes.select([added.itemId]);
  };
  return (
    <Menu
      trigger={
        <Button size="small" icon={Plus} aria-label={sourceWords.add}>
          {sourceWords.addShort}
        </Button>
      }
    >
      {sourceTypes.map((type) => (
        <MenuItem key={type} icon={sourceKinds[type].icon} onSelect={() => add(type)}>
          <span className="block font-medium">{sourceKinds[type].name}</span>
          <span className="block text-xs text-muted">{sourceKinds[type].line}</span>
        </MenuItem>
      ))}
      {others.length > 0 && (
        <>
          <MenuLine />
          <p className="px-2.5 pt-1 pb-1.5 text-xs font-medium text-muted">{sourceWords.existing}</p>
          {others.map((source) => (
            <MenuItem key={source.id} icon={sourceKinds[source.kind.type].icon} onSelect={() => showHere(source)}>
              {source.name}
            </MenuItem>
          ))}
        </>
      )}
    </Menu>
  );
}
