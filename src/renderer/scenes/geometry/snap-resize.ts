import type { Box } from '../../../shared/scenes/scene-item.js';
import { resizeBox, signsOf, type Handle, type ResizeOptions } from './resize-box.js';
import { extentsOf, guidesOf, nearestWay, type Guide, type SnapTargets } from './snap-lines.js';

/**
 * A box that is being resized by a handle, the sides that move held by edges and middles of the canvas and of other boxes.
 * `box` is as `resizeBox` made it, upright: a turned one is not held. With `keepAspect` one side is held and the other follows.
 */
export function snapResize(
  box: Readonly<Box>,
  handle: Handle,
  targets: SnapTargets,
  options: ResizeOptions,
): { readonly box: Box; readonly guides: Guide[] } {
  const signs = signsOf(handle);
  const ways = {
    x: signs.x === 0 ? null : nearestWay([edgeOf(box, 'x', signs.x)], targets, 'x'),
    y: signs.y === 0 ? null : nearestWay([edgeOf(box, 'y', signs.y)], targets, 'y'),
  };
  // one side leads: the nearer one, or both would pull the aspect apart
  if (options.keepAspect && ways.x !== null && ways.y !== null) {
    ways[Math.abs(ways.x) <= Math.abs(ways.y) ? 'y' : 'x'] = null;
  }
  const held = options.keepAspect
    ? resizeBox({ box, rotation: 0 }, ways.x === null ? sideOf(handle, 'y') : sideOf(handle, 'x'), by(ways), options)
    : resizeBox({ box, rotation: 0 }, handle, by(ways), options);
  const whole = options.keepAspect ? { ...held, ...anchored(box, held, signs, options) } : held;
  const guides = (['x', 'y'] as const).flatMap((axis) =>
    ways[axis] === null ? [] : guidesOf(whole, [edgeOf(whole, axis, signs[axis])], targets, axis),
  );
  return { box: whole, guides };
}

function edgeOf(box: Readonly<Box>, axis: 'x' | 'y', sign: number): number {
  const [{ start, end }] = extentsOf(box, axis);
  return sign > 0 ? end : start;
}

function by(ways: { readonly x: number | null; readonly y: number | null }): { x: number; y: number } {
  return { x: ways.x ?? 0, y: ways.y ?? 0 };
}

/** The handle of one side alone: it leads the aspect. */
function sideOf(handle: Handle, axis: 'x' | 'y'): Handle {
  const side = axis === 'x' ? handle.replace(/[ns]/, '') : handle.replace(/[ew]/, '');
  return side === 'n' || side === 'e' || side === 's' || side === 'w' ? side : handle;
}

/** A side's handle lets the other dimension grow about the middle; a corner's holds the opposite corner. */
function anchored(
  before: Readonly<Box>,
  after: Readonly<Box>,
  signs: { readonly x: number; readonly y: number },
  { fromCentre }: ResizeOptions,
): { x: number; y: number } {
  const place = (start: number, length: number, next: number, sign: number): number =>
    fromCentre || sign === 0 ? start + (length - next) / 2 : sign > 0 ? start : start + length - next;
  return {
    x: place(before.x, before.width, after.width, signs.x),
    y: place(before.y, before.height, after.height, signs.y),
  };
}
