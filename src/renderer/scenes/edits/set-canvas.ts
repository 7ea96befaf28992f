import { produce } from 'immer';
import {
  canvasSchema,
  type Canvas,
  type SceneCollection,
  type Transition,
} from '../../../shared/scenes/scene-collection.js';
import type { Box } from '../../../shared/scenes/scene-item.js';
import { holdBox } from '../geometry/hold-box.js';

/**
 * Another size or rate of the programme. Items keep their place in the picture: they are scaled alike in both directions,
 * about the middle, so that nothing is distorted; what covered the whole canvas covers the new one. One that is not valid
 * changes nothing.
 */
export function setCanvas(collection: SceneCollection, next: Canvas): SceneCollection {
  if (!canvasSchema.safeParse(next).success) return collection;
  return produce(collection, (draft) => {
    const { canvas } = draft;
    const isResized = canvas.width !== next.width || canvas.height !== next.height;
    if (isResized) {
      const scale = Math.min(next.width / canvas.width, next.height / canvas.height);
      for (const { items } of draft.scenes) {
        for (const item of items) {
          item.box = holdBox(
            coversAll(item.box, item.rotation, canvas) ? whole(next) : scaled(item.box, canvas, next, scale),
          );
          item.cornerRadius = Math.min(8192, item.cornerRadius * scale);
        }
      }
    }
    Object.assign(canvas, next);
  });
}

/** How one scene gives way to the next. */
export function setTransition(collection: SceneCollection, transition: Transition): SceneCollection {
  const durationMs = Math.min(Math.max(0, Math.round(transition.durationMs) || 0), 5000);
  return produce(collection, (draft) => {
    Object.assign(draft.transition, { kind: transition.kind, durationMs });
  });
}

function whole({ width, height }: Canvas): Box {
  return { x: 0, y: 0, width, height };
}

function coversAll(box: Readonly<Box>, rotation: number, canvas: Canvas): boolean {
  const isAt = (value: number, place: number): boolean => Math.abs(value - place) < 0.5;
  const isPlaced = isAt(box.x, 0) && isAt(box.y, 0) && isAt(box.width, canvas.width) && isAt(box.height, canvas.height);
  return rotation === 0 && isPlaced;
}

function scaled(box: Readonly<Box>, from: Canvas, to: Canvas, scale: number): Box {
  return {
    x: to.width / 2 + (box.x - from.width / 2) * scale,
    y: to.height / 2 + (box.y - from.height / 2) * scale,
    width: box.width * scale,
    height: box.height * scale,
  };
}
