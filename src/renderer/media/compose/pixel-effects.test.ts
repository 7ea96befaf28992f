import { expect, test } from 'vitest';
import { applyPixelEffects } from './pixel-effects.js';

const plain = { brightness: 0, contrast: 1, saturation: 1, hueDegrees: 0, gamma: 1 };
const pixel = (effects: Parameters<typeof applyPixelEffects>[1], ...rgba: [number, number, number, number]) => {
  const pixels = new Uint8ClampedArray(rgba);
  applyPixelEffects(pixels, effects);
  return [...pixels];
};
const coloured = (changes: Partial<typeof plain>, ...rgba: [number, number, number, number]) =>
  pixel({ chromaKey: null, colour: { ...plain, ...changes } }, ...rgba);

test('colours that change nothing change nothing', () => {
  expect(coloured({}, 12, 200, 90, 255)).toEqual([12, 200, 90, 255]);
});

test('each colour setting does what it is called', () => {
  expect(coloured({ brightness: 0.2 }, 0, 51, 255, 255)).toEqual([51, 102, 255, 255]);
  expect(coloured({ contrast: 2 }, 128, 64, 192, 255)).toEqual([128, 0, 255, 255]);
  const grey = coloured({ saturation: 0 }, 255, 0, 0, 255);
  expect(grey).toEqual([54, 54, 54, 255]);
  expect(coloured({ hueDegrees: 120 }, 255, 0, 0, 255)).toEqual([0, 255, 0, 255]);
  expect(coloured({ hueDegrees: -120 }, 255, 0, 0, 255)).toEqual([0, 0, 255, 255]);
  expect(coloured({ gamma: 2 }, 64, 64, 64, 255)[0]).toBe(128);
});

test('the key colour goes, its opposite stays, between them it is soft', () => {
  const chromaKey = { colour: '#00ff00', similarity: 0.3, smoothness: 0.2, spill: 0.1 };
  const keyed = (...rgba: [number, number, number, number]) => pixel({ chromaKey, colour: null }, ...rgba);
  expect(keyed(0, 255, 0, 255)[3]).toBe(0);
  expect(keyed(255, 0, 255, 255)).toEqual([255, 0, 255, 255]);
  expect(keyed(255, 255, 255, 255)[3]).toBe(255);
  const edge = keyed(180, 255, 180, 255)[3] ?? 0;
  expect(edge).toBeGreaterThan(0);
  expect(edge).toBeLessThan(255);
});
