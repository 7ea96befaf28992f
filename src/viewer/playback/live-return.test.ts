import { expect, test } from 'vitest';
import { LiveReturn } from './live-return.js';

test('who watched live when nothing came goes back to live once, when there is something', () => {
  const way = new LiveReturn();
  way.starved(20, true);
  expect(way.grown(20.1, false)).toBe(true);
  expect(way.grown(20.1, false)).toBe(false);
});

test('who is live all the same stays there', () => {
  const way = new LiveReturn();
  way.starved(20, true);
  expect(way.grown(20, true)).toBe(false);
});

test('who was behind, or went back meanwhile, is left there', () => {
  const way = new LiveReturn();
  way.starved(20, false);
  expect(way.grown(20, false)).toBe(false);
  way.starved(20, true);
  expect(way.grown(12, false)).toBe(false);
});
