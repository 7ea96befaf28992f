import type { RefObject } from 'react';
import { useDragOrder, type DragOrder } from '../../ui/use-drag-order.js';

/** A list whose rows (`data-row="<id>"`) are put in another order: by dragging, and by keyboard. */
export interface ListOrder extends DragOrder {
  /** Moves a row by so many places; its handle (`data-grip`) keeps the focus. */
  readonly move: (id: string, by: number) => void;
}

/** `onPlace`: the row shall be at this place (0: the topmost). */
export function useListOrder(
  list: RefObject<HTMLElement | null>,
  ids: readonly string[],
  onPlace: (id: string, index: number) => void,
): ListOrder {
  const rowOf = (id: string) => list.current?.querySelector(`[data-row="${CSS.escape(id)}"]`) ?? null;
  const order = useDragOrder({
    ids,
    rowOf,
    onDrop: (next, id) => {
      const index = next.indexOf(id);
      if (index !== ids.indexOf(id)) onPlace(id, index);
    },
  });
  return {
    ...order,
    move: (id, by) => {
      const to = ids.indexOf(id) + by;
      if (to < 0 || to >= ids.length) return;
      onPlace(id, to);
      requestAnimationFrame(() => {
        const grip = rowOf(id)?.querySelector('[data-grip]');
        if (grip instanceof HTMLElement) grip.focus();
      });
    },
  };
}
