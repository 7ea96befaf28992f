import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { SourceKind } from '../../../shared/scenes/scene-source.js';
import { centreOf } from '../geometry/bounds-of.js';
import { holdBox } from '../geometry/hold-box.js';
import { rotateVector } from '../geometry/point.js';
import type { PictureSize } from './default-item.js';
import { editItems } from './edit-items.js';
import { setKind } from './edit-source.js';

type TextKind = Extract<SourceKind, { type: 'text' | 'clock' | 'countdown' }>;

/**
 * Changes text or its style. A text fills its box, whatever its size: so the boxes of all its items grow and shrink with it,
 * from `before` to `after` (as it is laid out, in pixels), and letters stay as large as they were but for a new font size. The
 * side at which the text is aligned stays where it is seen, and so does its top.
 */
export function restyleText(
  collection: SceneCollection,
  sourceId: string,
  kind: TextKind,
  sizes: { readonly before: PictureSize; readonly after: PictureSize },
): SceneCollection {
  const { before, after } = sizes;
  const restyled = setKind(collection, sourceId, kind);
  if (![before, after].every(({ width, height }) => width > 0 && height > 0)) return restyled;
  const items = collection.scenes.flatMap((scene) => scene.items.filter((item) => item.sourceId === sourceId));
  const away = kind.align === 'left' ? 1 : kind.align === 'right' ? -1 : 0;
  return editItems(
    restyled,
    items.map(({ id }) => id),
    ({ box, rotation }) => {
      const width = (box.width * after.width) / before.width;
      const height = (box.height * after.height) / before.height;
      const shift = rotateVector({ x: (away * (width - box.width)) / 2, y: (height - box.height) / 2 }, rotation);
      const centre = centreOf(box);
      const [x, y] = [centre.x + shift.x - width / 2, centre.y + shift.y - height / 2];
      Object.assign(box, holdBox({ x, y, width, height }));
    },
  );
}
