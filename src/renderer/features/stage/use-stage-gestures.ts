import { useRef, useState, type PointerEvent } from 'react';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import { boundsOf } from '../../scenes/geometry/bounds-of.js';
import { isInside } from '../../scenes/geometry/hit-test.js';
import type { Point } from '../../scenes/geometry/point.js';
import type { Guide } from '../../scenes/geometry/snap-lines.js';
import { useSceneStudio } from '../../stores/scene-context.js';
import { editedSceneOf, selectedItemsOf } from '../../stores/scene-store.js';
import { drag, type DragStart, type Grip } from './gestures.js';
import { itemsWithin, pickItem, type Marquee } from './pick-item.js';
import { stageWords } from './stage-words.js';
import { toProgramme, type StageView } from './stage-view.js';

/** Nearer than this many pixels of the page, guides hold. */
const snapPx = 8;
/** A hand that trembles is no drag. */
const dragPx = 3;

interface Gesture {
  readonly id: string;
  readonly start: DragStart | null;
  readonly from: { readonly clientX: number; readonly clientY: number };
  readonly point: Point;
  /** Selected before, for a marquee that adds. */
  readonly before: readonly string[];
  /** Selects this one when the pointer is let go without a drag. */
  readonly click: string | null;
  isDragging: boolean;
  /** The last that this drag made: another one means that something else edits. */
  made: SceneCollection | null;
}

/** What is drawn while a drag goes on. */
export interface DragShown {
  readonly grip: Grip['type'] | null;
  readonly guides: readonly Guide[];
  readonly marquee: Marquee | null;
}

const nothing: DragShown = { grip: null, guides: [], marquee: null };

/** Selecting, moving, resizing, cropping and turning with the pointer. */
export function useStageGestures(
  view: StageView,
  options: {
    readonly isSnapping: boolean;
    readonly cropId: string | null;
    readonly onCrop: (id: string | null) => void;
  },
) {
  const scenes = useSceneStudio();
  const gesture = useRef<Gesture | null>(null);
  const [shown, setShown] = useState<DragShown>(nothing);

  const pointOf = (event: PointerEvent): Point =>
    toProgramme(view, event.currentTarget.closest('[data-stage]')?.getBoundingClientRect() ?? new DOMRect(), event);

  const begin = (event: PointerEvent, grip: Grip | null, click: string | null = null) => {
    const stage = event.currentTarget.closest('[data-stage]');
    if (stage instanceof HTMLElement) stage.setPointerCapture(event.pointerId);
    const state = scenes.store.getState();
    const items = selectedItemsOf(state).filter(({ isLocked }) => !isLocked);
    const point = pointOf(event);
    const { collection } = scenes;
    const others = (editedSceneOf(state)?.items ?? [])
      .filter(({ id, isVisible }) => isVisible && !items.some((item) => item.id === id))
      .flatMap((item) => boundsOf([item]) ?? []);
    gesture.current = {
      id: crypto.randomUUID(),
      start:
        grip === null || collection === null || items.length === 0
          ? null
          : {
              collection,
              items,
              grip,
              point,
              targets: { others, canvas: collection.canvas, threshold: options.isSnapping ? snapPx / view.scale : 0 },
            },
      from: event,
      point,
      before: event.shiftKey || event.ctrlKey ? state.selection : [],
      click,
      isDragging: false,
      made: collection,
    };
    gesture.current = { ...gesture.current, from: { clientX: event.clientX, clientY: event.clientY } };
  };

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || gesture.current !== null) return;
    keepField();
    const state = scenes.store.getState();
    const items = editedSceneOf(state)?.items ?? [];
    const point = pointOf(event);
    const hit = pickItem(items, point, state.selection, event.altKey);
    if (options.cropId !== null && hit?.id !== options.cropId) options.onCrop(null);
    if (event.shiftKey || event.ctrlKey || event.metaKey) {
      if (hit === null) return begin(event, null);
      scenes.toggleSelected(hit.id);
      return begin(event, { type: 'move' });
    }
    const isOnSelected = selectedItemsOf(state).some(
      (item) => !item.isLocked && item.isVisible && isInside(item, point),
    );
    // what is selected can be dragged from under others; a mere click takes the topmost
    if (isOnSelected && !event.altKey) return begin(event, { type: 'move' }, hit?.id ?? null);
    scenes.select(hit === null ? [] : [hit.id]);
    begin(event, hit === null ? null : { type: 'move' });
  };

  const onPointerMove = (event: PointerEvent) => {
    const { current } = gesture;
    if (current === null) return;
    const way = Math.hypot(event.clientX - current.from.clientX, event.clientY - current.from.clientY);
    if (!current.isDragging && way < dragPx) return;
    current.isDragging = true;
    const point = pointOf(event);
    if (current.start === null) {
      const marquee = { from: current.point, to: point };
      const touched = itemsWithin(editedSceneOf(scenes.store.getState())?.items ?? [], marquee).map(({ id }) => id);
      scenes.select([...new Set([...current.before, ...touched])]);
      setShown({ grip: null, guides: [], marquee });
      return;
    }
    if (scenes.collection !== current.made) return end();
    const { grip } = current.start;
    const { collection, guides } = drag(current.start, point, event);
    scenes.edit(stageWords.edits[grip.type], () => collection, current.id);
    current.made = scenes.collection;
    setShown({ grip: grip.type, guides, marquee: null });
  };

  const end = () => {
    gesture.current = null;
    setShown(nothing);
  };

  const onPointerUp = () => {
    const { current } = gesture;
    if (current !== null && !current.isDragging && current.click !== null) scenes.select([current.click]);
    end();
  };

  /** As it was before the drag. True: there was one. */
  const cancel = (): boolean => {
    const { current } = gesture;
    if (current === null) return false;
    const { start, made } = current;
    if (start !== null && scenes.collection === made) {
      scenes.edit(stageWords.edits[start.grip.type], () => start.collection, current.id);
    }
    end();
    return true;
  };

  /** For a handle of what is selected. */
  const grab = (event: PointerEvent, grip: Grip) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    keepField();
    const isAlone = selectedItemsOf(scenes.store.getState()).length === 1;
    const isCrop = grip.type === 'resize' && isAlone && (event.altKey || options.cropId !== null);
    begin(event, isCrop ? { type: 'crop', handle: grip.handle } : grip);
  };

  return { shown, onPointerDown, onPointerMove, onPointerUp, onPointerCancel: () => void cancel(), cancel, grab };
}

/** A field keeps what was typed when it loses the focus: before the selection, and with it the field, goes. */
function keepField(): void {
  if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
}
