import type { SceneCollection } from '../../shared/scenes/scene-collection.js';
import { addSource } from './edits/add-source.js';

/** An empty collection, and ids that count up. */
export function emptyCollection(): SceneCollection {
  return {
    version: 1,
    name: 'Show',
    canvas: { width: 1920, height: 1080, fps: 30 },
    sources: [],
    scenes: [{ id: 'main', name: 'Main', items: [], hotkey: null }],
    transition: { kind: 'fade', durationMs: 300 },
    master: { gainDb: 0, isMuted: false, hasLimiter: true },
  };
}

export function countingIds(prefix = 'id'): () => string {
  let count = 0;
  return () => `${prefix}-${(count += 1)}`;
}

/** Three things to look at in one scene, the lowest first: `screen`, `camera`, `logo`; and a microphone. */
export function sampleCollection(): SceneCollection {
  const makeId = countingIds();
  const add = (collection: SceneCollection, name: string, kind: Parameters<typeof addSource>[1]['kind']) =>
    addSource(collection, { sceneId: 'main', name, kind }, makeId).collection;
  let collection = emptyCollection();
  const display = { type: 'display', surface: 'monitor', withSound: true, isCursorShown: true, maxFps: 60 } as const;
  collection = add(collection, 'Screen', display);
  const camera = { type: 'camera', device: null, width: 640, height: 480, fps: 30, isMirrored: false } as const;
  collection = add(collection, 'Camera', camera);
  collection = add(collection, 'Logo', { type: 'image', assetId: null });
  const microphone = { noiseSuppression: true, echoCancellation: true, autoGain: false };
  return add(collection, 'Microphone', { type: 'microphone', device: null, ...microphone });
}

/** Ids of the sample's items. */
export const sampleItems = { screen: 'id-2', camera: 'id-4', logo: 'id-6' } as const;
export const sampleSources = { screen: 'id-1', camera: 'id-3', logo: 'id-5', microphone: 'id-7' } as const;
