import { centreItems, fitToCanvas, type CanvasFit } from '../../scenes/edits/fit-items.js';
import { orderItems, type OrderStep } from '../../scenes/edits/order-items.js';
import { styleItems } from '../../scenes/edits/style-items.js';
import { editedSceneOf, selectedItemsOf } from '../../stores/scene-store.js';
import type { SceneStudio } from '../../stores/scene-studio.js';
import { inspectorWords } from '../inspector/inspector-words.js';
import { sourceWords } from '../sources/source-words.js';

/** What keys, menus and the palette do to what is selected. */
export const itemActions = {
  cut: (scenes: SceneStudio) => {
    scenes.copy();
    scenes.removeSelected(sourceWords.edits.remove);
  },
  copy: (scenes: SceneStudio) => scenes.copy(),
  paste: (scenes: SceneStudio) => void scenes.paste(sourceWords.edits.paste),
  duplicate: (scenes: SceneStudio) => void scenes.duplicate(sourceWords.edits.duplicate),
  remove: (scenes: SceneStudio) => scenes.removeSelected(sourceWords.edits.remove),
  selectAll: (scenes: SceneStudio) =>
    scenes.select(editedSceneOf(scenes.store.getState())?.items.map(({ id }) => id) ?? []),
  order: (scenes: SceneStudio, step: OrderStep) =>
    scenes.edit(sourceWords.edits.order, (collection) => orderItems(collection, selectionOf(scenes), step)),
  fit: (scenes: SceneStudio, how: CanvasFit) =>
    scenes.edit(inspectorWords.edits.fit, (collection) => fitToCanvas(collection, selectionOf(scenes), how)),
  centre: (scenes: SceneStudio) =>
    scenes.edit(inspectorWords.edits.place, (collection) => centreItems(collection, selectionOf(scenes), 'both')),
  /** All on, unless all were: then off. */
  toggle: (scenes: SceneStudio, what: 'isLocked' | 'isVisible') => {
    const items = selectedItemsOf(scenes.store.getState());
    if (items.length === 0) return;
    const isOn = !items.every((item) => item[what]);
    const { lock, unlock, show, hide } = sourceWords.edits;
    const label = what === 'isLocked' ? (isOn ? lock : unlock) : isOn ? show : hide;
    scenes.edit(label, (collection) => styleItems(collection, selectionOf(scenes), { [what]: isOn }));
  },
} as const;

function selectionOf(scenes: SceneStudio): readonly string[] {
  return scenes.store.getState().selection;
}
