import { produce } from 'immer';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import { holdBox } from '../geometry/hold-box.js';

/** Of the canvas' width and of its shorter side. */
const [share, margin] = [0.25, 0.025] as const;

/**
 * Where a scene shows a screen and a camera: the camera small in the lower right corner, in its own shape, in front of the
 * rest, so that neither covers the other. Without both of them nothing changes.
 */
export function cameraInCorner(collection: SceneCollection, sceneId: string): SceneCollection {
  const kinds = new Map(collection.sources.map(({ id, kind }) => [id, kind.type]));
  return produce(collection, ({ scenes, canvas }) => {
    const items = scenes.find(({ id }) => id === sceneId)?.items ?? [];
    const camera = items.findIndex(({ sourceId }) => kinds.get(sourceId) === 'camera');
    const hasScreen = items.some(({ sourceId }) => kinds.get(sourceId) === 'display');
    const item = items[camera];
    if (item === undefined || !hasScreen) return;
    const width = canvas.width * share;
    const height = (width * item.box.height) / item.box.width;
    const gap = Math.min(canvas.width, canvas.height) * margin;
    item.box = holdBox({ x: canvas.width - width - gap, y: canvas.height - height - gap, width, height });
    items.push(...items.splice(camera, 1));
  });
}
