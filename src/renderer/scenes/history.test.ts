import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sceneCollectionSchema, type SceneCollection } from '../../shared/scenes/scene-collection.js';
import type { SourceKind } from '../../shared/scenes/scene-source.js';
import { addItem, addSource } from './edits/add-source.js';
import { copyItems, duplicateItems, pasteItems } from './edits/clipboard.js';
import { cropItem, setCrop } from './edits/crop-item.js';
import { addScene, deleteScene, duplicateScene, moveScene, setHotkey } from './edits/edit-scenes.js';
import { setEffects, setHeardEverywhere, setKind, setMaster, setSound } from './edits/edit-source.js';
import { centreItems, fitToCanvas, setFit } from './edits/fit-items.js';
import { moveItems, setBox } from './edits/move-items.js';
import { orderItems, placeItem } from './edits/order-items.js';
import { removeItems, removeSource } from './edits/remove-items.js';
import { renameScene, renameSource } from './edits/rename.js';
import { resizeItem } from './edits/resize-item.js';
import { rotateItems, turnItems } from './edits/rotate-items.js';
import { setCanvas, setTransition } from './edits/set-canvas.js';
import { scaleItems, turnTogether } from './edits/transform-items.js';
import { styleItems } from './edits/style-items.js';
import { handles } from './geometry/resize-box.js';
import { beginHistory, commit, labelsOf, redo, undo, type History } from './history.js';
import { countingIds, sampleCollection, sampleItems } from './sample-collection.test-support.js';

const style = {
  ...({ font: 'Inter', sizePx: 60, weight: 600, isItalic: false, colour: '#ffffff', align: 'left' } as const),
  ...{ outline: { colour: '#000000', widthPx: 0 }, background: null },
};
const kinds: readonly SourceKind[] = [
  { type: 'text', text: 'Hello\nworld', scroll: { x: 0, y: 0 }, ...style },
  { type: 'clock', format: '24h', ...style },
  { type: 'countdown', spanSeconds: 300, endsAtMs: null, endText: 'Now', ...style },
  { type: 'colour', colour: '#204060', to: null, angle: 0 },
  { type: 'media', assetId: null, isLooped: true, isPlaying: true, startsOver: true },
  {
    ...{ type: 'web', url: 'https://example.org/', width: 800, height: 600 },
    ...{ fps: 30, css: '', keepsRunning: true, withSound: true },
  },
  { type: 'microphone', device: null, noiseSuppression: true, echoCancellation: true, autoGain: true },
];

/** An edit made of five numbers: what it does, to which, and how much. */
type Dice = readonly [what: number, which: number, scene: number, a: number, b: number];

const makeId = countingIds('new');

function edit(before: SceneCollection, [what, which, sceneDice, a, b]: Dice): SceneCollection {
  const pick = <T>(list: readonly T[], dice: number): T | undefined => list[dice % Math.max(1, list.length)];
  const scene = pick(before.scenes, sceneDice);
  const sceneId = scene?.id ?? '';
  const items = before.scenes.flatMap((one) => one.items.map(({ id }) => id));
  const item = pick(items, which) ?? '';
  const some = items.filter((_id, index) => (which >> (index % 8)) % 2 === 1);
  const source = pick(before.sources, which)?.id ?? '';
  const handle = pick(handles, sceneDice) ?? 'n';
  const by = { x: a, y: b };
  const kind = pick(kinds, which) ?? { type: 'image', assetId: null };
  const edits: readonly (() => SceneCollection)[] = [
    () =>
      addSource(before, { sceneId, name: `Source ${which % 3}`, kind, size: { width: 320, height: 5000 } }, makeId)
        .collection,
    () => addItem(before, sceneId, source, makeId).collection,
    () => moveItems(before, some, by),
    () => setBox(before, item, { x: a, y: b, width: a * 99, height: b * 99 }),
    () => resizeItem(before, item, handle, by, { keepAspect: a > 0, fromCentre: b > 0 }),
    () => rotateItems(before, some, a),
    () => turnItems(before, some, a * 7),
    () => scaleItems(before, some, { x: Math.exp(a / 99), y: Math.exp(b / 99) }, { x: 0, y: 1 }),
    () => turnTogether(before, some, a * 7),
    () => cropItem(before, item, handle, by),
    () => setCrop(before, item, { left: a / 300, right: b / 300, top: 2, bottom: -1 }),
    () => setFit(before, some, a > 0 ? 'cover' : 'stretch'),
    () => fitToCanvas(before, some, a > 0 ? 'fill' : 'fit'),
    () => centreItems(before, some, a > 0 ? 'both' : 'across'),
    () => orderItems(before, some, pick(['raise', 'lower', 'top', 'bottom'] as const, sceneDice) ?? 'top'),
    () => placeItem(before, item, a),
    () => styleItems(before, some, { opacity: a / 100, blend: 'screen', cornerRadius: b, isLocked: a > 250 }),
    () => pasteItems(before, sceneId, copyItems(before, some), makeId).collection,
    () => duplicateItems(before, some.slice(0, 3), makeId).collection,
    () => removeItems(before, some),
    () => removeSource(before, a > 200 ? source : ''),
    () => renameScene(before, sceneId, `Scene ${a}`),
    () => renameSource(before, source, `${b}`.repeat(60)),
    () => addScene(before, 'Scene', makeId).collection,
    () => duplicateScene(before, sceneId, makeId).collection,
    () => deleteScene(before, sceneId),
    () => moveScene(before, sceneId, which),
    () => setHotkey(before, sceneId, a > 0 ? `Ctrl+Digit${which % 9}` : null),
    () => setCanvas(before, { width: 64 + 2 * (which % 900), height: 720, fps: 60 }),
    () => setTransition(before, { kind: 'slide', durationMs: a * 20 }),
    () => setKind(before, source, kind),
    () => setEffects(before, source, { blurPx: Math.abs(a) % 100 }),
    () => setSound(before, source, { gainDb: a, balance: b / 100, delayMs: a * 10, isMuted: b > 0 }),
    () => setHeardEverywhere(before, source, a > 0),
    () => setMaster(before, { gainDb: a, isMuted: b > 0 }),
  ];
  return (edits[what % edits.length] ?? (() => before))();
}

