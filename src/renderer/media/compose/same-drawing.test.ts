import { expect, test } from 'vitest';
import type { DrawItem, Drawing, Picture } from './draw-list.js';
import { isSameDrawing } from './same-drawing.js';
import { wholeDrawing } from './transition-layers.js';

const size = { width: 64, height: 36 };
// which picture it is counts here, not what is on it
const picture = { image: {}, version: 1, size: null, shift: { u: 0, v: 0 }, isMirrored: false } as unknown as Picture;
const effects = { chromaKey: null, colour: null, blurPx: 2 };
const item = (changes: Partial<DrawItem> = {}): DrawItem => ({
  sourceId: 'one',
  picture,
  rect: { x: 1, y: 2, width: 30, height: 20 },
  rotationRadians: 0.1,
  part: { left: 0, top: 0, right: 1, bottom: 1 },
  opacity: 0.9,
  blend: 'normal',
  cornerRadius: 3,
  effects,
  ...changes,
});

test('the same list made anew is the same picture', () => {
  expect(isSameDrawing(wholeDrawing(size, [item()]), wholeDrawing(size, [item()]))).toBe(true);
  expect(isSameDrawing(wholeDrawing(size, []), wholeDrawing(size, []))).toBe(true);
});

test('whatever changes what is seen makes another one', () => {
  const base = wholeDrawing(size, [item()]);
  const [layer] = base.layers;
  if (layer === undefined) throw new Error('Expected a layer');
  const others: Drawing[] = [
    ...[
      { sourceId: 'two' },
      { picture: { ...picture, version: 2 } },
      { picture: { ...picture, shift: { u: 0.1, v: 0 } } },
      { rect: { x: 1, y: 2, width: 31, height: 20 } },
      { rotationRadians: 0.2 },
      { part: { left: 1, top: 0, right: 0, bottom: 1 } },
      { opacity: 1 },
      { blend: 'add' as const },
      { cornerRadius: 4 },
      { effects: null },
    ].map((changes) => wholeDrawing(size, [item(changes)])),
    wholeDrawing(size, [item(), item()]),
    wholeDrawing(size, []),
    wholeDrawing({ width: 64, height: 38 }, [item()]),
    { ...base, layers: [{ ...layer, opacity: 0.5 }] },
    { ...base, layers: [{ ...layer, offsetX: 1 }] },
    { ...base, layers: [layer, layer] },
  ];
  for (const other of others) expect(isSameDrawing(base, other)).toBe(false);
});
