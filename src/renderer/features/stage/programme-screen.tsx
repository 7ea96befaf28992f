import { useRef } from 'react';
import { useCollection, useScenes } from '../../stores/scene-context.js';
import { CanvasSlot } from './canvas-slot.js';
import { fitStage } from './stage-view.js';
import { TroubleNote } from './trouble-note.js';
import { useAreaSize } from './use-area-size.js';

/** Studio mode: what goes out, to be watched only. */
export function ProgrammeScreen() {
  const area = useRef<HTMLDivElement>(null);
  const size = useAreaSize(area);
  const canvas = useCollection((collection) => collection.canvas);
  const sceneId = useScenes(({ programmeSceneId }) => programmeSceneId);
  const items = useCollection(({ scenes }) => scenes.find(({ id }) => id === sceneId)?.items);
  const view = fitStage(size ?? { width: 640, height: 360 }, canvas);
  const { left, top, scale } = view;
  return (
    <div ref={area} className="relative size-full overflow-hidden">
      <div
        style={{ left, top, width: canvas.width * scale, height: canvas.height * scale }}
        className="absolute bg-black ring-2 ring-live"
      >
        <CanvasSlot which="programme" />
      </div>
      {items?.map((item) => (
        <TroubleNote key={item.id} item={item} view={view} />
      ))}
    </div>
  );
}
