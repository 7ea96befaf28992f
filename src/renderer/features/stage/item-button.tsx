import { clsx } from 'clsx';
import { useId } from 'react';
import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import { useCollection, useSceneStudio } from '../../stores/scene-context.js';
import { stageWords } from './stage-words.js';
import { boxStyle } from './box-style.js';
import type { StageView } from './stage-view.js';
import { TroubleNote, useItemTrouble } from './trouble-note.js';

interface ItemButtonProps {
  readonly item: SceneItem;
  readonly view: StageView;
  readonly isSelected: boolean;
  /** Its handles show that it is selected. */
  readonly isHeld: boolean;
}

/**
 * An item for the keyboard and for those who listen; the pointer goes through it to the stage. Where it has no picture it says of
 * which source, and why: what is composed below it tells viewers nothing of that.
 */
export function ItemButton({ item, view, isSelected, isHeld }: ItemButtonProps) {
  const scenes = useSceneStudio();
  const source = useCollection(({ sources }) => sources.find(({ id }) => id === item.sourceId));
  const troubleId = useId();
  const name = source?.name ?? '';
  const trouble = useItemTrouble(item);
  return (
    <>
      <button
        type="button"
        aria-pressed={isSelected}
        aria-label={stageWords.item(name, item)}
        {...(trouble !== null && { 'aria-describedby': troubleId })}
        onFocus={(event) => {
          if (event.currentTarget.matches(':focus-visible')) scenes.select([item.id]);
        }}
        onClick={(event) => {
          if (event.shiftKey) scenes.toggleSelected(item.id);
          else scenes.select([item.id]);
        }}
        style={boxStyle(item, view)}
        className={clsx(
          'pointer-events-none absolute',
          isSelected && !(isHeld && !item.isLocked) && 'outline-2 outline-accent outline-solid',
          isSelected && item.isLocked && 'outline-dashed',
        )}
      />
      <TroubleNote id={troubleId} item={item} view={view} />
    </>
  );
}
