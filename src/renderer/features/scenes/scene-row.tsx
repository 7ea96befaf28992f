import { clsx } from 'clsx';
import { CopyPlus, Ellipsis, GripVertical, Keyboard, Pencil, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Scene } from '../../../shared/scenes/scene-collection.js';
import { isSending, useIsOnAir } from '../../app/is-on-air.js';
import { renameScene } from '../../scenes/edits/rename.js';
import { useScenes, useSceneStudio } from '../../stores/scene-context.js';
import { useMedia } from '../../stores/studio-media-context.js';
import { Confirm } from '../../ui/confirm.js';
import { IconButton } from '../../ui/icon-button.js';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.js';
import { NameEditor } from '../compose/name-editor.js';
import type { ListOrder } from '../compose/use-list-order.js';
import { HotkeyDialog } from './hotkey-dialog.js';
import { hotkeyText } from './hotkey.js';
import { sceneWords } from './scene-words.js';
import { useSceneActions } from './use-scene-actions.js';

interface SceneRowProps {
  readonly scene: Scene;
  readonly index: number;
  readonly isLast: boolean;
  readonly order: ListOrder;
}

/** A scene in the list: a click shows it, or prepares it in studio mode. */
export function SceneRow({ scene, index, isLast, order }: SceneRowProps) {
  const scenes = useSceneStudio();
  const isOn = useScenes((view) => view.programmeSceneId === scene.id);
  const isPrepared = useScenes((view) => view.previewSceneId === scene.id);
  const isStudioMode = useScenes((view) => view.previewSceneId !== null);
  const [open, setOpen] = useState<'name' | 'hotkey' | 'remove' | null>(null);
  const isSeen = useIsOnAir();
  const isSentHere = useMedia(({ feed }) => isSending(feed));
  const button = useRef<HTMLButtonElement>(null);
  const actions = useSceneActions();
  const remove = () => {
    // which scene another window shows is not known here
    if (isSeen && (isOn || !isSentHere)) setOpen('remove');
    else actions.remove(scene);
  };
  const { name, hotkey } = scene;
  const isEdited = isStudioMode ? isPrepared : isOn;
  const hasBadge = isStudioMode && (isOn || isPrepared);
  const key = hotkey !== null ? hotkeyText(hotkey) : index < 9 ? String(index + 1) : null;
  return (
    <li
      data-row={scene.id}
      className={clsx(
        'group flex min-h-8 items-center gap-1 border-l-2 pr-1 text-sm',
        isEdited ? 'border-accent bg-accent-soft' : 'border-transparent hover:bg-raised',
        order.draggedId === scene.id && 'bg-raised shadow-over',
      )}
    >
      <button
        type="button"
        data-grip
        aria-label={sceneWords.drag(name)}
        onPointerDown={(event) => order.grab(scene.id, event)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          order.move(scene.id, event.key === 'ArrowUp' ? -1 : 1);
        }}
        className="cursor-grab touch-none self-stretch px-0.5 text-muted opacity-50 group-hover:opacity-100 focus-visible:opacity-100"
      >
        <GripVertical aria-hidden className="size-3.5" />
      </button>
      {open === 'name' ? (
        <NameEditor
          label={sceneWords.name}
          name={name}
          onDone={(next) => {
            setOpen(null);
            if (next !== null) scenes.edit(sceneWords.edits.rename, (all) => renameScene(all, scene.id, next));
          }}
        />
      ) : (
        <button
          ref={button}
          type="button"
          aria-current={isEdited ? 'true' : undefined}
          onClick={() => actions.show(scene)}
          onDoubleClick={() => setOpen('name')}
          onKeyDown={(event) => {
            if (event.key === 'F2') setOpen('name');
            if (event.key === 'Delete' && !isLast) remove();
          }}
          className="flex min-w-0 flex-1 items-center gap-1.5 self-stretch text-left"
        >
          <span className="truncate" title={name}>
            {name}
          </span>
          {isStudioMode && isOn && (
            <span className="shrink-0 rounded bg-live px-1 text-2xs font-semibold text-on-live">
              {sceneWords.onAir}
              <span className="sr-only"> {sceneWords.onAirNote}</span>
            </span>
          )}
          {isStudioMode && isPrepared && (
            <span className="shrink-0 rounded bg-accent px-1 text-2xs font-semibold text-on-accent">
              {sceneWords.prepared}
              <span className="sr-only"> {sceneWords.preparedNote}</span>
            </span>
          )}
        </button>
      )}
      {key !== null && open !== 'name' && !(hasBadge && key.length > 1) && (
        <kbd className="shrink-0 rounded border border-line px-1 font-sans text-2xs text-muted">{key}</kbd>
      )}
      <Menu trigger={<IconButton icon={Ellipsis} label={sceneWords.more(name)} className="size-7" />}>
        <MenuItem icon={Pencil} onSelect={() => requestAnimationFrame(() => setOpen('name'))}>
          {sceneWords.rename}
        </MenuItem>
        <MenuItem icon={CopyPlus} onSelect={() => actions.duplicate(scene.id)}>
          {sceneWords.duplicate}
        </MenuItem>
        <MenuItem icon={Keyboard} onSelect={() => setOpen('hotkey')}>
          {sceneWords.hotkey}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={Trash2} isDanger disabled={isLast} onSelect={remove}>
          {isLast ? sceneWords.last : sceneWords.remove}
        </MenuItem>
      </Menu>
      {open === 'hotkey' && <HotkeyDialog scene={scene} onClose={() => setOpen(null)} />}
      <Confirm
        isOpen={open === 'remove'}
        onOpenChange={(isOpen) => !isOpen && setOpen(null)}
        returnFocusTo={button}
        title={sceneWords.removeTitle(name)}
        confirmLabel={sceneWords.removeConfirm}
        onConfirm={() => actions.remove(scene)}
      >
        {isSentHere ? sceneWords.removeNote : sceneWords.removeNoteElsewhere}
      </Confirm>
    </li>
  );
}
