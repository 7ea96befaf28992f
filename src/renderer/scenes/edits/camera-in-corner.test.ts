import { expect, test } from 'vitest';
import { sampleCollection, sampleItems } from '../sample-collection.test-support.js';
import { cameraInCorner } from './camera-in-corner.js';
import { removeItems } from './remove-items.js';

test('with a screen the camera stands small in the corner, in its shape and in front of all; alone it stays', () => {
  const sample = sampleCollection();
  const items = cameraInCorner(sample, 'main').scenes[0]?.items ?? [];
  expect(items.map(({ id }) => id)).toEqual([sampleItems.screen, sampleItems.logo, sampleItems.camera]);
  // 4:3, on 1920 × 1080
  expect(items[2]?.box).toEqual({ x: 1413, y: 693, width: 480, height: 360 });
  expect(items[0]?.box).toEqual(sample.scenes[0]?.items[0]?.box);
  const alone = removeItems(sample, [sampleItems.screen]);
  expect(cameraInCorner(alone, 'main')).toBe(alone);
  expect(cameraInCorner(sample, 'nowhere')).toBe(sample);
});
