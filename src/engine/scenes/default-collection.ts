import { sceneCollectionVersion, type SceneCollection } from '../../shared/scenes/scene-collection.js';

/** What a creator begins with: one scene with nothing in it, in a size and rate that every computer manages. */
export function defaultCollection(name: string): SceneCollection {
  return {
    version: sceneCollectionVersion,
    name,
    canvas: { width: 1920, height: 1080, fps: 30 },
    sources: [],
    scenes: [{ id: 'scene-1', name: 'Scene', items: [], hotkey: null }],
    transition: { kind: 'fade', durationMs: 300 },
    master: { gainDb: 0, isMuted: false, hasLimiter: true },
  };
}
