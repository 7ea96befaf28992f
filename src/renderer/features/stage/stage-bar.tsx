import { clsx } from 'clsx';
import { Crop, Frame, Magnet, Search } from 'lucide-react';
import { useCollection, useScenes } from '../../stores/scene-context.js';
import { IconButton } from '../../ui/icon-button.js';
import { composeWords } from '../compose/compose-words.js';
import { usePalette } from '../palette/palette-open.js';
import { HistoryButtons } from '../compose/history-buttons.js';
import { useStageOptions } from './stage-options.js';
import { stageWords } from './stage-words.js';

/** Below the picture: how it is shown and held. */
export function StageBar() {
  const canvas = useCollection((collection) => collection.canvas);
  const selection = useScenes((view) => view.selection);
  const openPalette = usePalette((view) => view.open);
  const { hasSafeArea, isSnapping, cropId, set } = useStageOptions();
  const [only] = selection;
  const canCrop = only !== undefined && selection.length === 1;
  const on = (isOn: boolean) => clsx('size-7', isOn && 'bg-accent-soft text-accent-text');
  return (
    <div className="flex h-9 shrink-0 items-center gap-1 border-t border-line px-2 text-xs text-muted tabular-nums">
      <HistoryButtons />
      <span className="hidden truncate lg:inline">
        {canvas.width} × {canvas.height} · {canvas.fps} fps
      </span>
      <span className="flex-1" />
      <IconButton icon={Search} label={`${composeWords.palette} (Ctrl K)`} className="size-7" onClick={openPalette} />
      <IconButton
        icon={Crop}
        label={stageWords.crop}
        aria-pressed={cropId !== null}
        disabled={!canCrop}
        className={on(cropId !== null)}
        onClick={() => set({ cropId: cropId === null ? (only ?? null) : null })}
      />
      <IconButton
        icon={Magnet}
        label={stageWords.snapping}
        aria-pressed={isSnapping}
        className={on(isSnapping)}
        onClick={() => set({ isSnapping: !isSnapping })}
      />
      <IconButton
        icon={Frame}
        label={stageWords.safeArea}
        aria-pressed={hasSafeArea}
        className={on(hasSafeArea)}
        onClick={() => set({ hasSafeArea: !hasSafeArea })}
      />
    </div>
  );
}
