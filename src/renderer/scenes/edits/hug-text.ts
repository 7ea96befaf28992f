import { produce } from 'immer';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { Box } from '../../../shared/scenes/scene-item.js';
import { holdBox } from '../geometry/hold-box.js';
import type { PictureSize } from './default-item.js';

/**
 * Lets the boxes of a text follow it after its picture went from one size to another, so that its letters stay as large as
 * they were seen. `align`: the side that stays where it is; a turned box keeps its middle. Locked ones as well: only
 * what they show has changed.
 */
export function hugText(
  collection: SceneCollection,
  sourceId: string,
  from: PictureSize,
  to: PictureSize,
  align: 'left' | 'centre' | 'right',
): SceneCollection {
  if (from.width === to.width && from.height === to.height) return collection;
  return produce(collection, ({ scenes }) => {
    for (const item of scenes.flatMap(({ items }) => items)) {
      if (item.sourceId !== sourceId || item.fit !== 'contain') continue;
      const scale = Math.min(item.box.width / from.width, item.box.height / from.height);
      const next = { width: to.width * scale, height: to.height * scale };
      const shown = middle(item.box, { width: from.width * scale, height: from.height * scale });
      const place = item.rotation === 0 ? beside(shown, next, align) : middle(item.box, next);
      Object.assign(item.box, holdBox({ ...place, ...next }));
    }
  });
}

/** A box of that size in the middle of another one. */
function middle(box: Readonly<Box>, { width, height }: PictureSize): Box {
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}

/** From the same top, and from the side that stays. */
function beside(shown: Readonly<Box>, next: PictureSize, align: 'left' | 'centre' | 'right'): { x: number; y: number } {
  const rest = shown.width - next.width;
  const x = shown.x + (align === 'left' ? 0 : align === 'right' ? rest : rest / 2);
  return { x, y: shown.y };
}
