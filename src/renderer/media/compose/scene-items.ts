import type { Scene } from '../../../shared/scenes/scene-collection.js';
import type { Effects, SceneSource } from '../../../shared/scenes/scene-source.js';
import type { DrawItem, Picture } from './draw-list.js';
import { placeItem } from './place-item.js';

/** What a scene needs to know of its sources at this moment. */
export interface PictureBook {
  source(sourceId: string): SceneSource | undefined;
  /** Null: it has no picture (a microphone), or none yet. */
  picture(sourceId: string): Picture | null;
}

/** A scene as a list of placed pictures, the lowest first; what is hidden, see-through or has no picture is left out. */
export function sceneItems(scene: Scene, book: PictureBook): DrawItem[] {
  return scene.items.flatMap((item): DrawItem[] => {
    if (!item.isVisible || item.opacity === 0) return [];
    const source = book.source(item.sourceId);
    const picture = book.picture(item.sourceId);
    if (source === undefined || picture === null) return [];
    const placed = placeItem(item, picture);
    if (placed === null) return [];
    return [
      {
        ...placed,
        sourceId: item.sourceId,
        picture,
        rotationRadians: (item.rotation * Math.PI) / 180,
        opacity: item.opacity,
        blend: item.blend,
        effects: hasEffects(source.effects) ? source.effects : null,
      },
    ];
  });
}

function hasEffects({ chromaKey, colour, blurPx }: Effects): boolean {
  return chromaKey !== null || colour !== null || blurPx > 0;
}
