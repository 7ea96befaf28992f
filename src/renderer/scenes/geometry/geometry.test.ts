import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundsOf, centreOf, cornersOf } from './bounds-of.js';
import { hitTest, isInside } from './hit-test.js';
import { holdBox } from './hold-box.js';
import { handles, resizeBox, signsOf, type Handle } from './resize-box.js';
import { snapMove } from './snap-move.js';
import { snapResize } from './snap-resize.js';
import { sampleCollection } from '../sample-collection.test-support.js';

const free = { keepAspect: false, fromCentre: false };
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const boxes = fc.record({
  x: number(-500, 500),
  y: number(-500, 500),
  width: number(10, 900),
  height: number(10, 900),
});
const placed = fc.record({ box: boxes, rotation: number(-360, 360) });
const handleOf = fc.constantFrom(...handles);
const ways = fc.record({ x: number(-1500, 1500), y: number(-1500, 1500) });

/** Where a point of the box is seen: −1, 0, 1 across and down. */
function seen(
  box: { x: number; y: number; width: number; height: number },
  rotation: number,
  at: { x: number; y: number },
) {
  const corners = cornersOf({ box, rotation });
  const [topLeft, topRight, , bottomLeft] = corners;
  const [u, v] = [(at.x + 1) / 2, (at.y + 1) / 2];
  return {
    x: topLeft.x + u * (topRight.x - topLeft.x) + v * (bottomLeft.x - topLeft.x),
    y: topLeft.y + u * (topRight.y - topLeft.y) + v * (bottomLeft.y - topLeft.y),
  };
}

test('however a box is turned and wherever it is dragged, the opposite side stays where it is seen', () => {
  fc.assert(
    fc.property(placed, handleOf, ways, fc.boolean(), ({ box, rotation }, handle, by, keepAspect) => {
      const after = resizeBox({ box, rotation }, handle, by, { keepAspect, fromCentre: false });
      const signs = signsOf(handle);
      const opposite = { x: -signs.x, y: -signs.y };
      const [from, to] = [seen(box, rotation, opposite), seen(after, rotation, opposite)];
      expect(Math.hypot(to.x - from.x, to.y - from.y)).toBeLessThan(1e-6);
      expect(Math.min(after.width, after.height)).toBeGreaterThan(0.999);
      if (keepAspect) expect(after.width / after.height / (box.width / box.height)).toBeCloseTo(1, 6);
    }),
  );
});

test('from the centre the centre stays; a corner follows the pointer while it can', () => {
  fc.assert(
    fc.property(placed, handleOf, ways, fc.boolean(), ({ box, rotation }, handle, by, keepAspect) => {
      const after = resizeBox({ box, rotation }, handle, by, { keepAspect, fromCentre: true });
      const [from, to] = [centreOf(box), centreOf(after)];
      expect(Math.hypot(to.x - from.x, to.y - from.y)).toBeLessThan(1e-6);
    }),
  );
  const after = resizeBox({ box: { x: 0, y: 0, width: 100, height: 50 }, rotation: 90 }, 'se', { x: -10, y: 20 }, free);
  // turned by a quarter the lower right corner is seen at the lower left
  expect(seen(after, 90, { x: 1, y: 1 })).toEqual({ x: expect.closeTo(25 - 10), y: expect.closeTo(75 + 20) });
});

test('a side keeps the aspect by growing about its middle', () => {
  const box = { x: 100, y: 100, width: 200, height: 100 };
  const options = { keepAspect: true, fromCentre: false };
  expect(resizeBox({ box, rotation: 0 }, 'e', { x: 100, y: 999 }, options)).toEqual({
    ...{ x: 100, y: 75, width: 300, height: 150 },
  });
  expect(resizeBox({ box, rotation: 0 }, 'nw', { x: -20, y: -100 }, options)).toEqual({
    ...{ x: -100, y: 0, width: 400, height: 200 },
  });
});

test('bounds go around what is turned; boxes are held within what a scene may have', () => {
  const box = { x: 0, y: 0, width: 100, height: 100 };
  const bounds = boundsOf([{ box, rotation: 45 }]);
  expect(bounds).toEqual({
    ...{ x: expect.closeTo(50 - 70.71, 2), y: expect.closeTo(50 - 70.71, 2) },
    ...{ width: expect.closeTo(141.42, 2), height: expect.closeTo(141.42, 2) },
  });
  expect(boundsOf([])).toBeNull();
  expect(holdBox({ x: -1e9, y: Number.NaN, width: 0, height: 1e9 })).toEqual({
    x: -16384,
    y: 0,
    width: 1,
    height: 16384,
  });
});

