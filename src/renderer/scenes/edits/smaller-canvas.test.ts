import { expect, test } from 'vitest';
import { canvasSchema } from '../../../shared/scenes/scene-collection.js';
import { smallerCanvas } from './smaller-canvas.js';

test('720 lines at most 30 times a second, in the same shape; then nothing smaller', () => {
  expect(smallerCanvas({ width: 1920, height: 1080, fps: 60 })).toEqual({ width: 1280, height: 720, fps: 30 });
  expect(smallerCanvas({ width: 1080, height: 1920, fps: 25 })).toEqual({ width: 720, height: 1280, fps: 25 });
  expect(smallerCanvas({ width: 1280, height: 720, fps: 60 })).toEqual({ width: 1280, height: 720, fps: 30 });
  expect(smallerCanvas({ width: 1280, height: 720, fps: 30 })).toBeNull();
  expect(smallerCanvas({ width: 640, height: 360, fps: 15 })).toBeNull();
  expect(canvasSchema.safeParse(smallerCanvas({ width: 1366, height: 768, fps: 30 })).success).toBe(true);
});
