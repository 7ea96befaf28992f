import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundsOf, centreOf, type Placed } from './bounds-of.js';
import { leastBounds, scalePlaced } from './scale-placed.js';
import { turnPlaced } from './turn-placed.js';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const box = fc.record({
  x: number(-500, 500),
  y: number(-500, 500),
  width: number(10, 900),
  height: number(10, 900),
});
const turn = fc.oneof(fc.constantFrom(0, 90, 180, -90), number(-360, 360));
const several = fc.array(fc.record({ box, rotation: turn }), { minLength: 1, maxLength: 6 });
const anchors = fc.record({ x: fc.constantFrom(0, 0.5, 1), y: fc.constantFrom(0, 0.5, 1) });
const factor = number(0.1, 8);

const bounds = (placed: readonly Placed[]) => boundsOf(placed) ?? { x: 0, y: 0, width: 0, height: 0 };
const at = ({ x, y, width, height }: ReturnType<typeof bounds>, anchor: { x: number; y: number }) => ({
  x: x + anchor.x * width,
  y: y + anchor.y * height,
});
const scaled = (placed: readonly Placed[], ...how: [{ x: number; y: number }, { x: number; y: number }]) =>
  scalePlaced(placed, ...how).map((next, index) => ({ box: next, rotation: placed[index]?.rotation ?? 0 }));
const close = (value: number) => expect.closeTo(value, 6) as number;

test('scaled by s and then by 1/s everything is where it was, however it is turned and wherever it is held', () => {
  fc.assert(
    fc.property(several, factor, factor, anchors, (placed, x, y, anchor) => {
      const back = scaled(scaled(placed, { x, y }, anchor), { x: 1 / x, y: 1 / y }, anchor);
      for (const [index, { box: was }] of placed.entries()) {
        const { x: left, y: top, width, height } = was;
        expect(back[index]?.box).toEqual({ x: close(left), y: close(top), width: close(width), height: close(height) });
      }
    }),
  );
});

test('what is held stays where it is seen, and no box gets shorter than a pixel as long as the bounds are long enough', () => {
  fc.assert(
    fc.property(several, factor, factor, anchors, (placed, x, y, anchor) => {
      const { width, height } = bounds(placed);
      const least = leastBounds(placed);
      const scale = { x: Math.max(x, least.width / width), y: Math.max(y, least.height / height) };
      const after = scaled(placed, scale, anchor);
      const [from, to] = [at(bounds(placed), anchor), at(bounds(after), anchor)];
      expect(to).toEqual({ x: close(from.x), y: close(from.y) });
      for (const next of after) expect(Math.min(next.box.width, next.box.height)).toBeGreaterThan(0.999);
    }),
  );
});

test('scaled alike both ways, every aspect and the common one are kept; each way by itself, boxes that are square on fill the bounds', () => {
  fc.assert(
    fc.property(several, factor, factor, anchors, (placed, s, other, anchor) => {
      const after = scaled(placed, { x: s, y: s }, anchor);
      for (const [index, { box: was }] of placed.entries()) {
        const next = after[index]?.box ?? was;
        expect(next.width / was.width).toBeCloseTo(s, 6);
        expect(next.height / was.height).toBeCloseTo(s, 6);
      }
      const [from, to] = [bounds(placed), bounds(after)];
      expect(to.width / from.width).toBeCloseTo(s, 6);
      expect(to.height / from.height).toBeCloseTo(s, 6);
      const square = placed.map((one) => ({ ...one, rotation: Math.round(one.rotation / 90) * 90 }));
      const free = bounds(scaled(square, { x: s, y: other }, anchor));
      expect(free.width / bounds(square).width).toBeCloseTo(s, 6);
      expect(free.height / bounds(square).height).toBeCloseTo(other, 6);
    }),
  );
});

test('turned together, distances between them stay, and the middle of one is about the middle of all', () => {
  const pair = [
    { box: { x: 0, y: 0, width: 100, height: 50 }, rotation: 10 },
    { box: { x: 200, y: 0, width: 100, height: 50 }, rotation: 10 },
  ];
  const [left, right] = turnPlaced(pair, 90);
  // side by side becomes one above the other
  expect(left?.rotation).toBe(100);
  expect(centreOf(left?.box ?? { x: 0, y: 0, width: 0, height: 0 })).toEqual({ x: close(150), y: close(-75) });
  expect(centreOf(right?.box ?? { x: 0, y: 0, width: 0, height: 0 })).toEqual({ x: close(150), y: close(125) });
  fc.assert(
    fc.property(several, number(-360, 360), (placed, degrees) => {
      const after = turnPlaced(placed, degrees);
      const way = (list: readonly Placed[], index: number) => {
        const [first, one] = [list[0], list[index]].map((each) => centreOf(each?.box ?? bounds(list)));
        return Math.hypot((one?.x ?? 0) - (first?.x ?? 0), (one?.y ?? 0) - (first?.y ?? 0));
      };
      for (const index of placed.keys()) expect(way(after, index)).toBeCloseTo(way(placed, index), 6);
    }),
  );
});
