import { expect, test } from 'vitest';
import type { Box, SceneItem } from '../../../shared/scenes/scene-item.js';
import { setBox } from '../../scenes/edits/move-items.js';
import { sampleCollection, sampleItems } from '../../scenes/sample-collection.test-support.js';
import { placeOf, setPlace } from './place-sides.js';

const { camera, logo } = sampleItems;
const start = setBox(setBox(sampleCollection(), camera, { x: 400, y: 300, width: 200, height: 100 }), logo, {
  x: 700,
  y: 500,
  width: 100,
  height: 100,
});
const itemsOf = (collection: typeof start, ids: readonly string[]): readonly SceneItem[] =>
  collection.scenes[0]?.items.filter(({ id }) => ids.includes(id)) ?? [];
const both = [camera, logo];

/** What the fields show after one of them was typed. */
function typed(ids: readonly string[], key: keyof Box, value: number, keepsAspect: boolean): Box | null {
  const after = setPlace(start, itemsOf(start, ids), key, value, keepsAspect);
  return placeOf(itemsOf(after, ids));
}

test('what is typed is what the fields show then: of one item, and of the box around several', () => {
  expect(placeOf(itemsOf(start, both))).toEqual({ x: 400, y: 300, width: 400, height: 300 });
  expect(typed([camera], 'width', 300, false)).toEqual({ x: 400, y: 300, width: 300, height: 100 });
  expect(typed([camera], 'height', 300, true)).toEqual({ x: 400, y: 300, width: 600, height: 300 });
  expect(typed(both, 'x', 0, false)).toEqual({ x: 0, y: 300, width: 400, height: 300 });
  expect(typed(both, 'y', -20, true)).toEqual({ x: 400, y: -20, width: 400, height: 300 });
  expect(typed(both, 'width', 800, false)).toEqual({ x: 400, y: 300, width: 800, height: 300 });
  expect(typed(both, 'width', 800, true)).toEqual({ x: 400, y: 300, width: 800, height: 600 });
});

test('nothing gets shorter than a pixel, nor out of its shape where that is kept; nothing selected changes nothing', () => {
  expect(typed([camera], 'width', 0, true)).toEqual({ x: 400, y: 300, width: 2, height: 1 });
  expect(typed(both, 'height', 1, true)).toEqual({ x: 400, y: 300, width: 4, height: 3 });
  expect(placeOf([])).toBeNull();
  expect(setPlace(start, [], 'width', 5, true)).toBe(start);
});
