import { useEffect } from 'react';
import { moveItems } from '../../scenes/edits/move-items.js';
import { boundsOf } from '../../scenes/geometry/bounds-of.js';
import { useSceneStudio } from '../../stores/scene-context.js';
import type { SceneStudio } from '../../stores/scene-studio.js';
import { selectedItemsOf } from '../../stores/scene-store.js';
import { isEditForFocus } from '../hotkeys/is-for-focus.js';
import { stageWords } from '../stage/stage-words.js';
import { useNews } from './announcer.js';
import { itemActions } from './item-actions.js';

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

type Act = (scenes: SceneStudio) => void;

/** Everything at once: with Ctrl (or Cmd) held. `Shift+` before the code where Shift is held, too. */
const withCtrl: Readonly<Record<string, Act>> = {
  KeyZ: (scenes) => scenes.undo(),
  'Shift+KeyZ': (scenes) => scenes.redo(),
  KeyY: (scenes) => scenes.redo(),
  KeyC: itemActions.copy,
  KeyX: itemActions.cut,
  KeyV: itemActions.paste,
  KeyD: itemActions.duplicate,
  KeyA: itemActions.selectAll,
  BracketRight: (scenes) => itemActions.order(scenes, 'raise'),
  BracketLeft: (scenes) => itemActions.order(scenes, 'lower'),
  'Shift+BracketRight': (scenes) => itemActions.order(scenes, 'top'),
  'Shift+BracketLeft': (scenes) => itemActions.order(scenes, 'bottom'),
  KeyL: (scenes) => itemActions.toggle(scenes, 'isLocked'),
  KeyH: (scenes) => itemActions.toggle(scenes, 'isVisible'),
};

/**
 * Keys of the compose page, while no text field, menu or modal dialog has the focus; Delete and the arrows on the stage (Delete in
 * the list of sources, too), elsewhere they are the control's. Hotkeys are the whole studio's: studio-hotkeys.tsx.
 */
export function useComposeKeys(): void {
  const scenes = useSceneStudio();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isEditForFocus(event.target)) return;
      if (act(scenes, event)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [scenes]);
}

/** True: the key was one of ours. */
function act(scenes: SceneStudio, event: KeyboardEvent): boolean {
  if ((event.ctrlKey || event.metaKey) && !event.altKey) {
    const todo = withCtrl[`${event.shiftKey ? 'Shift+' : ''}${event.code}`];
    // text that is selected is what Ctrl+C means
    const isText = event.code === 'KeyC' && window.getSelection()?.isCollapsed === false;
    if (todo !== undefined && !isText) {
      todo(scenes);
      return true;
    }
  }
  const { selection } = scenes.store.getState();
  if ((event.key === 'Delete' || event.key === 'Backspace') && selection.length > 0) {
    if (!isOnStage(event.target) && !isInList(event.target)) return false;
    itemActions.remove(scenes);
    return true;
  }
  const way = ways[event.key];
  if (way !== undefined && selection.length > 0 && isOnStage(event.target)) {
    nudge(scenes, way, event.shiftKey ? 10 : 1);
    return true;
  }
  return false;
}

function nudge(scenes: SceneStudio, [x, y]: readonly [number, number], pixels: number): void {
  const { selection } = scenes.store.getState();
  const by = { x: x * pixels, y: y * pixels };
  scenes.edit(stageWords.edits.move, (collection) => moveItems(collection, selection, by), `nudge ${selection.join()}`);
  const items = selectedItemsOf(scenes.store.getState());
  const bounds = boundsOf(items);
  if (bounds === null) return;
  const [only] = items;
  const name = scenes.collection?.sources.find(({ id }) => id === only?.sourceId)?.name ?? '';
  useNews
    .getState()
    .say(
      items.length === 1
        ? stageWords.moved(name, bounds.x, bounds.y)
        : stageWords.movedAll(items.length, bounds.x, bounds.y),
    );
}

function isOnStage(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.closest('[data-stage]') !== null);
}

function isInList(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-sources]') !== null;
}
