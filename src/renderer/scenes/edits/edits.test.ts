import { expect, test } from 'vitest';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import {
  countingIds,
  emptyCollection,
  sampleCollection,
  sampleItems,
  sampleSources,
} from '../sample-collection.test-support.js';
import { addItem, addSource } from './add-source.js';
import { copyItems, duplicateItems, pasteItems } from './clipboard.js';
import { cropItem, setCrop } from './crop-item.js';
import { addScene, deleteScene, duplicateScene, moveScene, setHotkey } from './edit-scenes.js';
import { setKind, setSound } from './edit-source.js';
import { findItem, findSource } from './find.js';
import { centreItems, fitToCanvas } from './fit-items.js';
import { moveItems, setBox } from './move-items.js';
import { orderItems, placeItem } from './order-items.js';
import { removeItems } from './remove-items.js';
import { renameScene, renameSource } from './rename.js';
import { restyleText } from './restyle-text.js';
import { rotateItems, turnItems } from './rotate-items.js';
import { setCanvas } from './set-canvas.js';
import { styleItems } from './style-items.js';

const { screen, camera, logo } = sampleItems;
const sample = sampleCollection();
const makeId = countingIds('new');

function item(collection: SceneCollection, id: string): SceneItem {
  const found = findItem(collection, id);
  if (found === null) throw new Error(`Expected item ${id}`);
  return found.item;
}
const order = (collection: SceneCollection): string[] => collection.scenes[0]?.items.map(({ id }) => id) ?? [];

test('a new source is placed by what it is: a screen over the canvas, a camera fitted in, a small picture as it is', () => {
  expect(item(sample, screen).box).toEqual({ x: 0, y: 0, width: 1920, height: 1080 });
  expect(item(sample, camera).box).toEqual({ x: 240, y: 0, width: 1440, height: 1080 });
  const image = { sceneId: 'main', name: 'Logo', kind: { type: 'image', assetId: null } as const };
  const small = addSource(sample, { ...image, size: { width: 200, height: 100 } }, makeId);
  expect(item(small.collection, small.itemId ?? '').box).toEqual({ x: 860, y: 490, width: 200, height: 100 });
  expect(findSource(small.collection, small.sourceId ?? '')?.name).toBe('Logo 2');
  const tall = addSource(sample, { ...image, size: { width: 1000, height: 4000 } }, makeId);
  expect(item(tall.collection, tall.itemId ?? '').box).toMatchObject({ width: 270, height: 1080 });
  expect(order(tall.collection).at(-1)).toBe(tall.itemId);
});

test('what makes sound has a channel; a microphone is heard everywhere and shown nowhere', () => {
  const source = (id: string) => findSource(sample, id);
  expect(source(sampleSources.microphone)).toMatchObject({ isHeardEverywhere: true, sound: { gainDb: 0 } });
  expect(source(sampleSources.screen)).toMatchObject({ isHeardEverywhere: false, sound: { isMuted: false } });
  expect(source(sampleSources.camera)?.sound).toBeNull();
  expect(addItem(sample, 'main', sampleSources.microphone, makeId)).toEqual({ collection: sample, itemId: null });
  expect(addSource(sample, { sceneId: 'nowhere', name: 'x', kind: { type: 'image', assetId: null } }, makeId)).toEqual({
    ...{ collection: sample, sourceId: null, itemId: null },
  });
  const display = { type: 'display', surface: 'monitor', withSound: false, isCursorShown: true, maxFps: 30 } as const;
  expect(findSource(setKind(sample, sampleSources.screen, display), sampleSources.screen)?.sound).toBeNull();
  const loud = setSound(sample, sampleSources.microphone, { gainDb: 99, delayMs: -5, balance: Number.NaN });
  expect(findSource(loud, sampleSources.microphone)?.sound).toMatchObject({ gainDb: 24, delayMs: 0, balance: 0 });
});

test('a lock protects place, size and turn, and what changes nothing is the same collection', () => {
  const locked = styleItems(sample, [logo], { isLocked: true });
  for (const edit of [
    moveItems(locked, [logo], { x: 5, y: 5 }),
    rotateItems(locked, [logo], 30),
    fitToCanvas(locked, [logo], 'fill'),
    setBox(locked, logo, { x: 1, y: 1, width: 1, height: 1 }),
    setCrop(locked, logo, { left: 0.5, top: 0, right: 0, bottom: 0 }),
  ]) {
    expect(edit).toBe(locked);
  }
  expect(moveItems(sample, ['nowhere'], { x: 5, y: 5 })).toBe(sample);
  expect(moveItems(sample, [logo], { x: 0, y: 0 })).toBe(sample);
  expect(renameScene(sample, 'main', '   ')).toBe(sample);
  expect(renameSource(sample, sampleSources.logo, 'x'.repeat(200)).sources[2]?.name).toHaveLength(100);
});

