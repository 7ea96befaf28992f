import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import type { DrawItem, Picture } from './draw-list.js';

/** Where an item's picture goes, and which part of it. Null: nothing of it is left to see (cropped away). */
export function placeItem(
  item: Pick<SceneItem, 'box' | 'crop' | 'fit' | 'cornerRadius'>,
  { size, isMirrored }: Pick<Picture, 'size' | 'isMirrored'>,
): Pick<DrawItem, 'rect' | 'part' | 'cornerRadius'> | null {
  const { box, crop } = item;
  const cropped = { left: crop.left, top: crop.top, right: 1 - crop.right, bottom: 1 - crop.bottom };
  const shares = { width: cropped.right - cropped.left, height: cropped.bottom - cropped.top };
  // a thousandth of a picture is less than a pixel of most
  if (shares.width < 0.001 || shares.height < 0.001) return null;
  let rect = box;
  let part = cropped;
  if (size !== null && item.fit !== 'stretch') {
    const across = box.width / (size.width * shares.width);
    const down = box.height / (size.height * shares.height);
    if (item.fit === 'contain') {
      const scale = Math.min(across, down);
      const width = size.width * shares.width * scale;
      const height = size.height * shares.height * scale;
      rect = { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
    } else {
      const scale = Math.max(across, down);
      const cutX = (shares.width - box.width / (size.width * scale)) / 2;
      const cutY = (shares.height - box.height / (size.height * scale)) / 2;
      part = { left: part.left + cutX, top: part.top + cutY, right: part.right - cutX, bottom: part.bottom - cutY };
    }
  }
  if (isMirrored) part = { ...part, left: 1 - part.left, right: 1 - part.right };
  return { rect, part, cornerRadius: Math.min(item.cornerRadius, rect.width / 2, rect.height / 2) };
}
