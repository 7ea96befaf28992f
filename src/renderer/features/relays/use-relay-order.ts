import { useLayoutEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';
import type { Relay } from '../../../shared/relays.js';
import { useCommand } from '../../stores/use-command.js';
import { moveItem } from '../../ui/move-item.js';
import { useDragOrder } from '../../ui/use-drag-order.js';

/** The list in an order that the creator is just making. */
export interface RelayOrder {
  readonly relays: readonly Relay[];
  /** The one that is dragged. */
  readonly draggedId: string | null;
  readonly isReady: boolean;
  /** What was done last, for those who listen. */
  readonly news: string;
  readonly canMove: (relay: Relay, by: -1 | 1) => boolean;
  readonly move: (relay: Relay, by: -1 | 1) => void;
  /** For the handle: follows the pointer until it is let go. */
  readonly grab: (relay: Relay, event: PointerEvent) => void;
}

/** Moves relays up and down, by keyboard and by dragging. Those of a command line stay behind the saved ones. */
export function useRelayOrder(listRef: RefObject<HTMLUListElement | null>, relays: readonly Relay[]): RelayOrder {
  const order = useCommand('orderRelays');
  const [news, setNews] = useState('');
  /** The button to have the focus again: a row that changes its place loses it. */
  const wanted = useRef<{ readonly id: string; readonly by: -1 | 1 } | null>(null);
  const ids = relays.filter(({ isTransient }) => !isTransient).map(({ id }) => id);
  const rowOf = (id: string) => listRef.current?.querySelector(`[data-relay="${CSS.escape(id)}"]`) ?? null;

  useLayoutEffect(() => {
    const { current } = wanted;
    if (current === null || order.isBusy) return;
    wanted.current = null;
    const row = rowOf(current.id);
    const buttons = [current.by, -current.by].map((by) => row?.querySelector(`button[data-move="${by}"]:enabled`));
    const button = buttons.find((each) => each instanceof HTMLButtonElement);
    if (button instanceof HTMLButtonElement) button.focus();
  });

  const send = async (next: readonly string[], moved: string) => {
    if (next.join() === ids.join()) return;
    const answer = await order.run({ ids: [...next] });
    const name = relays.find(({ id }) => id === moved)?.config.name ?? '';
    if (answer !== null) setNews(`${name} is now ${next.indexOf(moved) + 1} of ${next.length}`);
  };
  const drag = useDragOrder({ ids, rowOf, onDrop: send });
  const rank = (relay: Relay) => (relay.isTransient ? Infinity : drag.ids.indexOf(relay.id));

  return {
    relays: relays.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b))),
    draggedId: drag.draggedId,
    isReady: order.isReady,
    news,
    canMove: ({ id, isTransient }, by) => {
      const to = ids.indexOf(id) + by;
      return !isTransient && to >= 0 && to < ids.length;
    },
    move: ({ id }, by) => {
      wanted.current = { id, by };
      void send(moveItem(ids, id, ids.indexOf(id) + by), id);
    },
    grab: ({ id }, event) => {
      if (order.isReady) drag.grab(id, event);
    },
  };
}
