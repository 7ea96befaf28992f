import type { Drawing, DrawItem, DrawLayer } from './draw-list.js';

/** Whether two drawings come out as the same picture: nothing has moved, and no source has a new one. */
export function isSameDrawing(one: Drawing, other: Drawing): boolean {
  return one.width === other.width && one.height === other.height && all(one.layers, other.layers, isSameLayer);
}

function isSameLayer(one: DrawLayer, other: DrawLayer): boolean {
  return (
    one.offsetX === other.offsetX &&
    one.opacity === other.opacity &&
    isSameBox(one.clip, other.clip) &&
    all(one.items, other.items, isSameItem)
  );
}

function isSameItem(one: DrawItem, other: DrawItem): boolean {
  return (
    one.sourceId === other.sourceId &&
    one.picture.version === other.picture.version &&
    one.picture.shift.u === other.picture.shift.u &&
    one.picture.shift.v === other.picture.shift.v &&
    isSameBox(one.rect, other.rect) &&
    one.rotationRadians === other.rotationRadians &&
    one.part.left === other.part.left &&
    one.part.top === other.part.top &&
    one.part.right === other.part.right &&
    one.part.bottom === other.part.bottom &&
    one.opacity === other.opacity &&
    one.blend === other.blend &&
    one.cornerRadius === other.cornerRadius &&
    // an arrangement that is told anew has effects of its own: then it is drawn once too often
    one.effects === other.effects
  );
}

function isSameBox(one: DrawItem['rect'], other: DrawItem['rect']): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}

function all<T>(ones: readonly T[], others: readonly T[], isSame: (one: T, other: T) => boolean): boolean {
  return (
    ones.length === others.length &&
    ones.every((one, index) => {
      const other = others[index];
      return other !== undefined && isSame(one, other);
    })
  );
}
