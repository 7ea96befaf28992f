import { expect, test } from 'vitest';
import { nextTile } from './next-tile.js';

/** Two screens; below them a row of three windows and one of two. */
const boxes = [
  ...[0, 100].map((left) => ({ left, top: 0 })),
  ...[0, 100, 200].map((left) => ({ left, top: 90 })),
  ...[0, 100].map((left) => ({ left, top: 160 })),
];

test.each([
  [0, 'ArrowRight', 1],
  [1, 'ArrowRight', 2],
  [6, 'ArrowRight', 6],
  [2, 'ArrowLeft', 1],
  [0, 'ArrowLeft', 0],
  [1, 'ArrowDown', 3],
  [3, 'ArrowDown', 6],
  // below it there is none: the nearest one
  [4, 'ArrowDown', 6],
  [5, 'ArrowDown', 5],
  [4, 'ArrowUp', 1],
  [5, 'ArrowUp', 2],
  [0, 'ArrowUp', 0],
] as const)('from %i by %s to %i', (index, key, next) => {
  expect(nextTile(boxes, index, key)).toBe(next);
});

test('other keys lead nowhere', () => {
  expect(nextTile(boxes, 0, 'Enter')).toBeNull();
  expect(nextTile([], 0, 'ArrowDown')).toBe(0);
});
