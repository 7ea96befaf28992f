import { sceneCollectionSchema, type SceneCollection } from '../../../src/shared/scenes/scene-collection.js';

const effects = { chromaKey: null, colour: null, blurPx: 0 };
const silent = { effects, sound: null, isHeardEverywhere: false };
const sound = { gainDb: 0, isMuted: false, balance: 0, delayMs: 0, monitor: 'off' as const };
const crop = { left: 0, top: 0, right: 0, bottom: 0 };
const shown = { rotation: 0, crop, opacity: 1, blend: 'normal', cornerRadius: 0, isVisible: true, isLocked: false };
const text = { font: 'Inter Variable', weight: 600, isItalic: false, colour: '#ffffff', align: 'left' };
const plain = { ...text, outline: { colour: '#000000', widthPx: 0 }, background: null };
const plate = { colour: '#12202bd9', paddingPx: 14 };

/** What somebody who draws in front of viewers has: a screen with a camera and a title over it, a talk, and a slate for the start. */
export function looksCollection(fps: number): SceneCollection {
  return sceneCollectionSchema.parse({
    version: 1,
    name: 'Drawing evenings',
    canvas: { width: 1280, height: 720, fps },
    sources: [
      {
        ...silent,
        id: 'screen',
        name: 'Screen',
        kind: { type: 'display', surface: 'monitor', withSound: false, isCursorShown: true, maxFps: 30 },
      },
      {
        ...silent,
        id: 'camera',
        name: 'Desk camera',
        kind: { type: 'camera', device: null, width: 640, height: 480, fps: 15, isMirrored: false },
      },
      {
        ...silent,
        id: 'title',
        name: 'Title',
        kind: {
          type: 'text',
          text: 'Drawing a river valley',
          scroll: { x: 0, y: 0 },
          ...plain,
          sizePx: 40,
          background: plate,
        },
      },
      {
        ...silent,
        id: 'clock',
        name: 'Clock',
        kind: { type: 'clock', format: '24h', ...plain, sizePx: 34, background: plate },
      },
      {
        ...silent,
        id: 'countdown',
        name: 'Starts in',
        kind: {
          type: 'countdown',
          spanSeconds: 300,
          endsAtMs: null,
          endText: 'Here we go',
          ...plain,
          sizePx: 150,
          align: 'centre',
        },
      },
      { ...silent, id: 'dusk', name: 'Dusk', kind: { type: 'colour', colour: '#16324a', to: '#c9788b', angle: 20 } },
      {
        id: 'voice',
        name: 'Microphone',
        kind: { type: 'microphone', device: null, noiseSuppression: true, echoCancellation: true, autoGain: false },
        effects,
        sound,
        isHeardEverywhere: true,
      },
      {
        id: 'music',
        name: 'Music',
        kind: { type: 'media', assetId: null, isLooped: true, isPlaying: true, startsOver: true },
        effects,
        sound: { ...sound, gainDb: -18, isMuted: true },
        isHeardEverywhere: true,
      },
    ],
    scenes: [
      {
        id: 'desk',
        name: 'Desk',
        hotkey: null,
        items: [
          {
            ...shown,
            id: 'desk-screen',
            sourceId: 'screen',
            box: { x: 0, y: 0, width: 1280, height: 720 },
            fit: 'cover',
          },
          {
            ...shown,
            id: 'desk-camera',
            sourceId: 'camera',
            box: { x: 956, y: 476, width: 296, height: 216 },
            fit: 'cover',
            cornerRadius: 24,
          },
          {
            ...shown,
            id: 'desk-title',
            sourceId: 'title',
            box: { x: 40, y: 614, width: 474, height: 74 },
            fit: 'contain',
          },
          {
            ...shown,
            id: 'desk-clock',
            sourceId: 'clock',
            box: { x: 80, y: 64, width: 114, height: 64 },
            fit: 'contain',
          },
        ],
      },
      {
        id: 'talk',
        name: 'Talk',
        hotkey: 'Digit2',
        items: [
          {
            ...shown,
            id: 'talk-camera',
            sourceId: 'camera',
            box: { x: 0, y: 0, width: 1280, height: 720 },
            fit: 'cover',
          },
        ],
      },
      {
        id: 'soon',
        name: 'Starting soon',
        hotkey: null,
        items: [
          {
            ...shown,
            id: 'soon-dusk',
            sourceId: 'dusk',
            box: { x: 0, y: 0, width: 1280, height: 720 },
            fit: 'stretch',
          },
          {
            ...shown,
            id: 'soon-count',
            sourceId: 'countdown',
            box: { x: 340, y: 250, width: 600, height: 200 },
            fit: 'contain',
          },
        ],
      },
    ],
    transition: { kind: 'fade', durationMs: 300 },
    master: { gainDb: 0, isMuted: false, hasLimiter: true },
  });
}
