import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  Copy,
  CopyPlus,
  Ellipsis,
  Pencil,
  RotateCcw,
  Trash2,
} from 'lucide-react';
import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import { orderItems, type OrderStep } from '../../scenes/edits/order-items.js';
import { useSceneStudio } from '../../stores/scene-context.js';
import { IconButton } from '../../ui/icon-button.js';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.js';
import { sourceWords } from './source-words.js';

interface SourceMenuProps {
  readonly item: SceneItem;
  readonly name: string;
  readonly onRename: () => void;
  /** Null: it is no film. */
  readonly onStartOver: (() => void) | null;
}

/** What else can be done with an item. */
export function SourceMenu({ item, name, onRename, onStartOver }: SourceMenuProps) {
  const scenes = useSceneStudio();
  const order = (step: OrderStep) =>
    scenes.edit(sourceWords.edits.order, (collection) => orderItems(collection, [item.id], step));
  /** On this item alone, whatever was selected. */
  const alone = (act: () => void) => () => {
    scenes.select([item.id]);
    act();
  };
  return (
    <Menu trigger={<IconButton icon={Ellipsis} label={sourceWords.more(name)} className="size-7 max-xl:size-6" />}>
      {onStartOver !== null && (
        <>
          <MenuItem icon={RotateCcw} onSelect={onStartOver}>
            {sourceWords.startOver}
          </MenuItem>
          <MenuLine />
        </>
      )}
      <MenuItem icon={Pencil} onSelect={() => requestAnimationFrame(onRename)}>
        {sourceWords.rename}
      </MenuItem>
      <MenuItem icon={CopyPlus} onSelect={alone(() => scenes.duplicate(sourceWords.edits.duplicate))}>
        {sourceWords.duplicate}
      </MenuItem>
      <MenuItem icon={Copy} onSelect={alone(() => scenes.copy())}>
        {sourceWords.copy}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={ArrowUpToLine} onSelect={() => order('top')}>
        {sourceWords.front}
      </MenuItem>
      <MenuItem icon={ArrowUp} onSelect={() => order('raise')}>
        {sourceWords.forward}
      </MenuItem>
      <MenuItem icon={ArrowDown} onSelect={() => order('lower')}>
        {sourceWords.backward}
      </MenuItem>
      <MenuItem icon={ArrowDownToLine} onSelect={() => order('bottom')}>
        {sourceWords.back}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={Trash2} isDanger onSelect={alone(() => scenes.removeSelected(sourceWords.edits.remove))}>
        {sourceWords.remove}
      </MenuItem>
    </Menu>
  );
}
