import { clsx } from 'clsx';
import { Eye, EyeOff, GripVertical, Lock, LockOpen } from 'lucide-react';
import { useState, type MouseEvent } from 'react';
import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import { renameSource } from '../../scenes/edits/rename.js';
import { styleItems } from '../../scenes/edits/style-items.js';
import { useCollection, useSceneStudio } from '../../stores/scene-context.js';
import { useStudioMedia } from '../../stores/studio-media-context.js';
import { IconButton } from '../../ui/icon-button.js';
import type { ListOrder } from '../compose/use-list-order.js';
import { NameEditor } from '../compose/name-editor.js';
import { MutedMark } from '../mixer/muted-mark.js';
import { CaptureStateLine } from './capture-state-line.js';
import { sourceKinds } from './source-kinds.js';
import { SourceMenu } from './source-menu.js';
import { sourceWords } from './source-words.js';

interface SourceRowProps {
  readonly item: SceneItem;
  readonly isSelected: boolean;
  readonly order: ListOrder;
  readonly onSelect: (event: MouseEvent) => void;
}

/** An item of the scene in the list. */
export function SourceRow({ item, isSelected, order, onSelect }: SourceRowProps) {
  const scenes = useSceneStudio();
  const media = useStudioMedia();
  const source = useCollection(({ sources }) => sources.find(({ id }) => id === item.sourceId));
  const [isRenaming, setIsRenaming] = useState(false);
  if (source === undefined) return null;
  const { icon: Icon } = sourceKinds[source.kind.type];
  const { name, kind } = source;
  const { isVisible, isLocked } = item;
  const style = (label: string, change: Parameters<typeof styleItems>[2]) =>
    scenes.edit(label, (collection) => styleItems(collection, [item.id], change));
  return (
    <li
      data-row={item.id}
      className={clsx(
        'group flex min-h-8 flex-wrap items-center gap-x-1 border-l-2 max-xl:gap-x-0.5 pr-1 text-sm',
        isSelected ? 'border-accent bg-accent-soft' : 'border-transparent hover:bg-raised',
        order.draggedId === item.id && 'bg-raised shadow-over',
      )}
    >
      <button
        type="button"
        data-grip
        aria-label={sourceWords.drag(name)}
        onPointerDown={(event) => order.grab(item.id, event)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          order.move(item.id, event.key === 'ArrowUp' ? -1 : 1);
        }}
        className="cursor-grab touch-none self-stretch px-0.5 text-muted opacity-50 group-hover:opacity-100 focus-visible:opacity-100"
      >
        <GripVertical aria-hidden className="size-3.5" />
      </button>
      <Icon aria-hidden className={clsx('size-4 shrink-0', isVisible ? 'text-muted' : 'text-muted/60')} />
      <div className="grid min-w-0 flex-1 py-0.5">
        {isRenaming ? (
          <NameEditor
            label={sourceWords.name}
            name={name}
            onDone={(next) => {
              setIsRenaming(false);
              if (next !== null) scenes.edit(sourceWords.edits.rename, (all) => renameSource(all, source.id, next));
            }}
          />
        ) : (
          <button
            type="button"
            aria-pressed={isSelected}
            onClick={onSelect}
            onDoubleClick={() => setIsRenaming(true)}
            onKeyDown={(event) => {
              if (event.key === 'F2') setIsRenaming(true);
            }}
            className={clsx('truncate text-left', !isVisible && 'text-muted line-through decoration-1')}
          >
            {name}
          </button>
        )}
      </div>
      <MutedMark sound={source.sound} />
      <IconButton
        icon={isVisible ? Eye : EyeOff}
        label={isVisible ? sourceWords.hide(name) : sourceWords.show(name)}
        className="size-7 max-xl:size-6"
        onClick={() => style(isVisible ? sourceWords.edits.hide : sourceWords.edits.show, { isVisible: !isVisible })}
      />
      <IconButton
        icon={isLocked ? Lock : LockOpen}
        label={isLocked ? sourceWords.unlock(name) : sourceWords.lock(name)}
        className={clsx(
          'size-7 max-xl:size-6',
          !isLocked && 'opacity-50 group-hover:opacity-100 focus-visible:opacity-100',
        )}
        onClick={() => style(isLocked ? sourceWords.edits.unlock : sourceWords.edits.lock, { isLocked: !isLocked })}
      />
      <SourceMenu
        item={item}
        name={name}
        onRename={() => setIsRenaming(true)}
        onStartOver={kind.type === 'media' && kind.assetId !== null ? () => media.startOver(source.id) : null}
      />
      {/* below all of it: a narrow list has no room beside the buttons */}
      <div className="-mt-0.5 min-w-0 basis-full pb-1 pl-11 empty:hidden">
        <CaptureStateLine source={source} />
      </div>
    </li>
  );
}
