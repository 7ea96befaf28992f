import { expect, test } from 'vitest';
import { straightRgba } from './straight-rgba.js';

const of = (pixel: number): number => {
  const to = new Uint32Array(3);
  straightRgba(new Uint32Array([pixel]), to, 1);
  expect([to[0], to[2]]).toEqual([0, 0]);
  return to[1] ?? 0;
};

test('colours come back as they were before they were multiplied; what is opaque or empty stays; red and blue change places', () => {
  expect(of(0xff123456)).toBe(0xff563412);
  expect(of(0)).toBe(0);
  expect(of(0x80800000)).toBe(0x800000ff);
  expect(of(0x80004020)).toBe(0x80408000);
  // brighter than its alpha: a page's blending may say so
  expect(of(0x40ffffff)).toBe(0x40ffffff);
});

test('multiplied again every picture is what it was', () => {
  for (let alpha = 1; alpha < 256; alpha += 1) {
    for (let colour = 0; colour <= alpha; colour += 1) {
      const straight = (of(((alpha << 24) | colour) >>> 0) >>> 16) & 0xff;
      expect(Math.round((straight * alpha) / 255)).toBe(colour);
    }
  }
});
