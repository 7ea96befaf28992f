import { expect, test } from 'vitest';
import type { Scene } from '../../../shared/scenes/scene-collection.js';
import { Stage } from './stage.js';

const book = { source: () => undefined, picture: () => null };
const scene = (id: string): Scene => ({ id, name: id, items: [], hotkey: null });
const collection = { canvas: { width: 64, height: 36, fps: 25 }, scenes: [scene('a'), scene('b'), scene('c')] };
const fade = { kind: 'fade', durationMs: 400 } as const;

function staged() {
  const on: string[] = [];
  const stage = new Stage((id) => on.push(id));
  stage.set(collection, 'a', null, undefined, 0);
  const opacities = (nowMs: number) => stage.drawing(nowMs, book).layers.map(({ opacity }) => opacity);
  return { stage, on, opacities };
}

test('a transition runs its time, then its scene is on; without one it is on at once', () => {
  const { stage, on, opacities } = staged();
  expect(on).toEqual(['a']);
  stage.set(collection, 'b', null, fade, 1_000);
  expect(opacities(1_100)).toEqual([1, 0.25]);
  // the arrangement is edited meanwhile
  stage.set(collection, 'b', null, undefined, 1_150);
  expect(opacities(1_200)).toEqual([1, 0.5]);
  expect(on).toEqual(['a']);
  expect(opacities(1_400)).toEqual([1]);
  expect(on).toEqual(['a', 'b']);
  stage.set(collection, 'c', null, { kind: 'fade', durationMs: 0 }, 2_000);
  expect(on).toEqual(['a', 'b', 'c']);
});

test('another scene in the midst of a transition starts from the one that was to come; preview is its own', () => {
  const { stage, on, opacities } = staged();
  expect(stage.previewDrawing(book)).toBeNull();
  stage.set(collection, 'b', 'c', fade, 0);
  expect(stage.previewDrawing(book)?.width).toBe(64);
  stage.set(collection, 'c', null, fade, 200);
  expect(opacities(300)).toEqual([1, 0.25]);
  expect(opacities(600)).toEqual([1]);
  expect(on).toEqual(['a', 'c']);
});
