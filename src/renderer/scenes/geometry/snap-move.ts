import type { Box } from '../../../shared/scenes/scene-item.js';
import { extentsOf, guidesOf, nearestWay, type Guide, type SnapTargets } from './snap-lines.js';

/**
 * A box that is being moved, held by edges and middles of the canvas and of other boxes where they are near. For what is
 * turned, or for several items, give the bounds and move the items by the difference.
 */
export function snapMove(box: Readonly<Box>, targets: SnapTargets): { readonly box: Box; readonly guides: Guide[] } {
  const held = { ...box };
  for (const axis of ['x', 'y'] as const) held[axis] += nearestWay(edgesOf(box, axis), targets, axis) ?? 0;
  const guides = (['x', 'y'] as const).flatMap((axis) =>
    nearestWay(edgesOf(box, axis), targets, axis) === null ? [] : guidesOf(held, edgesOf(held, axis), targets, axis),
  );
  return { box: held, guides };
}

/** Both edges and the middle. */
function edgesOf(box: Readonly<Box>, axis: 'x' | 'y'): number[] {
  const [{ start, end }] = extentsOf(box, axis);
  return [start, (start + end) / 2, end];
}
