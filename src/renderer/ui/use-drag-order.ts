import { useEffect, useLayoutEffect, useRef, useState, type PointerEvent } from 'react';
import { moveItem, placeAt } from './move-item.js';

interface Drag {
  readonly id: string;
  readonly ids: readonly string[];
  /** Let go, and on its way to whoever keeps the order. */
  readonly isDone: boolean;
}

/** Rows of a list that are dragged into another order. */
export interface DragOrder {
  /** In the order that is just being made. */
  readonly ids: readonly string[];
  /** The row in the hand. */
  readonly draggedId: string | null;
  /** For a row's handle: follows the pointer until it is let go. */
  readonly grab: (id: string, event: PointerEvent) => void;
}

interface DragOrderOptions {
  readonly ids: readonly string[];
  readonly rowOf: (id: string) => Element | null;
  /** A row was let go, perhaps where it was. The new order is shown until this is settled. */
  readonly onDrop: (ids: readonly string[], id: string) => void | Promise<void>;
}

/** Dragging rows up and down; Escape leaves them as they were. The keyboard's way is the caller's. */
export function useDragOrder({ ids, rowOf, onDrop }: DragOrderOptions): DragOrder {
  const [drag, setDrag] = useState<Drag | null>(null);
  const middleOf = (id: string) => {
    const box = rowOf(id)?.getBoundingClientRect();
    return box === undefined ? Infinity : box.top + box.height / 2;
  };
  const follow = (clientY: number) => {
    if (drag === null || drag.isDone) return;
    const rest = ids.filter((id) => id !== drag.id);
    setDrag({ ...drag, ids: moveItem(ids, drag.id, placeAt(rest.map(middleOf), clientY)) });
  };
  const letGo = async () => {
    if (drag === null || drag.isDone) return;
    const kept = onDrop(drag.ids, drag.id);
    if (kept === undefined) return setDrag(null);
    setDrag({ ...drag, isDone: true });
    await kept;
    // unless the next one is in the hand already
    setDrag((now) => (now?.isDone === true ? null : now));
  };
  const hands = useRef({ follow, letGo });
  useLayoutEffect(() => {
    hands.current = { follow, letGo };
  });
  const isDragging = drag !== null && !drag.isDone;
  useEffect(() => {
    if (!isDragging) return;
    // at the window: a row that changes its place loses the pointer's capture
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener('pointermove', ({ clientY }) => hands.current.follow(clientY), { signal });
    window.addEventListener('pointerup', () => void hands.current.letGo(), { signal });
    window.addEventListener('pointercancel', () => setDrag(null), { signal });
    window.addEventListener('keydown', ({ key }) => void (key === 'Escape' && setDrag(null)), { signal });
    return () => stop.abort();
  }, [isDragging]);
  return {
    ids: drag?.ids ?? ids,
    draggedId: isDragging ? drag.id : null,
    grab: (id, event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      setDrag({ id, ids, isDone: false });
    },
  };
}
