import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import { cropItem } from '../../scenes/edits/crop-item.js';
import { moveItems, setBox } from '../../scenes/edits/move-items.js';
import { rotateItems } from '../../scenes/edits/rotate-items.js';
import { scaleItems, turnTogether } from '../../scenes/edits/transform-items.js';
import { boundsOf, centreOf, type Placed } from '../../scenes/geometry/bounds-of.js';
import type { Point } from '../../scenes/geometry/point.js';
import { resizeBox, signsOf, type Handle } from '../../scenes/geometry/resize-box.js';
import { isSquareOn, leastBounds } from '../../scenes/geometry/scale-placed.js';
import type { Guide, SnapTargets } from '../../scenes/geometry/snap-lines.js';
import { snapMove } from '../../scenes/geometry/snap-move.js';
import { snapResize } from '../../scenes/geometry/snap-resize.js';

/** What the creator holds: the whole of the selection, or a handle of it. Cropping is for one item. */
export type Grip =
  | { readonly type: 'move' }
  | { readonly type: 'resize' | 'crop'; readonly handle: Handle }
  | { readonly type: 'rotate' };

/** As it was when the drag began. */
export interface DragStart {
  readonly collection: SceneCollection;
  readonly items: readonly SceneItem[];
  readonly grip: Grip;
  readonly point: Point;
  readonly targets: SnapTargets;
}

export interface DragKeys {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
}

export interface Dragged {
  readonly collection: SceneCollection;
  readonly guides: readonly Guide[];
}

/**
 * What a drag makes of the collection as it was at the drag's start. Moving: Shift keeps to one axis, Ctrl lets guides hold
 * nothing. Resizing: Shift frees the aspect, Ctrl holds the centre. Rotating: Shift goes in steps of 15°. Several items are
 * resized and turned as one, by the box around them.
 */
export function drag(start: DragStart, point: Point, keys: DragKeys): Dragged {
  const by = { x: Math.round(point.x - start.point.x), y: Math.round(point.y - start.point.y) };
  const [item] = start.items;
  if (item === undefined) return { collection: start.collection, guides: [] };
  switch (start.grip.type) {
    case 'move':
      return move(start, by, keys);
    case 'crop':
      return { collection: cropItem(start.collection, item.id, start.grip.handle, by), guides: [] };
    case 'rotate':
      return { collection: rotate(start, item, point, keys), guides: [] };
    case 'resize':
      return start.items.length === 1
        ? resize(start, item, start.grip.handle, by, keys)
        : resizeAll(start, start.grip.handle, by, keys);
  }
}

function move({ collection, items, targets }: DragStart, by: Point, { shiftKey, ctrlKey }: DragKeys): Dragged {
  const bounds = boundsOf(items);
  if (bounds === null) return { collection, guides: [] };
  const isAcross = Math.abs(by.x) >= Math.abs(by.y);
  const way = shiftKey ? { x: isAcross ? by.x : 0, y: isAcross ? 0 : by.y } : by;
  const wanted = { ...bounds, x: bounds.x + way.x, y: bounds.y + way.y };
  const { box, guides } = snapMove(wanted, ctrlKey ? { ...targets, threshold: 0 } : targets);
  // an axis that is held fast stays so
  const held = {
    x: shiftKey && !isAcross ? 0 : box.x - bounds.x,
    y: shiftKey && isAcross ? 0 : box.y - bounds.y,
  };
  const ids = items.map(({ id }) => id);
  return { collection: moveItems(collection, ids, held), guides };
}

function resize(
  { collection, targets }: DragStart,
  item: SceneItem,
  handle: Handle,
  by: Point,
  { shiftKey, ctrlKey }: DragKeys,
): Dragged {
  const options = { keepAspect: !shiftKey, fromCentre: ctrlKey };
  const free = resizeBox(item, handle, by, options);
  if (item.rotation !== 0) return { collection: setBox(collection, item.id, free), guides: [] };
  const { box, guides } = snapResize(free, handle, targets, options);
  return { collection: setBox(collection, item.id, box), guides };
}

/** What all of them fill together is resized, and they with it. A turned one is not held by guides unless the aspect is kept. */
function resizeAll(
  { collection, items, targets }: DragStart,
  handle: Handle,
  by: Point,
  { shiftKey, ctrlKey }: DragKeys,
): Dragged {
  const bounds = boundsOf(items);
  if (bounds === null) return { collection, guides: [] };
  const options = { keepAspect: !shiftKey, fromCentre: ctrlKey, least: leastBounds(items) };
  const free = resizeBox({ box: bounds, rotation: 0 }, handle, by, options);
  const isExact = options.keepAspect || items.every(isSquareOn);
  const { box, guides } = isExact ? snapResize(free, handle, targets, options) : { box: free, guides: [] };
  const scale = { x: box.width / bounds.width, y: box.height / bounds.height };
  const signs = signsOf(handle);
  const anchor = ctrlKey ? { x: 0.5, y: 0.5 } : { x: (1 - signs.x) / 2, y: (1 - signs.y) / 2 };
  const ids = items.map(({ id }) => id);
  return { collection: scaleItems(collection, ids, scale, anchor), guides };
}

function rotate({ collection, items, point: from }: DragStart, item: SceneItem, to: Point, keys: DragKeys) {
  const bounds = boundsOf(items);
  if (items.length === 1 || bounds === null) {
    return rotateItems(collection, [item.id], turned(item, from, to, keys));
  }
  const ids = items.map(({ id }) => id);
  return turnTogether(collection, ids, turned({ box: bounds, rotation: 0 }, from, to, keys));
}

/** Degrees. Near an upright position it stops there. */
function turned({ box, rotation }: Placed, from: Point, to: Point, { shiftKey }: DragKeys): number {
  const centre = centreOf(box);
  const angle = (point: Point): number => (Math.atan2(point.y - centre.y, point.x - centre.x) * 180) / Math.PI;
  const degrees = rotation + angle(to) - angle(from);
  if (shiftKey) return Math.round(degrees / 15) * 15;
  const upright = Math.round(degrees / 90) * 90;
  return Math.abs(degrees - upright) < 2 ? upright : Math.round(degrees * 10) / 10;
}