test('turns are kept within half a turn either way', () => {
  expect(item(rotateItems(sample, [logo], 350), logo).rotation).toBe(-10);
  expect(item(turnItems(rotateItems(sample, [logo], 170), [logo], 20), logo).rotation).toBe(-170);
  expect(item(rotateItems(sample, [logo], -180), logo).rotation).toBe(180);
  expect(item(rotateItems(sample, [logo], 720), logo).rotation).toBe(0);
});

test('a side dragged over the picture cuts it away and leaves the rest where it is seen', () => {
  const start = setBox(sample, logo, { x: 100, y: 100, width: 400, height: 200 });
  const cut = item(cropItem(start, logo, 'nw', { x: 100, y: 50 }), logo);
  expect(cut).toMatchObject({ box: { x: 200, y: 150, width: 300, height: 150 }, crop: { left: 0.25, top: 0.25 } });
  // dragged back beyond its edge: the whole picture again
  const back = item(cropItem(cropItem(start, logo, 'e', { x: -100, y: 0 }), logo, 'e', { x: 500, y: 0 }), logo);
  expect(back).toMatchObject({ box: { x: 100, width: 400 }, crop: { left: 0, right: 0 } });
  const most = item(cropItem(cut.crop.left > 0 ? start : sample, logo, 'w', { x: 9999, y: 0 }), logo);
  expect(most.crop.left).toBeCloseTo(0.95, 6);
  const both = item(setCrop(start, logo, { left: 0.9, right: 0.9, top: 0, bottom: 0 }), logo).crop;
  expect(both.left + both.right).toBeLessThanOrEqual(0.95);
  const turned = rotateItems(start, [logo], 90);
  // turned by a quarter its left side is seen at the top
  expect(item(cropItem(turned, logo, 'w', { x: 0, y: 100 }), logo).crop).toMatchObject({ left: 0.25, top: 0 });
});

test('several items keep their order while they are raised and lowered', () => {
  expect(order(orderItems(sample, [screen, camera], 'raise'))).toEqual([logo, screen, camera]);
  expect(order(orderItems(sample, [screen], 'raise'))).toEqual([camera, screen, logo]);
  expect(order(orderItems(sample, [screen, logo], 'lower'))).toEqual([screen, logo, camera]);
  expect(order(orderItems(sample, [screen, camera], 'top'))).toEqual([logo, screen, camera]);
  expect(order(orderItems(sample, [logo], 'bottom'))).toEqual([logo, screen, camera]);
  expect(orderItems(sample, [logo], 'raise')).toBe(sample);
  expect(order(placeItem(sample, logo, 0))).toEqual([logo, screen, camera]);
});

test('fit, fill, stretch and centre', () => {
  const small = setBox(rotateItems(sample, [camera], 20), camera, { x: 5, y: 5, width: 400, height: 300 });
  expect(item(fitToCanvas(small, [camera], 'fit'), camera)).toMatchObject({
    ...{ rotation: 0, box: { x: 240, y: 0, width: 1440, height: 1080 } },
  });
  expect(item(fitToCanvas(small, [camera], 'fill'), camera).box).toEqual({ x: 0, y: -180, width: 1920, height: 1440 });
  expect(item(fitToCanvas(small, [camera], 'stretch'), camera).box).toMatchObject({ width: 1920, height: 1080 });
  const two = setBox(small, logo, { x: 505, y: 5, width: 100, height: 300 });
  const centred = centreItems(rotateItems(two, [camera], 0), [camera, logo], 'across');
  expect([item(centred, camera).box, item(centred, logo).box]).toMatchObject([
    { x: 660, y: 5 },
    { x: 1160, y: 5 },
  ]);
});

test('a source goes with its last item, unless it is heard in every scene', () => {
  const twice = duplicateItems(sample, [screen], makeId);
  const once = removeItems(twice.collection, [screen]);
  expect(findSource(once, sampleSources.screen)).not.toBeNull();
  expect(findSource(removeItems(once, twice.itemIds), sampleSources.screen)).toBeNull();
  const none = removeItems(sample, [screen, camera, logo]);
  expect(none.sources.map(({ id }) => id)).toEqual([sampleSources.microphone]);
});

