import { expect, test } from 'vitest';
import { addScene } from '../scenes/edits/edit-scenes.js';
import { beginHistory } from '../scenes/history.js';
import { countingIds, emptyCollection } from '../scenes/sample-collection.test-support.js';
import { rememberScene } from './remember-scene.js';
import { fitted } from './scene-store.js';
import { SceneStudio } from './scene-studio.js';

const { collection } = addScene(emptyCollection(), 'Game', countingIds('game'));

class MapStorage {
  readonly #items = new Map<string, string>();
  getItem = (key: string): string | null => this.#items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.#items.set(key, value);
}

/** A page as it is after it was loaded: the engine has told. */
function load(tab: MapStorage, browser: MapStorage, collectionId = 'one'): SceneStudio {
  const scenes = new SceneStudio();
  rememberScene(scenes, { tab, browser });
  scenes.store.setState((view) => fitted({ ...view, collectionId, history: beginHistory(collection) }));
  return scenes;
}

const shown = ({ store }: SceneStudio) => store.getState().programmeSceneId;

test('a reload goes on with the scene of its own tab, whatever another tab has put on since', () => {
  const browser = new MapStorage();
  const [a, b] = [new MapStorage(), new MapStorage()];
  load(a, browser).showScene('game-1');
  load(b, browser).showScene('main');
  expect(shown(load(a, browser))).toBe('game-1');
  expect(shown(load(b, browser))).toBe('main');
});

test('a tab without a scene of its own begins with the last of the browser, and keeps it', () => {
  const browser = new MapStorage();
  load(new MapStorage(), browser).showScene('game-1');
  const tab = new MapStorage();
  expect(shown(load(tab, browser))).toBe('game-1');
  load(new MapStorage(), browser).showScene('main');
  expect(shown(load(tab, browser))).toBe('game-1');
});

test('a scene that is gone, or of another collection, is not put on', () => {
  const [tab, browser] = [new MapStorage(), new MapStorage()];
  tab.setItem('headwater.scene', 'one/gone');
  expect(shown(load(tab, browser))).toBe('main');
  load(tab, browser).showScene('game-1');
  expect(shown(load(tab, browser, 'two'))).toBe('main');
});
