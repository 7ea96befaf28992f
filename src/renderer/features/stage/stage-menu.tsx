import { Fragment, type ReactElement } from 'react';
import { BoxSelect } from 'lucide-react';
import { useScenes, useSceneStudio } from '../../stores/scene-context.js';
import { editedSceneOf } from '../../stores/scene-store.js';
import { ContextMenu, ContextMenuItem, ContextMenuLine } from '../../ui/context-menu.js';
import { itemActions } from '../compose/item-actions.js';
import { itemCommands } from '../compose/item-commands.js';
import { stageWords } from './stage-words.js';

interface StageMenuProps {
  readonly area: ReactElement;
  readonly onClosed: () => void;
}

/** What can be done with what is selected, at the pointer. */
export function StageMenu({ area, onClosed }: StageMenuProps) {
  const scenes = useSceneStudio();
  const isEmpty = useScenes((view) => (editedSceneOf(view)?.items.length ?? 0) === 0);
  // what is offered follows what is selected, edited and copied
  useScenes((view) => view);
  const groups = itemCommands(scenes);
  return (
    <ContextMenu area={area} label={stageWords.menu.title} onClosed={onClosed}>
      {groups.map((group, index) => (
        <Fragment key={group[0]?.id}>
          {index > 0 && <ContextMenuLine />}
          {group.map(({ id, title, icon, keys, run }) => (
            <ContextMenuItem key={id} icon={icon} keys={keys} onSelect={run}>
              {title}
            </ContextMenuItem>
          ))}
        </Fragment>
      ))}
      {groups.length > 0 && <ContextMenuLine />}
      <ContextMenuItem icon={BoxSelect} keys="Ctrl A" disabled={isEmpty} onSelect={() => itemActions.selectAll(scenes)}>
        {stageWords.menu.selectAll}
      </ContextMenuItem>
    </ContextMenu>
  );
}
