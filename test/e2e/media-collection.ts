import { addSource } from '../../src/renderer/scenes/edits/add-source.js';
import { countingIds, emptyCollection } from '../../src/renderer/scenes/sample-collection.test-support.js';
import type { SceneCollection } from '../../src/shared/scenes/scene-collection.js';
import type { SourceKind } from '../../src/shared/scenes/scene-source.js';

const canvas = { width: 320, height: 180, fps: 25 };

/** One source, `id-1`, that fills the picture of `main`. */
export function withSource(kind: SourceKind): SceneCollection {
  const { collection } = addSource(
    { ...emptyCollection(), canvas },
    { sceneId: 'main', name: 'Source', kind },
    countingIds(),
  );
  const box = { x: 0, y: 0, width: 320, height: 180 };
  const scenes = collection.scenes.map((scene) => ({
    ...scene,
    items: scene.items.map((item) => ({ ...item, box, fit: 'cover' as const })),
  }));
  return { ...collection, scenes };
}
