import type { Drawing, DrawItem } from '../compose/draw-list.js';
import { wholeDrawing } from '../compose/transition-layers.js';

/** The slate alone, all over the programme. */
export function slateDrawing(size: Pick<Drawing, 'width' | 'height'>, picture: DrawItem['picture']): Drawing {
  return wholeDrawing(size, [
    {
      // no source's id: those have no space
      sourceId: 'the slate',
      picture,
      rect: { x: 0, y: 0, width: size.width, height: size.height },
      rotationRadians: 0,
      part: { left: 0, top: 0, right: 1, bottom: 1 },
      opacity: 1,
      blend: 'normal',
      cornerRadius: 0,
      effects: null,
    },
  ]);
}
