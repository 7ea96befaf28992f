import type { Canvas, SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import { boundsOf } from '../geometry/bounds-of.js';
import { holdBox } from '../geometry/hold-box.js';
import { editItems, editUnlocked } from './edit-items.js';

/** How the picture fills its box. */
export function setFit(
  collection: SceneCollection,
  itemIds: readonly string[],
  fit: SceneItem['fit'],
): SceneCollection {
  return editItems(collection, itemIds, (item) => {
    item.fit = fit;
  });
}

/** `fit`: the largest box of its aspect within the canvas; `fill`: the smallest around it; `stretch`: the canvas itself. */
export type CanvasFit = 'fit' | 'fill' | 'stretch';

/** Lays items over the canvas, upright and centred. */
export function fitToCanvas(collection: SceneCollection, itemIds: readonly string[], how: CanvasFit): SceneCollection {
  return editUnlocked(collection, itemIds, (item, canvas) => {
    item.rotation = 0;
    Object.assign(item.box, holdBox(canvasBox(item.box, canvas, how)));
  });
}

/** The box of that aspect which lies over the canvas like that. */
export function canvasBox(
  aspect: { readonly width: number; readonly height: number },
  canvas: Pick<Canvas, 'width' | 'height'>,
  how: CanvasFit,
): { x: number; y: number; width: number; height: number } {
  if (how === 'stretch') return { x: 0, y: 0, width: canvas.width, height: canvas.height };
  const scales = [canvas.width / aspect.width, canvas.height / aspect.height];
  const scale = how === 'fit' ? Math.min(...scales) : Math.max(...scales);
  const [width, height] = [aspect.width * scale, aspect.height * scale];
  return { x: (canvas.width - width) / 2, y: (canvas.height - height) / 2, width, height };
}

/** Moves items as one to the middle of the canvas; `across` alone leaves their height where it is, `down` their side. */
export function centreItems(
  collection: SceneCollection,
  itemIds: readonly string[],
  axis: 'both' | 'across' | 'down',
): SceneCollection {
  const wanted = new Set(itemIds);
  const items = collection.scenes.flatMap((scene) =>
    scene.items.filter(({ id, isLocked }) => wanted.has(id) && !isLocked),
  );
  const bounds = boundsOf(items);
  if (bounds === null) return collection;
  const { width, height } = collection.canvas;
  const x = axis === 'down' ? 0 : width / 2 - (bounds.x + bounds.width / 2);
  const y = axis === 'across' ? 0 : height / 2 - (bounds.y + bounds.height / 2);
  return editUnlocked(collection, itemIds, ({ box }) => {
    Object.assign(box, holdBox({ ...box, x: box.x + x, y: box.y + y }));
  });
}
