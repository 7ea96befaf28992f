import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  ClipboardPaste,
  Copy,
  CopyPlus,
  Crop,
  Eye,
  EyeOff,
  Lock,
  LockOpen,
  Maximize2,
  Move,
  Scan,
  Scissors,
  StretchHorizontal,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import { selectedItemsOf } from '../../stores/scene-store.js';
import type { SceneStudio } from '../../stores/scene-studio.js';
import { sourceWords } from '../sources/source-words.js';
import { useStageOptions } from '../stage/stage-options.js';
import { stageWords } from '../stage/stage-words.js';
import { itemActions } from './item-actions.js';

export interface ItemCommand {
  readonly id: string;
  readonly title: string;
  readonly icon: LucideIcon;
  /** The key that does it, as it is shown. */
  readonly keys?: string;
  readonly run: () => void;
}

/** What can be done with what is selected now, in groups, none of them empty: of the stage's menu and of the palette. */
export function itemCommands(scenes: SceneStudio): readonly (readonly ItemCommand[])[] {
  const view = scenes.store.getState();
  const items = selectedItemsOf(view);
  const [only] = items;
  const free = items.filter(({ isLocked }) => !isLocked);
  const { fit, fill, stretch, centre } = stageWords.menu;
  const whenAny = (commands: readonly ItemCommand[]) => (items.length === 0 ? [] : commands);
  const whenFree = (commands: readonly ItemCommand[]) => (free.length === 0 ? [] : commands);
  const isAllVisible = items.every(({ isVisible }) => isVisible);
  const isAllLocked = free.length === 0;
  const crop = () => useStageOptions.getState().set({ cropId: only?.id ?? null });
  return [
    [
      ...whenAny([
        { id: 'cut', title: sourceWords.cut, icon: Scissors, keys: 'Ctrl X', run: () => itemActions.cut(scenes) },
        { id: 'copy', title: sourceWords.copy, icon: Copy, keys: 'Ctrl C', run: () => itemActions.copy(scenes) },
      ]),
      ...(view.clipboard === null
        ? []
        : [
            {
              ...{ id: 'paste', title: sourceWords.paste, icon: ClipboardPaste, keys: 'Ctrl V' },
              run: () => itemActions.paste(scenes),
            },
          ]),
      ...whenAny([
        {
          ...{ id: 'duplicate', title: sourceWords.duplicate, icon: CopyPlus, keys: 'Ctrl D' },
          run: () => itemActions.duplicate(scenes),
        },
      ]),
    ],
    whenFree([
      { id: 'fit', title: fit, icon: Scan, run: () => itemActions.fit(scenes, 'fit') },
      { id: 'fill', title: fill, icon: Maximize2, run: () => itemActions.fit(scenes, 'fill') },
      { id: 'stretch', title: stretch, icon: StretchHorizontal, run: () => itemActions.fit(scenes, 'stretch') },
      { id: 'centre', title: centre, icon: Move, run: () => itemActions.centre(scenes) },
      ...(items.length === 1 ? [{ id: 'crop', title: stageWords.crop, icon: Crop, run: crop }] : []),
    ]),
    whenAny([
      {
        ...{ id: 'front', title: sourceWords.front, icon: ArrowUpToLine, keys: 'Ctrl Shift ]' },
        run: () => itemActions.order(scenes, 'top'),
      },
      {
        ...{ id: 'forward', title: sourceWords.forward, icon: ArrowUp, keys: 'Ctrl ]' },
        run: () => itemActions.order(scenes, 'raise'),
      },
      {
        ...{ id: 'backward', title: sourceWords.backward, icon: ArrowDown, keys: 'Ctrl [' },
        run: () => itemActions.order(scenes, 'lower'),
      },
      {
        ...{ id: 'back', title: sourceWords.back, icon: ArrowDownToLine, keys: 'Ctrl Shift [' },
        run: () => itemActions.order(scenes, 'bottom'),
      },
    ]),
    whenAny([
      {
        ...{ id: 'visible', icon: isAllVisible ? EyeOff : Eye, keys: 'Ctrl H' },
        title: isAllVisible ? stageWords.menu.hide : stageWords.menu.show,
        run: () => itemActions.toggle(scenes, 'isVisible'),
      },
      {
        ...{ id: 'locked', icon: isAllLocked ? LockOpen : Lock, keys: 'Ctrl L' },
        title: isAllLocked ? stageWords.menu.unlock : stageWords.menu.lock,
        run: () => itemActions.toggle(scenes, 'isLocked'),
      },
      { id: 'remove', title: sourceWords.remove, icon: Trash2, keys: 'Del', run: () => itemActions.remove(scenes) },
    ]),
  ].filter((group) => group.length > 0);
}
