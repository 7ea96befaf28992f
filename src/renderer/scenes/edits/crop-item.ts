import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { Crop } from '../../../shared/scenes/scene-item.js';
import { centreOf } from '../geometry/bounds-of.js';
import { holdBox } from '../geometry/hold-box.js';
import { rotateVector, type Point } from '../geometry/point.js';
import { signsOf, type Handle } from '../geometry/resize-box.js';
import { editUnlocked } from './edit-items.js';

/** So much of the picture stays, whatever is cut away. */
const leastRest = 0.05;

/** Cuts shares of the source's own picture away (0–0.95 each); the box stays, and the rest fills it as `fit` says. */
export function setCrop(collection: SceneCollection, itemId: string, crop: Readonly<Crop>): SceneCollection {
  return editUnlocked(collection, [itemId], (item) => {
    const [left, right] = heldPair(crop.left, crop.right);
    const [top, bottom] = heldPair(crop.top, crop.bottom);
    Object.assign(item.crop, { left, top, right, bottom });
  });
}

/**
 * Drags a side or corner over the picture, which stays where it is seen: the box shrinks, or grows until the whole picture
 * is shown. `by` is in programme pixels as seen on the canvas. Exact where the picture fills its box.
 */
export function cropItem(collection: SceneCollection, itemId: string, handle: Handle, by: Point): SceneCollection {
  return editUnlocked(collection, [itemId], (item) => {
    const { box, crop, rotation } = item;
    const signs = signsOf(handle);
    const local = rotateVector(by, -rotation);
    const across = cutAlong(signs.x, local.x, box.width, crop.left, crop.right);
    const down = cutAlong(signs.y, local.y, box.height, crop.top, crop.bottom);
    const shift = rotateVector(
      { x: (signs.x * (across.length - box.width)) / 2, y: (signs.y * (down.length - box.height)) / 2 },
      rotation,
    );
    const centre = centreOf(box);
    Object.assign(
      box,
      holdBox({
        x: centre.x + shift.x - across.length / 2,
        y: centre.y + shift.y - down.length / 2,
        width: across.length,
        height: down.length,
      }),
    );
    Object.assign(crop, { left: across.start, right: across.end, top: down.start, bottom: down.end });
  });
}

/** What is cut at both ends after the side of `sign` was dragged by `by`, and how long the rest is. */
function cutAlong(sign: number, by: number, length: number, start: number, end: number) {
  const whole = length / (1 - start - end);
  if (sign === 0) return { start, end, length };
  const own = sign > 0 ? end : start;
  const other = sign > 0 ? start : end;
  const next = held(own - (sign * by) / whole, 1 - leastRest - other);
  const ends = sign > 0 ? { start, end: next } : { start: next, end };
  return { ...ends, length: whole * (1 - other - next) };
}

function heldPair(first: number, second: number): [number, number] {
  const held1 = held(first, 1 - leastRest);
  return [held1, held(second, 1 - leastRest - held1)];
}

/** Within 0 and `most`, in millionths, never above it. */
function held(share: number, most: number): number {
  if (!(share > 0)) return 0;
  return Math.max(0, Math.floor(Math.min(share, most, 0.95) * 1e6) / 1e6);
}
