import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import { setBox } from '../../scenes/edits/move-items.js';
import { styleItems } from '../../scenes/edits/style-items.js';
import { sampleCollection, sampleItems } from '../../scenes/sample-collection.test-support.js';
import type { Handle } from '../../scenes/geometry/resize-box.js';
import { drag, type Grip } from './gestures.js';
import { itemsWithin, pickItem } from './pick-item.js';
import { fitStage, toProgramme } from './stage-view.js';

const { screen, camera, logo } = sampleItems;
const free = { shiftKey: false, ctrlKey: false };

/** The camera as a box of its own, away from everything. */
function withCamera() {
  const collection = setBox(sampleCollection(), camera, { x: 400, y: 300, width: 200, height: 100 });
  return { collection, item: itemOf(collection, camera) };
}

function itemOf(collection: ReturnType<typeof sampleCollection>, id: string): SceneItem {
  const item = collection.scenes[0]?.items.find((each) => each.id === id);
  if (item === undefined) throw new Error('Expected an item');
  return item;
}

function dragCamera(grip: Grip, to: { x: number; y: number }, keys = free, threshold = 0) {
  const { collection, item } = withCamera();
  const point = { x: 500, y: 350 };
  const targets = { others: [], canvas: collection.canvas, threshold };
  const dragged = drag(
    { collection, items: [item], grip, point, targets },
    { x: point.x + to.x, y: point.y + to.y },
    keys,
  );
  return { ...dragged, item: itemOf(dragged.collection, camera) };
}

test('moving follows the pointer, keeps to one axis with Shift, and is held by guides unless Ctrl is held', () => {
  expect(dragCamera({ type: 'move' }, { x: 11, y: -7 }).item.box).toMatchObject({ x: 411, y: 293 });
  expect(dragCamera({ type: 'move' }, { x: 11, y: -7 }, { ...free, shiftKey: true }).item.box).toMatchObject({
    x: 411,
    y: 300,
  });
  const held = dragCamera({ type: 'move' }, { x: -395, y: 0 }, free, 8);
  expect(held.item.box.x).toBe(0);
  expect(held.guides).toContainEqual(expect.objectContaining({ axis: 'x', at: 0 }));
  const loose = dragCamera({ type: 'move' }, { x: -395, y: 0 }, { ...free, ctrlKey: true }, 8);
  expect(loose.item.box.x).toBe(5);
  expect(loose.guides).toEqual([]);
});

test('resizing keeps the aspect unless Shift frees it; Ctrl holds the centre; cropping leaves the picture where it is', () => {
  const grip = { type: 'resize', handle: 'se' } as const;
  expect(dragCamera(grip, { x: 100, y: 50 }).item.box).toEqual({ x: 400, y: 300, width: 300, height: 150 });
  expect(dragCamera(grip, { x: 100, y: 0 }, { ...free, shiftKey: true }).item.box).toEqual({
    x: 400,
    y: 300,
    width: 300,
    height: 100,
  });
  expect(dragCamera(grip, { x: 50, y: 25 }, { ...free, ctrlKey: true }).item.box).toEqual({
    x: 350,
    y: 275,
    width: 300,
    height: 150,
  });
  const { item } = dragCamera({ type: 'crop', handle: 'w' }, { x: 50, y: 0 });
  expect(item.box).toEqual({ x: 450, y: 300, width: 150, height: 100 });
  expect(item.crop.left).toBeCloseTo(0.25);
});

