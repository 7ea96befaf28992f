import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moveItem, placeAt } from './move-item.js';

test('an item moves, the others keep their order', () => {
  expect(moveItem(['a', 'b', 'c'], 'c', 0)).toEqual(['c', 'a', 'b']);
  expect(moveItem(['a', 'b', 'c'], 'a', 9)).toEqual(['b', 'c', 'a']);
  expect(moveItem(['a', 'b'], 'x', 0)).toEqual(['a', 'b']);
  const list = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(list, fc.nat(8), fc.integer({ min: -3, max: 12 }), (all, index, to) => {
      const item = all[index % all.length] ?? '';
      const moved = moveItem(all, item, to);
      expect(moved.indexOf(item)).toBe(Math.min(Math.max(0, to), all.length - 1));
      expect(moved.filter((each) => each !== item)).toEqual(all.filter((each) => each !== item));
    }),
  );
});

test('what is dragged belongs behind all whose middle it has passed', () => {
  expect([0, 60, 130, 999].map((y) => placeAt([50, 100], y))).toEqual([0, 1, 2, 2]);
});
