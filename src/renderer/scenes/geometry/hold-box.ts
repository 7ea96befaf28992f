import type { Box } from '../../../shared/scenes/scene-item.js';

/** As `sceneItemSchema` has it. */
const farthest = 16_384;

const held = (value: number, least: number): number => {
  const rounded = Math.round(value * 100) / 100;
  // NaN as well: a number field may bring anything
  return rounded >= least ? Math.min(rounded, farthest) : rounded < least ? least : 0;
};

/** The box within what a scene may hold, in hundredths of a pixel. */
export function holdBox({ x, y, width, height }: Readonly<Box>): Box {
  return { x: held(x, -farthest), y: held(y, -farthest), width: held(width, 1) || 1, height: held(height, 1) || 1 };
}
