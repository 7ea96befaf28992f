import type { StudioState } from '../../src/shared/studio-state.js';
import { liveBroadcast } from './studio-states.js';

/** A collection as a creator has it after the first run. */
export function composed(state: StudioState): StudioState {
  const sound = { gainDb: 0, isMuted: false, balance: 0, delayMs: 0, monitor: 'off' as const };
  const effects = { chromaKey: null, colour: null, blurPx: 0 };
  const sources = [
    {
      id: 'mic',
      name: 'Microphone',
      kind: {
        type: 'microphone' as const,
        device: null,
        noiseSuppression: true,
        echoCancellation: true,
        autoGain: false,
      },
      effects,
      sound,
      isHeardEverywhere: true,
    },
    {
      id: 'clip',
      name: 'A rather long name of a media file that nobody can read whole',
      kind: { type: 'media' as const, assetId: null, isLooped: true, isPlaying: true, startsOver: true },
      effects,
      sound: { ...sound, isMuted: true, gainDb: -12.5 },
      isHeardEverywhere: false,
    },
  ];
  const collection = {
    version: 1 as const,
    name: 'Scenes',
    canvas: { width: 1280, height: 720, fps: 30 },
    sources,
    scenes: [{ id: 'main', name: 'Main', items: [], hotkey: null }],
    transition: { kind: 'fade' as const, durationMs: 300 },
    master: { gainDb: 0, isMuted: false, hasLimiter: true },
  };
  const entry = { id: 'collection-1', name: 'Scenes', updatedAtMs: 0 };
  return { ...state, scenes: { collections: [entry], current: { id: entry.id, revision: 1, collection } } };
}

/** The studio's own show, as the engine tells of it. */
export function ownShow() {
  const broadcast = liveBroadcast();
  return { ...broadcast, programme: { kind: 'encoder' as const, inputId: 'studio', label: 'This studio' } };
}
