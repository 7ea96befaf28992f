import type { Transition } from '../../../shared/scenes/scene-collection.js';
import type { DrawItem, Drawing, DrawLayer } from './draw-list.js';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** One scene, filling the programme. */
export function wholeDrawing({ width, height }: Size, items: readonly DrawItem[]): Drawing {
  return { width, height, layers: [layer({ width, height }, items)] };
}

/**
 * The picture between two scenes. `progress`: 0 is the first, 1 the second. A slide brings the new scene in from the right
 * and pushes the old one out; a wipe uncovers it from the left.
 */
export function transitionDrawing(
  { width, height }: Size,
  kind: Transition['kind'],
  progress: number,
  from: readonly DrawItem[],
  to: readonly DrawItem[],
): Drawing {
  const size = { width, height };
  if (kind === 'cut' || progress >= 1) return wholeDrawing(size, to);
  if (progress <= 0) return wholeDrawing(size, from);
  const below = layer(size, from);
  const above = layer(size, to);
  // whole pixels: half of one would show a seam between the two
  const edge = Math.round(width * eased(progress));
  switch (kind) {
    case 'fade':
      return { ...size, layers: [below, { ...above, opacity: progress }] };
    case 'slide':
      return {
        ...size,
        layers: [
          { ...below, clip: { x: 0, y: 0, width: width - edge, height }, offsetX: -edge },
          { ...above, clip: { x: width - edge, y: 0, width: edge, height }, offsetX: width - edge },
        ],
      };
    case 'wipe':
      return { ...size, layers: [below, { ...above, clip: { x: 0, y: 0, width: edge, height } }] };
  }
}

function layer({ width, height }: Size, items: readonly DrawItem[]): DrawLayer {
  return { items, clip: { x: 0, y: 0, width, height }, offsetX: 0, opacity: 1 };
}

/** Starts and ends softly (smoothstep). */
function eased(progress: number): number {
  return progress * progress * (3 - 2 * progress);
}