const dice: fc.Arbitrary<Dice> = fc.tuple(
  ...([
    fc.nat(34),
    fc.nat(255),
    fc.nat(20),
    fc.integer({ min: -300, max: 300 }),
    fc.integer({ min: -300, max: 300 }),
  ] as const),
);
const steps = fc.array(fc.tuple(dice, fc.constantFrom(null, null, 'drag', 'slide')), {
  minLength: 200,
  maxLength: 200,
});

test('200 random edits: all undone is the start, all redone is the end, and everything between is valid', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const start = sampleCollection();
      const copyOfStart = structuredClone(start);
      let history: History = beginHistory(start);
      for (const [what, gesture] of list) {
        history = commit(history, 'edit', edit(history.present, what), gesture);
        expect(sceneCollectionSchema.safeParse(history.present).error?.issues ?? []).toEqual([]);
      }
      const end = structuredClone(history.present);
      const count = history.past.length;
      const seen: SceneCollection[] = [];
      while (labelsOf(history).undo !== null) {
        seen.push(history.present);
        history = undo(history);
      }
      expect(seen).toHaveLength(count);
      expect(history.present).toEqual(copyOfStart);
      while (labelsOf(history).redo !== null) {
        history = redo(history);
        expect(history.present).toEqual(seen.pop());
      }
      expect(history.present).toEqual(end);
    }),
    // what was found is said at once: shrinking 200 steps takes minutes
    { numRuns: 10, endOnFailure: true },
  );
});

const moved = (collection: SceneCollection, x: number) => moveItems(collection, [sampleItems.logo], { x, y: 0 });

test('one drag is one step; one that comes back to where it began, or changes nothing, is none', () => {
  const start = sampleCollection();
  let history = beginHistory(start);
  for (let count = 0; count < 5; count += 1) history = commit(history, 'move', moved(history.present, 3), 'drag-1');
  expect(history.past).toHaveLength(1);
  history = commit(history, 'move', moved(history.present, 3), 'drag-2');
  expect(labelsOf(history)).toEqual({ undo: 'move', redo: null });
  expect(undo(undo(history)).present).toBe(start);
  expect(commit(history, 'nothing', history.present)).toBe(history);
  const back = commit(commit(beginHistory(start), 'move', moved(start, 9), 'drag'), 'move', start, 'drag');
  expect([back.past, back.present]).toEqual([[], start]);
});

test('after an undo a new edit takes the place of what could be redone, and 500 steps are kept', () => {
  let history = beginHistory(sampleCollection());
  for (let count = 0; count < 510; count += 1) history = commit(history, `move ${count}`, moved(history.present, 1));
  expect(history.past).toHaveLength(500);
  expect(labelsOf(history).undo).toBe('move 509');
  history = undo(undo(history));
  expect(labelsOf(history)).toEqual({ undo: 'move 507', redo: 'move 508' });
  history = commit(history, 'other', moved(history.present, 50), 'g');
  expect(labelsOf(history)).toEqual({ undo: 'other', redo: null });
  expect(redo(history)).toBe(history);
});