test('what was copied is pasted beside its original, of a source that is gone with the source', () => {
  const clipboard = copyItems(styleItems(sample, [logo], { isLocked: true }), [logo, screen]);
  const pasted = pasteItems(sample, 'main', clipboard, makeId);
  const [first = '', second = ''] = pasted.itemIds;
  expect(order(pasted.collection).slice(-2)).toEqual([first, second]);
  expect(item(pasted.collection, second)).toMatchObject({
    sourceId: sampleSources.logo,
    isLocked: false,
    box: { x: 20, y: 20 },
  });
  const again = pasteItems(pasted.collection, 'main', clipboard, makeId);
  expect(item(again.collection, again.itemIds[1] ?? '').box).toMatchObject({ x: 40, y: 40 });
  const elsewhere = pasteItems(emptyCollection(), 'main', clipboard, makeId);
  expect(elsewhere.collection.sources.map(({ name }) => name)).toEqual(['Screen', 'Logo']);
  expect(item(elsewhere.collection, elsewhere.itemIds[0] ?? '').box).toMatchObject({ x: 0, y: 0 });
  let full = sample;
  while ((full.scenes[0]?.items.length ?? 0) < 200) full = duplicateItems(full, [logo], makeId).collection;
  expect(pasteItems(full, 'main', clipboard, makeId)).toEqual({ collection: full, itemIds: [] });
});

test('scenes are added, copied, moved and deleted; the last one stays', () => {
  const added = addScene(sample, 'Main', makeId);
  const copied = duplicateScene(added.collection, 'main', makeId);
  expect(copied.collection.scenes.map(({ name }) => name)).toEqual(['Main', 'Main 3', 'Main 2']);
  expect(copied.collection.scenes[1]?.items.map(({ sourceId }) => sourceId)).toEqual(
    sample.scenes[0]?.items.map(({ sourceId }) => sourceId),
  );
  expect(moveScene(copied.collection, 'main', 99).scenes.at(-1)?.id).toBe('main');
  const withKeys = setHotkey(setHotkey(copied.collection, 'main', 'F1'), copied.sceneId ?? '', 'F1');
  expect(withKeys.scenes.map(({ hotkey }) => hotkey)).toEqual([null, 'F1', null]);
  const without = deleteScene(copied.collection, copied.sceneId ?? '');
  expect(without).toEqual(added.collection);
  const left = deleteScene(added.collection, 'main');
  expect(left.sources.map(({ id }) => id)).toEqual([sampleSources.microphone]);
  expect(deleteScene(left, left.scenes[0]?.id ?? '')).toBe(left);
});

test('another canvas scales what lies on it about the middle, and what covered it covers it', () => {
  const start = styleItems(setBox(sample, logo, { x: 1720, y: 980, width: 200, height: 100 }), [logo], {
    cornerRadius: 20,
  });
  const half = setCanvas(start, { width: 960, height: 540, fps: 60 });
  expect(half.canvas).toEqual({ width: 960, height: 540, fps: 60 });
  expect(item(half, logo)).toMatchObject({ box: { x: 860, y: 490, width: 100, height: 50 }, cornerRadius: 10 });
  const portrait = setCanvas(start, { width: 1080, height: 1920, fps: 30 });
  expect(item(portrait, screen).box).toEqual({ x: 0, y: 0, width: 1080, height: 1920 });
  expect(item(portrait, logo).box).toMatchObject({ width: 112.5, height: 56.25 });
  expect(setCanvas(start, { width: 961, height: 540, fps: 60 })).toBe(start);
});

test('the box of a text grows with it from where it is aligned, also when it is turned', () => {
  const style = {
    ...({ font: 'Inter', sizePx: 40, weight: 400, isItalic: false, colour: '#ffffff', align: 'left' } as const),
    ...{ outline: { colour: '#000000', widthPx: 0 }, background: null },
  };
  const kind = { type: 'text', text: 'Hi', scroll: { x: 0, y: 0 }, ...style } as const;
  const added = addSource(sample, { sceneId: 'main', name: 'Title', kind, size: { width: 100, height: 50 } }, makeId);
  const [itemId, sourceId] = [added.itemId ?? '', added.sourceId ?? ''];
  const placed = setBox(added.collection, itemId, { x: 200, y: 100, width: 200, height: 100 });
  const sizes = { before: { width: 100, height: 50 }, after: { width: 150, height: 100 } };
  const box = (align: 'left' | 'centre' | 'right', from = placed) =>
    item(restyleText(from, sourceId, { ...kind, text: 'Hi\nyou', align }, sizes), itemId).box;
  expect(box('left')).toEqual({ x: 200, y: 100, width: 300, height: 200 });
  expect(box('centre')).toEqual({ x: 150, y: 100, width: 300, height: 200 });
  expect(box('right')).toEqual({ x: 100, y: 100, width: 300, height: 200 });
  // turned by a quarter its top left corner is seen at (350, 50): there it stays
  const turned = box('left', rotateItems(placed, [itemId], 90));
  expect([turned.x + turned.width / 2 + turned.height / 2, turned.y + turned.height / 2 - turned.width / 2]).toEqual([
    350, 50,
  ]);
});
