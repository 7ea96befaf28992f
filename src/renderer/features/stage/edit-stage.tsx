import { clsx } from 'clsx';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import { isInside } from '../../scenes/geometry/hit-test.js';
import { boundsOf, type Placed } from '../../scenes/geometry/bounds-of.js';
import { useCollection, useScenes, useSceneStudio } from '../../stores/scene-context.js';
import { editedSceneOf } from '../../stores/scene-store.js';
import { useAddFiles } from '../sources/use-add-files.js';
import { CanvasSlot } from './canvas-slot.js';
import { DragMarks } from './drag-marks.js';
import { EmptyScene } from './empty-scene.js';
import { ItemButton } from './item-button.js';
import { ItemHandles } from './item-handles.js';
import { pickItem } from './pick-item.js';
import { SafeArea } from './safe-area.js';
import { StageMenu } from './stage-menu.js';
import { useStageOptions } from './stage-options.js';
import { fitStage, toProgramme } from './stage-view.js';
import { stageWords } from './stage-words.js';
import { useAreaSize } from './use-area-size.js';
import { useStageGestures } from './use-stage-gestures.js';

/** What has handles, of what can be changed: the one item, or the box around several; null: nothing. */
function heldOf(free: readonly SceneItem[]): Placed | null {
  const [only] = free;
  if (only === undefined || free.length === 1) return only ?? null;
  const box = boundsOf(free);
  return box === null ? null : { box, rotation: 0 };
}

/** The scene that is edited, with its items to be taken hold of. */
export function EditStage({ which }: { readonly which: 'programme' | 'preview' }) {
  const area = useRef<HTMLDivElement>(null);
  const size = useAreaSize(area);
  const canvas = useCollection((collection) => collection.canvas);
  const scene = useScenes(editedSceneOf);
  const selection = useScenes((view) => view.selection);
  const scenes = useSceneStudio();
  const { hasSafeArea, isSnapping, cropId: wantedCropId, set } = useStageOptions();
  const [isDropping, setIsDropping] = useState(false);
  const addFiles = useAddFiles();
  const items = scene?.items ?? [];
  const selected = items.filter(({ id }) => selection.includes(id));
  const [only] = selected;
  // what is not selected alone any more is not cropped any more
  const cropId = selected.length === 1 && only?.id === wantedCropId ? wantedCropId : null;
  useEffect(() => {
    if (wantedCropId !== null && cropId === null) set({ cropId: null });
  }, [wantedCropId, cropId, set]);
  const free = selected.filter(({ isLocked }) => !isLocked);
  const held = heldOf(free);
  const view = fitStage(size ?? { width: 640, height: 360 }, canvas);
  const { shown, cancel, grab, ...pointer } = useStageGestures(view, {
    isSnapping,
    cropId,
    onCrop: (id) => set({ cropId: id }),
  });
  const frame = {
    left: view.left,
    top: view.top,
    width: canvas.width * view.scale,
    height: canvas.height * view.scale,
  };
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

  const stage = (
    <div
      ref={area}
      data-stage
      role="group"
      aria-label={stageWords.stage}
      tabIndex={-1}
      className="relative size-full touch-none overflow-hidden outline-none select-none"
      {...pointer}
      onDoubleClick={(event) => {
        const point = toProgramme(view, event.currentTarget.getBoundingClientRect(), event);
        const hit = pickItem(items, point, selection, false);
        if (hit !== null) scenes.select([hit.id]);
        set({ cropId: hit?.id ?? null });
      }}
      onContextMenu={(event) => {
        // the menu key is of what has the focus, which is selected
        if (event.target instanceof HTMLButtonElement) return;
        const point = toProgramme(view, event.currentTarget.getBoundingClientRect(), event);
        const hit = pickItem(items, point, selection, false);
        const isOnSelected = selected.some((item) => isInside(item, point));
        if (!isOnSelected) scenes.select(hit === null ? [] : [hit.id]);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && !(event.key === 'Enter' && cropId !== null)) return;
        if (cancel()) return;
        if (cropId === null) scenes.select([]);
        set({ cropId: null });
      }}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setIsDropping(true);
      }}
      onDragLeave={() => setIsDropping(false)}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setIsDropping(false);
        addFiles([...event.dataTransfer.files]);
      }}
    >
      <div style={frame} className="absolute bg-black shadow-card ring-1 ring-line">
        <CanvasSlot which={which} />
        {hasSafeArea && <SafeArea />}
      </div>
      {size !== null && (
        <>
          {items.toReversed().map((item) => (
            <ItemButton
              key={item.id}
              item={item}
              view={view}
              isSelected={selection.includes(item.id)}
              isHeld={only === item && selected.length === 1}
            />
          ))}
          {held !== null && <ItemHandles placed={held} view={view} isCropping={cropId !== null} onGrab={grab} />}
          <DragMarks shown={shown} items={free} view={view} canvas={canvas} />
        </>
      )}
      {cropId !== null && (
        <p className="pointer-events-none absolute bottom-1.5 left-1/2 -translate-x-1/2 rounded-full bg-raised px-3 py-0.5 text-xs text-text shadow-card">
          {stageWords.cropping}
        </p>
      )}
      {items.length === 0 && size !== null && <EmptyScene frame={frame} />}
      <div
        className={clsx(
          'pointer-events-none absolute inset-2 grid place-items-center rounded-card border-2 border-dashed border-accent bg-accent-soft/80 text-base font-medium text-accent-text',
          !isDropping && 'hidden',
        )}
      >
        {stageWords.dropHere}
      </div>
    </div>
  );
  // the one that had the focus would be selected in place of what was pasted or duplicated
  const focusSelected = () => {
    const pressed = area.current?.querySelectorAll('button[aria-pressed=true]');
    const [one] = pressed?.length === 1 ? pressed : [area.current];
    if (one instanceof HTMLElement) one.focus();
  };
  return <StageMenu area={stage} onClosed={focusSelected} />;
}
