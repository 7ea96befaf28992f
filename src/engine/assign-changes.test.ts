import { applyPatches, enablePatches, produceWithPatches } from 'immer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignChanges } from './assign-changes.js';

enablePatches();

test('patches only the leaves that changed', () => {
  const before = {
    a: 1,
    list: [
      { x: 1, y: [1, 2] },
      { x: 2, y: [3] },
    ],
    deep: { same: true, other: 'a' },
  };
  const after = {
    a: 1,
    list: [
      { x: 1, y: [1, 2] },
      { x: 9, y: [3] },
    ],
    deep: { same: true, other: 'b' },
  };
  const [result, patches] = produceWithPatches(before, (draft) => assignChanges(draft, after));
  expect(result).toEqual(after);
  expect(patches.map(({ path }) => path.join('.')).sort()).toEqual(['deep.other', 'list.1.x']);
});

test('always ends at the new value, and changes nothing when nothing differs', () => {
  const value = fc.object({ maxDepth: 3, key: fc.constantFrom('a', 'b', 'c', 'd') });
  fc.assert(
    fc.property(value, value, (before, after) => {
      const start = { root: before };
      const [result, patches] = produceWithPatches(start, (draft) => assignChanges(draft, { root: after }));
      expect(result).toEqual({ root: after });
      expect(applyPatches(start, patches)).toEqual({ root: after });
      // with the plain state beside it: the same patches
      const [, same] = produceWithPatches(start, (draft) => assignChanges(draft, { root: after }, start));
      expect(same).toEqual(patches);
      const [, none] = produceWithPatches(result, (draft) => assignChanges(draft, structuredClone({ root: after })));
      expect(none).toEqual([]);
    }),
  );
});
