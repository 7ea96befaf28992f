import { expect, test, vi } from 'vitest';
import type { SceneCollection } from '../../shared/scenes/scene-collection.js';
import { moveItems } from '../scenes/edits/move-items.js';
import { renameScene } from '../scenes/edits/rename.js';
import { emptyCollection, sampleCollection, sampleItems } from '../scenes/sample-collection.test-support.js';
import type { CommandSender } from './command-sender.js';
import { isSameData } from './is-same-data.js';
import { SceneSaver } from './scene-saver.js';
import { SceneStudio } from './scene-studio.js';
import { StudioError } from './studio-error.js';

interface Stored {
  readonly id: string;
  readonly revision: number;
  readonly collection: SceneCollection;
}

/** What the engine's desk does with a collection: revisions, and a conflict where one is based on another. */
class Desk {
  current: Stored = { id: 'one', revision: 1, collection: sampleCollection() };
  readonly sent: Stored[] = [];
  failsWith: StudioError | null = null;
  /** Set: an answer waits for it. */
  gate: Promise<void> | null = null;

  /** Names of those that were put aside. */
  readonly aside: string[] = [];

  readonly send: CommandSender['send'] = async (command, input) => {
    if (command === 'createCollection') {
      const made = input as unknown as { name: string; from: SceneCollection; isAside?: boolean };
      // otherwise it would be worked on from now on
      if (made.isAside !== true) this.current = { id: 'aside', revision: 1, collection: made.from };
      this.aside.push(`${made.name}: ${made.from.scenes[0]?.name}`);
      return { revision: 1, id: 'aside' } as never;
    }
    const { id, baseRevision, collection } = input as unknown as { baseRevision: number } & Stored;
    this.sent.push({ id, revision: baseRevision, collection });
    await this.gate;
    if (this.failsWith !== null) throw this.failsWith;
    if (baseRevision !== this.current.revision) throw new StudioError('scenes.conflict', 'Expected another revision');
    // over the wire: equal, never the same
    this.current = { id, revision: baseRevision + 1, collection: structuredClone(collection) };
    return { revision: 1, savedRevision: this.current.revision } as never;
  };
}

function begin(delayMs = 0, draft: Stored | null = null, desk = new Desk()) {
  const scenes = new SceneStudio();
  const onConflict = vi.fn();
  const onRefused = vi.fn();
  const onKeptAside = vi.fn();
  const saver = new SceneSaver({
    store: scenes.store,
    send: desk.send,
    current: () => desk.current,
    onConflict,
    onRefused,
    onKeptAside,
    delayMs,
    draft,
  });
  scenes.saveWith(saver);
  saver.start();
  const rename = (name: string) => scenes.edit('Rename', (collection) => renameScene(collection, 'main', name));
  const shownName = () => scenes.collection?.scenes[0]?.name;
  return { desk, scenes, saver, onConflict, onRefused, onKeptAside, rename, shownName };
}

test('an edit is seen at once, saved by itself, and undone by another save', async () => {
  const { desk, scenes, rename, shownName } = begin();
  rename('Intro');
  expect(shownName()).toBe('Intro');
  expect(scenes.store.getState().saving).toBe('unsaved');
  await vi.waitFor(() => expect(desk.current.collection.scenes[0]?.name).toBe('Intro'));
  scenes.undo();
  await scenes.flush();
  expect(desk.current.collection).toEqual(sampleCollection());
  expect(scenes.store.getState().saving).toBe('saved');
});

test('edits during a save follow it, on its revision', async () => {
  const { desk, scenes, rename } = begin(60_000);
  let open = (): void => undefined;
  desk.gate = new Promise((resolve) => (open = resolve));
  rename('One');
  const flushed = scenes.flush();
  rename('Two');
  desk.gate = null;
  open();
  await flushed;
  await scenes.flush();
  expect(desk.current).toMatchObject({ revision: 3, collection: { scenes: [{ name: 'Two' }] } });
});

