import { TriangleAlert } from 'lucide-react';
import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import { useCollection } from '../../stores/scene-context.js';
import { useMediaPart } from '../compose/use-media-part.js';
import { boxStyle } from './box-style.js';
import { itemTrouble } from './item-trouble.js';
import type { StageView } from './stage-view.js';

/** See itemTrouble; null as well for what is hidden. */
export function useItemTrouble(item: SceneItem): string | null {
  const source = useCollection(({ sources }) => sources.find(({ id }) => id === item.sourceId));
  const capture = useMediaPart(({ captures }) => captures.get(item.sourceId), undefined);
  return source === undefined || !item.isVisible ? null : itemTrouble(source, capture);
}

interface TroubleNoteProps {
  readonly item: SceneItem;
  readonly view: StageView;
  /** Of what it says. */
  readonly id?: string;
}

/** Over an item that has no picture: of which source, and why. Nothing where all is well. */
export function TroubleNote({ item, view, id }: TroubleNoteProps) {
  const name = useCollection(({ sources }) => sources.find((source) => source.id === item.sourceId)?.name ?? '');
  const trouble = useItemTrouble(item);
  if (trouble === null) return null;
  return (
    <div
      style={boxStyle(item, view)}
      className="pointer-events-none absolute grid grid-cols-[minmax(0,max-content)] place-content-center overflow-hidden p-1 text-xs"
    >
      <p className="truncate rounded-t-control bg-surface px-2 pt-1 text-center font-semibold text-text">{name}</p>
      <p
        id={id}
        className="flex min-w-0 items-center justify-center gap-1 rounded-b-control bg-surface px-2 pb-1 text-warn-text"
      >
        <TriangleAlert aria-hidden className="size-3 shrink-0" />
        <span className="truncate">{trouble}</span>
      </p>
    </div>
  );
}
