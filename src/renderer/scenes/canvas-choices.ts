import type { PictureSize } from './edits/default-item.js';

/** Sizes that a programme is offered in, wherever its size is chosen; another one stays as it is. */
export const canvasSizes: readonly PictureSize[] = [
  { width: 1280, height: 720 },
  { width: 1600, height: 900 },
  { width: 1920, height: 1080 },
  { width: 2560, height: 1440 },
  { width: 720, height: 1280 },
  { width: 1080, height: 1920 },
  { width: 1440, height: 2560 },
  { width: 1080, height: 1080 },
];

/** Pictures a second that it is offered at. */
export const canvasRates: readonly number[] = [24, 25, 30, 48, 50, 60];
