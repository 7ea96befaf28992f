import type { Canvas } from '../../../shared/scenes/scene-collection.js';

/** What is reckoned with before there is a collection. */
export const defaultCanvas: Canvas = { width: 1920, height: 1080, fps: 30 };