test('several are resized together: about the opposite corner, held by guides, their aspect kept unless Shift frees it', () => {
  const first = setBox(sampleCollection(), camera, { x: 400, y: 300, width: 200, height: 100 });
  const collection = setBox(first, logo, { x: 700, y: 500, width: 100, height: 100 });
  const items = [itemOf(collection, camera), itemOf(collection, logo)];
  const resized = (handle: Handle, to: { x: number; y: number }, keys = free, threshold = 0) => {
    const targets = { others: [], canvas: collection.canvas, threshold };
    const grip = { type: 'resize', handle } as const;
    const dragged = drag({ collection, items, grip, point: { x: 0, y: 0 }, targets }, to, keys);
    return { ...dragged, boxes: [camera, logo].map((id) => itemOf(dragged.collection, id).box) };
  };
  // together they are 400 × 300 at 400, 300
  expect(resized('se', { x: 200, y: 150 }).boxes).toEqual([
    { x: 400, y: 300, width: 300, height: 150 },
    { x: 850, y: 600, width: 150, height: 150 },
  ]);
  expect(resized('nw', { x: 200, y: 150 }).boxes).toEqual([
    { x: 600, y: 450, width: 100, height: 50 },
    { x: 750, y: 550, width: 50, height: 50 },
  ]);
  expect(resized('e', { x: 400, y: 0 }, { ...free, shiftKey: true }).boxes).toEqual([
    { x: 400, y: 300, width: 400, height: 100 },
    { x: 1000, y: 500, width: 200, height: 100 },
  ]);
  expect(resized('se', { x: 40, y: 30 }, { ...free, ctrlKey: true }).boxes).toEqual([
    { x: 360, y: 270, width: 240, height: 120 },
    { x: 720, y: 510, width: 120, height: 120 },
  ]);
  // their right side is near the middle of the canvas
  const held = resized('se', { x: 155, y: 116 }, free, 8);
  expect(held.guides).toEqual([expect.objectContaining({ axis: 'x', at: 960 })]);
  expect(held.boxes[1]).toMatchObject({ x: expect.closeTo(820, 1) as number, width: expect.closeTo(140, 1) as number });
  // nothing gets shorter than a pixel, nor out of shape
  expect(resized('se', { x: -9999, y: -9999 }).boxes).toEqual([
    { x: 400, y: 300, width: 2, height: 1 },
    { x: 403, y: 302, width: 1, height: 1 },
  ]);
});

test('turning stops upright, and goes in steps of 15° with Shift', () => {
  // the point is the centre's own; from above it, to the right of it
  const { collection, item } = withCamera();
  const targets = { others: [], canvas: collection.canvas, threshold: 0 };
  const turn = (to: { x: number; y: number }, keys = free) =>
    itemOf(
      drag({ collection, items: [item], grip: { type: 'rotate' }, point: { x: 500, y: 250 }, targets }, to, keys)
        .collection,
      camera,
    ).rotation;
  expect(turn({ x: 600, y: 351 })).toBe(90);
  expect(turn({ x: 580, y: 260 }, { ...free, shiftKey: true }) % 15).toBe(0);
  expect(turn({ x: 500, y: 250 })).toBe(0);
});

test('a click takes the topmost; with Alt the next one below, round to the top; locked and hidden ones never', () => {
  const { items } = sampleCollection().scenes[0] ?? { items: [] };
  const middle = { x: 960, y: 540 };
  const pick = (selection: readonly string[], below: boolean, from = items) =>
    pickItem(from, middle, selection, below)?.id ?? null;
  expect(pick([], false)).toBe(logo);
  expect(pick([logo], true)).toBe(camera);
  expect(pick([camera], true)).toBe(screen);
  expect(pick([screen], true)).toBe(logo);
  const locked = styleItems(sampleCollection(), [logo], { isLocked: true });
  expect(pick([], false, locked.scenes[0]?.items)).toBe(camera);
  expect(pickItem(items, { x: -50, y: -50 }, [], true)).toBeNull();
});

test('a marquee takes what it touches, drawn in any direction', () => {
  const { collection } = withCamera();
  const items = (collection.scenes[0]?.items ?? []).filter(({ id }) => id === camera);
  expect(itemsWithin(items, { from: { x: 410, y: 310 }, to: { x: 300, y: 200 } })).toHaveLength(1);
  expect(itemsWithin(items, { from: { x: 0, y: 0 }, to: { x: 399, y: 299 } })).toHaveLength(0);
});

test('places of the page and of the programme are each other’s inverse, and the picture is whole', () => {
  const side = fc.integer({ min: 200, max: 4000 });
  fc.assert(
    fc.property(side, side, side, side, fc.integer(), (width, height, canvasWidth, canvasHeight, seed) => {
      const canvas = { width: canvasWidth, height: canvasHeight };
      const view = fitStage({ width, height }, canvas);
      expect(view.left).toBeGreaterThanOrEqual(0);
      expect(view.top).toBeGreaterThanOrEqual(0);
      expect(canvas.width * view.scale + view.left).toBeLessThanOrEqual(width);
      const place = { x: seed % canvas.width, y: seed % canvas.height };
      const back = toProgramme(
        view,
        { left: 10, top: 20 },
        { clientX: 10 + view.left + place.x * view.scale, clientY: 20 + view.top + place.y * view.scale },
      );
      expect(back.x).toBeCloseTo(place.x, 6);
      expect(back.y).toBeCloseTo(place.y, 6);
    }),
  );
});