test('what was changed elsewhere is taken over; unsaved edits give way to it, and that is said', async () => {
  const { desk, scenes, saver, onConflict, rename, shownName } = begin(60_000);
  const theirs = renameScene(sampleCollection(), 'main', 'Theirs');
  desk.current = { ...desk.current, revision: 2, collection: theirs };
  saver.follow();
  expect(shownName()).toBe('Theirs');
  expect(onConflict).not.toHaveBeenCalled();
  rename('Mine');
  desk.current = { ...desk.current, revision: 3, collection: renameScene(theirs, 'main', 'Theirs again') };
  await scenes.flush();
  expect(shownName()).toBe('Theirs again');
  expect(onConflict).toHaveBeenCalledOnce();
  expect(scenes.store.getState().saving).toBe('saved');
  // one step each, that can be undone, with what was done here before
  for (const name of ['Mine', 'Theirs', 'Main']) {
    scenes.undo();
    expect(shownName()).toBe(name);
  }
  await scenes.flush();
  expect(desk.current).toMatchObject({ revision: 4, collection: { scenes: [{ name: 'Main' }] } });
});

test('an engine that is away loses nothing; one that had saved before it went is not told twice', async () => {
  const { desk, scenes, saver, onConflict, rename } = begin(60_000);
  desk.failsWith = new StudioError('studio.unreachable', 'No answer');
  rename('Kept');
  await scenes.flush();
  expect(scenes.store.getState().saving).toBe('unsaved');
  desk.failsWith = null;
  await scenes.flush();
  expect(desk.current.collection.scenes[0]?.name).toBe('Kept');
  rename('Answer lost');
  desk.current = {
    ...desk.current,
    revision: desk.current.revision + 1,
    collection: renameScene(desk.current.collection, 'main', 'Answer lost'),
  };
  const saves = desk.sent.length;
  saver.follow();
  await scenes.flush();
  expect(desk.sent).toHaveLength(saves);
  expect(onConflict).not.toHaveBeenCalled();
  expect(scenes.store.getState().saving).toBe('saved');
});

test('what the engine refuses is said once, and tried again after the next edit', async () => {
  const { desk, scenes, onRefused, rename } = begin(60_000);
  desk.failsWith = new StudioError('scenes.too-large', 'Too large');
  rename('Huge');
  expect(await scenes.flush()).toBe(false);
  expect(await scenes.flush()).toBe(false);
  expect(onRefused).toHaveBeenCalledOnce();
  expect(scenes.store.getState().saving).toBe('refused');
  desk.failsWith = null;
  rename('Small');
  expect(await scenes.flush()).toBe(true);
  expect(desk.current.collection.scenes[0]?.name).toBe('Small');
});

test('what another window does in a row is one step, whatever was done here before it', () => {
  const { desk, scenes, saver, rename, shownName } = begin(60_000);
  rename('Mine');
  desk.current = { ...desk.current, collection: scenes.collection ?? desk.current.collection };
  for (const [revision, name] of [...'abcd'].entries()) {
    const collection = renameScene(desk.current.collection, 'main', name);
    desk.current = { ...desk.current, revision: revision + 2, collection };
    saver.follow();
  }
  expect(shownName()).toBe('d');
  scenes.undo();
  expect(shownName()).toBe('Mine');
  scenes.undo();
  expect(shownName()).toBe('Main');
});

test('what was not saved before a reload is taken up and saved, on the revision that it is based on', async () => {
  const collection = renameScene(sampleCollection(), 'main', 'Draft');
  const { desk, scenes, onConflict, shownName } = begin(60_000, { id: 'one', revision: 1, collection });
  expect(shownName()).toBe('Draft');
  expect(scenes.store.getState().saving).toBe('unsaved');
  await scenes.flush();
  expect(desk.current).toMatchObject({ revision: 2, collection: { scenes: [{ name: 'Draft' }] } });
  scenes.undo();
  expect(shownName()).toBe('Main');
  expect(onConflict).not.toHaveBeenCalled();
});

test('where others have changed it meanwhile, undo leads to what was not saved; what was saved after all is nothing', async () => {
  const desk = new Desk();
  desk.current = { ...desk.current, revision: 5 };
  const collection = renameScene(sampleCollection(), 'main', 'Draft');
  const { scenes, onConflict, shownName } = begin(60_000, { id: 'one', revision: 1, collection }, desk);
  await Promise.resolve();
  expect(shownName()).toBe('Main');
  expect(onConflict).toHaveBeenCalledOnce();
  scenes.undo();
  await scenes.flush();
  expect(desk.current).toMatchObject({ revision: 6, collection: { scenes: [{ name: 'Draft' }] } });

  const again = begin(60_000, { id: 'one', revision: 1, collection }, desk);
  expect(again.scenes.store.getState()).toMatchObject({ saving: 'saved', history: { past: [] } });
  const other = begin(60_000, { id: 'two', revision: 1, collection }, desk);
  expect(other.shownName()).toBe('Draft');
  expect(desk.sent.at(-1)).toMatchObject({ id: 'two', revision: 1 });
});

