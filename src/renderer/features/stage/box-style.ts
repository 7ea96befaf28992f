import type { CSSProperties } from 'react';
import type { Placed } from '../../scenes/geometry/bounds-of.js';
import type { StageView } from './stage-view.js';

/** Where a box lies in the stage's area. */
export function boxStyle({ box, rotation }: Placed, { scale, left, top }: StageView): CSSProperties {
  return {
    left: left + box.x * scale,
    top: top + box.y * scale,
    width: box.width * scale,
    height: box.height * scale,
    ...(rotation !== 0 && { transform: `rotate(${rotation}deg)` }),
  };
}
