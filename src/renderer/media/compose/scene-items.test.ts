import { expect, test } from 'vitest';
import { sceneItemSchema, type SceneItem } from '../../../shared/scenes/scene-item.js';
import type { SceneSource } from '../../../shared/scenes/scene-source.js';
import type { Drawing, Picture } from './draw-list.js';
import { sceneItems, type PictureBook } from './scene-items.js';
import { transitionDrawing, wholeDrawing } from './transition-layers.js';

const item = (id: string, changes: Partial<SceneItem> = {}): SceneItem =>
  sceneItemSchema.parse({
    id,
    sourceId: `source-${id}`,
    box: { x: 0, y: 0, width: 64, height: 36 },
    rotation: 90,
    crop: { left: 0, top: 0, right: 0, bottom: 0 },
    fit: 'contain',
    opacity: 0.5,
    blend: 'screen',
    cornerRadius: 4,
    isVisible: true,
    isLocked: false,
    ...changes,
  });
const source = (id: string, blurPx = 0): SceneSource => ({
  id,
  name: id,
  kind: { type: 'colour', colour: '#ff0000', to: null, angle: 0 },
  effects: { chromaKey: null, colour: null, blurPx },
  sound: null,
  isHeardEverywhere: false,
});
// where pictures go is asked here, not what is on them
const picture = { image: {}, version: 1, size: null, shift: { u: 0, v: 0 }, isMirrored: false } as unknown as Picture;
const book: PictureBook = {
  source: (id) => (id === 'source-unknown' ? undefined : source(id, id === 'source-soft' ? 3 : 0)),
  picture: (id) => (id === 'source-mute' ? null : picture),
};
const scene = (items: SceneItem[]) => ({ id: 'scene', name: 'Scene', items, hotkey: null });

test('what is hidden, see-through, unknown or without a picture is left out; the order stays', () => {
  const items = sceneItems(
    scene([
      item('low'),
      item('hidden', { isVisible: false }),
      item('clear', { opacity: 0 }),
      item('mute'),
      item('unknown'),
      item('soft'),
    ]),
    book,
  );
  expect(items.map(({ sourceId }) => sourceId)).toEqual(['source-low', 'source-soft']);
  expect(items[0]).toMatchObject({
    rotationRadians: Math.PI / 2,
    opacity: 0.5,
    blend: 'screen',
    cornerRadius: 4,
    effects: null,
  });
  expect(items[1]?.effects?.blurPx).toBe(3);
});

test('transitions begin with the one scene and end with the other', () => {
  const size = { width: 64, height: 36 };
  const [from, to] = [sceneItems(scene([item('a')]), book), sceneItems(scene([item('b')]), book)];
  for (const kind of ['cut', 'fade', 'slide', 'wipe'] as const) {
    expect(transitionDrawing(size, kind, 1, from, to)).toEqual(wholeDrawing(size, to));
    expect(transitionDrawing(size, kind, 0, from, to)).toEqual(wholeDrawing(size, kind === 'cut' ? to : from));
  }
  const seen = (drawing: Drawing) =>
    drawing.layers.map(({ clip, offsetX, opacity }) => [clip.x, clip.width, offsetX, opacity]);
  expect(seen(transitionDrawing(size, 'fade', 0.25, from, to))).toEqual([
    [0, 64, 0, 1],
    [0, 64, 0, 0.25],
  ]);
  expect(seen(transitionDrawing(size, 'slide', 0.5, from, to))).toEqual([
    [0, 32, -32, 1],
    [32, 32, 32, 1],
  ]);
  expect(seen(transitionDrawing(size, 'wipe', 0.5, from, to))).toEqual([
    [0, 64, 0, 1],
    [0, 32, 0, 1],
  ]);
});
