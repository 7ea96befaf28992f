import type { StoreApi } from 'zustand/vanilla';
import type { SceneCollection } from '../../shared/scenes/scene-collection.js';
import { copyItems, duplicateItems, pasteItems } from '../scenes/edits/clipboard.js';
import { removeItems } from '../scenes/edits/remove-items.js';
import { commit, redo, undo, type History } from '../scenes/history.js';
import { newSceneId } from '../scenes/scene-id.js';
import { isSameData } from './is-same-data.js';
import type { SceneSaver } from './scene-saver.js';
import { createSceneStore, editedSceneOf, fitted, type SceneView } from './scene-store.js';

/** When the programme's size and rate must stay as they are. */
export interface CanvasHold {
  readonly isHeld: () => boolean;
  /** A step that would have changed them was not done, nor undone. */
  readonly onRefused: () => void;
}

/**
 * What components do to the scenes of this page. Every edit is seen at once, can be undone, and is saved by itself.
 * Nothing here throws; what cannot be done changes nothing.
 */
export class SceneStudio {
  readonly store: StoreApi<SceneView>;
  #saver: SceneSaver | null = null;
  #hold: CanvasHold | null = null;

  constructor(store: StoreApi<SceneView> = createSceneStore()) {
    this.store = store;
  }

  /** Who saves what is edited here. Once, at boot. */
  saveWith(saver: SceneSaver): void {
    this.#saver = saver;
  }

  /** Who says when the canvas stays as it is. Once, at boot. */
  holdCanvas(hold: CanvasHold): void {
    this.#hold = hold;
  }

  /** Waits until all edits are with the engine, or were refused: false then. Before commands that work on stored collections. */
  async flush(): Promise<boolean> {
    await this.#saver?.flush();
    return this.store.getState().saving !== 'refused';
  }

  /** The collection as it is now; null before the engine has told. */
  get collection(): SceneCollection | null {
    return this.store.getState().history?.present ?? null;
  }

  /**
   * Takes in what `edit` makes of the collection. `label`: for "Undo …". Edits with the same `gesture` in a row are one step:
   * a drag, or typing in one field.
   */
  edit(label: string, edit: (collection: SceneCollection) => SceneCollection, gesture: string | null = null): void {
    this.#change((history) => commit(history, label, edit(history.present), gesture));
  }

  undo(): void {
    this.#change(undo);
  }

  redo(): void {
    this.#change(redo);
  }

  /** Selects items of the scene that is edited. */
  select(itemIds: readonly string[]): void {
    const { selection } = this.store.getState();
    if (selection.length === itemIds.length && selection.every((id, index) => id === itemIds[index])) return;
    this.store.setState((view) => fitted({ ...view, selection: itemIds }));
  }

  /** Adds an item to the selection, or takes it out. */
  toggleSelected(itemId: string): void {
    const { selection } = this.store.getState();
    this.select(selection.includes(itemId) ? selection.filter((id) => id !== itemId) : [...selection, itemId]);
  }

  /** Puts a scene on; in studio mode prepares it. */
  showScene(sceneId: string): void {
    this.store.setState((view) => {
      const name = view.previewSceneId === null ? 'programmeSceneId' : 'previewSceneId';
      return fitted({ ...view, [name]: sceneId });
    });
  }

  /** Prepares a scene: studio mode begins where it is off, and what is on stays on. */
  prepare(sceneId: string): void {
    this.store.setState((view) => fitted({ ...view, previewSceneId: sceneId }));
  }

  /** Puts a scene on at once, in studio mode as well. */
  putOn(sceneId: string): void {
    this.store.setState((view) => fitted({ ...view, programmeSceneId: sceneId }));
  }

  /** Studio mode: puts the prepared scene on, and prepares the one that was on. */
  take(): void {
    this.store.setState((view) => {
      if (view.previewSceneId === null || view.previewSceneId === view.programmeSceneId) return view;
      return fitted({ ...view, programmeSceneId: view.previewSceneId, previewSceneId: view.programmeSceneId });
    });
  }

  setStudioMode(isOn: boolean): void {
    this.store.setState((view) =>
      isOn === (view.previewSceneId !== null)
        ? view
        : fitted({ ...view, previewSceneId: isOn ? view.programmeSceneId : null }),
    );
  }

  /** Copies the selected items, or others. */
  copy(itemIds: readonly string[] = this.store.getState().selection): void {
    const { collection } = this;
    if (collection !== null && itemIds.length > 0) {
      this.store.setState({ clipboard: copyItems(collection, itemIds) });
    }
  }

  /** Puts what was copied on top of the scene that is edited, and selects it. Answers how many items there are of it. */
  paste(label: string): number {
    const { clipboard } = this.store.getState();
    const scene = editedSceneOf(this.store.getState());
    if (clipboard === null || scene === null) return 0;
    return this.#add(label, (collection) => pasteItems(collection, scene.id, clipboard, newSceneId));
  }

  /** Doubles the selected items in place, and selects the copies. */
  duplicate(label: string): number {
    const { selection } = this.store.getState();
    return this.#add(label, (collection) => duplicateItems(collection, selection, newSceneId));
  }

  /** Takes the selected items out of the scene. */
  removeSelected(label: string): void {
    const { selection } = this.store.getState();
    this.edit(label, (collection) => removeItems(collection, selection));
  }

  #add(
    label: string,
    add: (collection: SceneCollection) => { readonly collection: SceneCollection; readonly itemIds: readonly string[] },
  ): number {
    const { collection } = this;
    if (collection === null) return 0;
    const added = add(collection);
    this.edit(label, () => added.collection);
    if (added.itemIds.length > 0) this.select(added.itemIds);
    return added.itemIds.length;
  }

  #change(change: (history: History) => History): void {
    const { history: before } = this.store.getState();
    if (before === null) return;
    const history = change(before);
    if (history === before) return;
    const isResized = !isSameData(history.present.canvas, before.present.canvas);
    if (isResized && this.#hold?.isHeld() === true) return this.#hold.onRefused();
    this.store.setState((view) => fitted({ ...view, history }));
  }
}
