import { expect, test, vi } from 'vitest';
import { addScene, deleteScene } from '../scenes/edits/edit-scenes.js';
import { renameScene } from '../scenes/edits/rename.js';
import { setCanvas } from '../scenes/edits/set-canvas.js';
import { beginHistory } from '../scenes/history.js';
import { countingIds, emptyCollection } from '../scenes/sample-collection.test-support.js';
import { fitted } from './scene-store.js';
import { SceneStudio } from './scene-studio.js';

/** With the scenes `main`, `scene-1`, `scene-2` and `scene-3`, in this order. */
function begin() {
  const makeId = countingIds('scene');
  let collection = emptyCollection();
  for (const name of ['Game', 'Talk', 'Break']) collection = addScene(collection, name, makeId).collection;
  const scenes = new SceneStudio();
  scenes.store.setState((view) => fitted({ ...view, collectionId: 'one', history: beginHistory(collection) }));
  const remove = (id: string) => scenes.edit('Delete', (all) => deleteScene(all, id));
  const on = () => scenes.store.getState().programmeSceneId;
  return { scenes, remove, on };
}

test('where the scene that is on goes, the one that was on before it comes, not the first of the list', () => {
  const { scenes, remove, on } = begin();
  for (const id of ['scene-1', 'scene-2', 'scene-1', 'scene-3']) scenes.showScene(id);
  remove('scene-3');
  expect(on()).toBe('scene-1');
  remove('scene-1');
  expect(on()).toBe('scene-2');
  scenes.undo();
  // it is back in the list, and not on
  expect(on()).toBe('scene-2');
  remove('scene-2');
  expect(on()).toBe('scene-1');
});

test('an undone "Add" gives way to the scene that was on; so does one that goes while studio mode prepares another', () => {
  const { scenes, remove, on } = begin();
  scenes.showScene('scene-2');
  scenes.edit('Add', (all) => addScene(all, 'New', () => 'new').collection);
  scenes.showScene('new');
  scenes.undo();
  expect(on()).toBe('scene-2');
  scenes.setStudioMode(true);
  scenes.showScene('scene-3');
  scenes.take();
  remove('scene-3');
  expect(scenes.store.getState()).toMatchObject({ programmeSceneId: 'scene-2', previewSceneId: 'scene-2' });
});

test('a scene is prepared without being on, in studio mode and outside of it', () => {
  const { scenes, on } = begin();
  scenes.prepare('scene-2');
  expect(scenes.store.getState()).toMatchObject({ programmeSceneId: 'main', previewSceneId: 'scene-2' });
  scenes.prepare('scene-1');
  scenes.take();
  expect(on()).toBe('scene-1');
});

test('a canvas that is held changes by no edit, undo or redo, and the history stays as it is', () => {
  const { scenes } = begin();
  const onRefused = vi.fn();
  let isHeld = false;
  scenes.holdCanvas({ isHeld: () => isHeld, onRefused });
  const resize = (fps: number) => scenes.edit('Size', (all) => setCanvas(all, { width: 1280, height: 720, fps }));
  resize(30);
  isHeld = true;
  const { history } = scenes.store.getState();
  resize(60);
  scenes.undo();
  expect(scenes.store.getState().history).toBe(history);
  expect(onRefused).toHaveBeenCalledTimes(2);

  // what leaves the canvas alone is edited and undone as ever
  scenes.edit('Rename', (all) => renameScene(all, 'main', 'Intro'));
  scenes.undo();
  expect(scenes.collection?.scenes[0]?.name).toBe('Main');
  isHeld = false;
  scenes.undo();
  expect(scenes.collection?.canvas).toEqual(emptyCollection().canvas);
  isHeld = true;
  scenes.redo();
  expect(scenes.collection?.canvas).toEqual(emptyCollection().canvas);
  expect(onRefused).toHaveBeenCalledTimes(3);
});