test('unsaved edits of a collection that is left are saved behind it', async () => {
  const { desk, scenes, saver, rename, shownName } = begin(60_000);
  rename('Left');
  desk.current = { id: 'two', revision: 1, collection: emptyCollection() };
  saver.follow();
  expect(shownName()).toBe('Main');
  expect(scenes.store.getState().collectionId).toBe('two');
  expect(desk.sent.map(({ id, collection }) => [id, collection.scenes[0]?.name])).toEqual([['one', 'Left']]);
});

test('unsaved edits of a collection that is left, and was changed elsewhere, are kept as a copy', async () => {
  const { desk, saver, rename, onKeptAside, onRefused, shownName } = begin(60_000);
  rename('Left');
  desk.current = { id: 'two', revision: 5, collection: emptyCollection() };
  saver.follow();
  await vi.waitFor(() => expect(onKeptAside).toHaveBeenCalledExactlyOnceWith('Show (kept aside)', false));
  expect(desk.aside).toEqual(['Show (kept aside): Left']);
  expect(onRefused).not.toHaveBeenCalled();
  expect(shownName()).toBe('Main');
});

test('those of one that was deleted elsewhere are kept as well, and that is said; an engine that is away is waited for', async () => {
  const { desk, saver, rename, onKeptAside, onRefused } = begin();
  rename('Left');
  desk.failsWith = new StudioError('studio.engine-restarted', 'Another engine');
  desk.current = { id: 'two', revision: 5, collection: emptyCollection() };
  saver.follow();
  await vi.waitFor(() => expect(desk.sent.length).toBeGreaterThan(2));
  expect(onKeptAside).not.toHaveBeenCalled();
  desk.failsWith = new StudioError('scenes.not-found', 'Deleted');
  await vi.waitFor(() => expect(onKeptAside).toHaveBeenCalledExactlyOnceWith('Show (kept aside)', true));
  expect(desk.aside).toEqual(['Show (kept aside): Left']);
  expect(desk.current.id).toBe('two');
  expect(onRefused).not.toHaveBeenCalled();
  saver.stop();
});

test('edits whose save was under way when another window changed their collection, and left it, are kept as a copy', async () => {
  const { desk, saver, rename, onKeptAside, onConflict, shownName } = begin();
  let open = (): void => undefined;
  desk.gate = new Promise((resolve) => (open = resolve));
  rename('Under way');
  await vi.waitFor(() => expect(desk.sent).toHaveLength(1));
  desk.current = { id: 'two', revision: 9, collection: emptyCollection() };
  saver.follow();
  open();
  await vi.waitFor(() => expect(onKeptAside).toHaveBeenCalledOnce());
  expect(desk.aside).toEqual(['Show (kept aside): Under way']);
  expect(shownName()).toBe('Main');
  expect(onConflict).not.toHaveBeenCalled();
});

test('the selection and the scenes on are those that there are; studio mode prepares and takes', () => {
  const { scenes } = begin(60_000);
  scenes.select([sampleItems.camera, 'gone']);
  expect(scenes.store.getState().selection).toEqual([sampleItems.camera]);
  scenes.edit('Move', (collection) => moveItems(collection, [sampleItems.camera], { x: 5, y: 0 }), 'drag');
  scenes.edit('Move', (collection) => moveItems(collection, [sampleItems.camera], { x: 5, y: 0 }), 'drag');
  expect(scenes.store.getState().history?.past).toHaveLength(1);
  scenes.duplicate('Duplicate');
  const [copy] = scenes.store.getState().selection;
  expect(copy).not.toBe(sampleItems.camera);
  scenes.undo();
  expect(scenes.store.getState().selection).toEqual([]);
  scenes.setStudioMode(true);
  scenes.showScene('nowhere');
  expect(scenes.store.getState()).toMatchObject({ programmeSceneId: 'main', previewSceneId: 'main' });
});

test('data is the same whatever the order of its fields, and nothing else is', () => {
  expect(isSameData({ a: [1, { b: null }], c: 'x' }, { c: 'x', a: [1, { b: null }] })).toBe(true);
  for (const [a, b] of [
    [{ a: 1 }, { a: 1, b: undefined }],
    [[], {}],
    [[1], [1, 2]],
    [null, {}],
    [{ a: 1 }, { b: 1 }],
  ]) {
    expect(isSameData(a, b)).toBe(false);
  }
});