const canvas = { width: 1920, height: 1080 };

test('a moved box is held by the nearest edge or middle, with guides as long as what holds it', () => {
  const other = { x: 600, y: 200, width: 100, height: 100 };
  const targets = { others: [other], canvas, threshold: 8 };
  const held = snapMove({ x: 703, y: 484, width: 50, height: 100 }, targets);
  // its left side at the other's right one, its middle at the canvas's
  expect(held.box).toEqual({ x: 700, y: 490, width: 50, height: 100 });
  expect(held.guides).toEqual([
    { axis: 'x', at: 700, from: 200, to: 590 },
    { axis: 'y', at: 540, from: 0, to: 1920 },
  ]);
  const away = { x: 750, y: 430, width: 50, height: 33 };
  expect(snapMove(away, targets)).toEqual({ box: away, guides: [] });
  expect(snapMove({ x: 703, y: 484, width: 50, height: 100 }, { ...targets, threshold: 0 }).guides).toEqual([]);
});

test('a held box lies on its guides and went no farther than the threshold', () => {
  fc.assert(
    fc.property(boxes, fc.array(boxes, { maxLength: 4 }), number(0, 30), (box, others, threshold) => {
      const held = snapMove(box, { others, canvas, threshold });
      expect(Math.abs(held.box.x - box.x)).toBeLessThanOrEqual(threshold);
      expect(Math.abs(held.box.y - box.y)).toBeLessThanOrEqual(threshold);
      for (const { axis, at } of held.guides) {
        const [start, length] = axis === 'x' ? [held.box.x, held.box.width] : [held.box.y, held.box.height];
        expect(Math.min(...[0, 0.5, 1].map((part) => Math.abs(start + part * length - at)))).toBeLessThan(0.02);
      }
      if (held.box.x !== box.x) expect(held.guides.some(({ axis }) => axis === 'x')).toBe(true);
    }),
  );
});

test('a resized box is held by the sides that move alone', () => {
  const targets = { others: [], canvas, threshold: 10 };
  const box = { x: 4, y: 6, width: 1910, height: 500 };
  expect(snapResize(box, 'e', targets, free).box).toEqual({ x: 4, y: 6, width: 1916, height: 500 });
  expect(snapResize(box, 'nw', targets, free)).toEqual({
    box: { x: 0, y: 0, width: 1914, height: 506 },
    guides: [
      { axis: 'x', at: 0, from: 0, to: 1080 },
      { axis: 'y', at: 0, from: 0, to: 1920 },
    ],
  });
});

test('with its aspect kept a resized box is held at one side, and the opposite corner stays', () => {
  const corners: [Handle, { x: number; y: number }][] = [
    ['se', { x: 100, y: 100 }],
    ['nw', { x: 1914, y: 1000 }],
  ];
  const se = { x: 100, y: 100, width: 1814, height: 907 };
  const nw = { x: 6, y: 46, width: 1908, height: 954 };
  for (const [handle, corner] of corners) {
    const { box, guides } = snapResize(
      handle === 'se' ? se : nw,
      handle,
      { others: [], canvas, threshold: 10 },
      {
        ...{ keepAspect: true, fromCentre: false },
      },
    );
    expect(box.width / box.height).toBeCloseTo(2, 9);
    expect(handle === 'se' ? box.x + box.width : box.x).toBeCloseTo(handle === 'se' ? 1920 : 0, 9);
    const anchor = handle === 'se' ? { x: box.x, y: box.y } : { x: box.x + box.width, y: box.y + box.height };
    expect([anchor.x, anchor.y]).toEqual([expect.closeTo(corner.x, 9), expect.closeTo(corner.y, 9)]);
    expect(guides.map(({ axis }) => axis)).toEqual(['x']);
  }
});

test('the topmost item that is visible and free is hit, as it is seen', () => {
  const [scene] = sampleCollection().scenes;
  const items = scene?.items ?? [];
  const [screen, camera] = items;
  if (screen === undefined || camera === undefined) throw new Error('Expected items');
  const point = { x: 960, y: 540 };
  expect(hitTest(items, point)?.id).toBe(items.at(-1)?.id);
  expect(hitTest([screen, { ...camera, isLocked: true }], point)?.id).toBe(screen.id);
  expect(hitTest([screen, { ...camera, isVisible: false }], point)?.id).toBe(screen.id);
  expect(hitTest([], point)).toBeNull();
  const turned = { box: { x: 0, y: 0, width: 200, height: 20 }, rotation: 90 };
  expect(isInside(turned, { x: 100, y: -80 })).toBe(true);
  expect(isInside(turned, { x: 10, y: 10 })).toBe(false);
});
