import { sceneCollectionSchema, type SceneCollection } from '../../src/shared/scenes/scene-collection.js';

const none = { left: 0, top: 0, right: 0, bottom: 0 };
const plain = { effects: { chromaKey: null, colour: null, blurPx: 0 }, sound: null, isHeardEverywhere: false };
const shown = { rotation: 0, crop: none, fit: 'stretch', opacity: 1, blend: 'normal', cornerRadius: 0 };
const free = { isVisible: true, isLocked: false };
const asset = `${'0'.repeat(64)}.gif`;

/** Where things are in the scene `main`. */
export const places = {
  red: [80, 45],
  number: { x: 320, y: 180, barWidth: 40, height: 180 },
  flash: [80, 315],
  camera: [240, 45],
} as const;

/**
 * 640×360, 25 pictures a second. `main`: red upper left, a counting image lower right, a flashing canvas lower left, a camera
 * beside the red. `other`: blue all over.
 */
export const testCollection: SceneCollection = sceneCollectionSchema.parse({
  version: 1,
  name: 'Test',
  canvas: { width: 640, height: 360, fps: 25 },
  sources: [
    { id: 'red', name: 'Red', kind: { type: 'colour', colour: '#ff0000', to: null, angle: 0 }, ...plain },
    { id: 'blue', name: 'Blue', kind: { type: 'colour', colour: '#0000ff', to: null, angle: 0 }, ...plain },
    { id: 'number', name: 'Number', kind: { type: 'image', assetId: asset }, ...plain },
    {
      id: 'flash',
      name: 'Flash',
      kind: { type: 'display', surface: 'window', withSound: false, isCursorShown: false, maxFps: 60 },
      ...plain,
    },
    {
      id: 'camera',
      name: 'My camera',
      kind: { type: 'camera', device: null, width: 640, height: 480, fps: 30, isMirrored: false },
      ...plain,
    },
  ],
  scenes: [
    {
      id: 'main',
      name: 'Main',
      hotkey: null,
      items: [
        { id: 'a', sourceId: 'red', box: { x: 0, y: 0, width: 160, height: 90 }, ...shown, ...free },
        { id: 'b', sourceId: 'number', box: { x: 320, y: 180, width: 320, height: 180 }, ...shown, ...free },
        { id: 'c', sourceId: 'flash', box: { x: 0, y: 270, width: 160, height: 90 }, ...shown, ...free },
        { id: 'd', sourceId: 'camera', box: { x: 160, y: 0, width: 160, height: 90 }, ...shown, ...free },
      ],
    },
    {
      id: 'other',
      name: 'Other',
      hotkey: null,
      items: [{ id: 'e', sourceId: 'blue', box: { x: 0, y: 0, width: 640, height: 360 }, ...shown, ...free }],
    },
  ],
  transition: { kind: 'fade', durationMs: 400 },
  master: { gainDb: 0, isMuted: false, hasLimiter: true },
});

/** So many cameras beside and above each other, with round corners and a line of text over them. */
export function cameraCollection(canvas: SceneCollection['canvas'], count: number): SceneCollection {
  const columns = Math.ceil(Math.sqrt(count));
  const width = Math.floor(canvas.width / columns);
  const height = Math.floor(canvas.height / Math.ceil(count / columns));
  const camera = testCollection.sources.find(({ id }) => id === 'camera');
  const text = { font: 'sans-serif', sizePx: 48, weight: 600, isItalic: false, colour: '#ffffff', align: 'left' };
  const free = { rotation: 0, crop: none, opacity: 1, blend: 'normal', isVisible: true, isLocked: false };
  return sceneCollectionSchema.parse({
    ...testCollection,
    canvas,
    sources: [
      ...Array.from({ length: count }, (_, index) => ({ ...camera, id: `camera${index}` })),
      {
        ...{ id: 'text', name: 'Text', ...plain },
        kind: {
          ...{ type: 'text', text: 'A line of text', scroll: { x: 0, y: 0 }, ...text },
          ...{ outline: { colour: '#000000', widthPx: 2 }, background: null },
        },
      },
    ],
    scenes: [
      {
        ...{ id: 'main', name: 'Main', hotkey: null },
        items: [
          ...Array.from({ length: count }, (_, index) => ({
            ...{ id: `item${index}`, sourceId: `camera${index}`, fit: 'cover', cornerRadius: 24, ...free },
            box: { x: (index % columns) * width, y: Math.floor(index / columns) * height, width, height },
          })),
          {
            ...{ id: 'line', sourceId: 'text', fit: 'contain', cornerRadius: 0, ...free },
            box: { x: 20, y: 20, width: 400, height: 80 },
          },
        ],
      },
    ],
  });
}
