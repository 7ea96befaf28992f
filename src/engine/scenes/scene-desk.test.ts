import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testLog, testState } from '../../../test/servers/studio-fixture.js';
import { testBroadcast } from '../../../test/servers/test-broadcast.js';
import type { SceneCollection, ScenesState } from '../../shared/scenes/scene-collection.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { buildScenes } from '../scene-parts.js';
import { createStateStore } from '../serve/state-store.js';
import type { SceneDesk } from './scene-desk.js';

let folder = '';
let nowMs = 1000;
let database: Database;
let state: ReturnType<typeof createStateStore>;
let desk: SceneDesk;

const clock = { now: () => nowMs, monotonicMs: () => nowMs, after: () => () => undefined };

async function start(): Promise<void> {
  database = openDatabase(path.join(folder, 'db'));
  state = createStateStore(testState());
  desk = buildScenes({ dataDir: folder, database, clock, logger: testLog(), state }).scenes;
  await desk.start();
}

async function restart(): Promise<void> {
  database.close();
  await start();
}

beforeEach(async () => {
  nowMs = 1000;
  folder = await mkdtemp(path.join(tmpdir(), 'headwater-scenes-'));
  await start();
});
afterEach(async () => {
  database.close();
  await rm(folder, { recursive: true });
});

const scenes = (): ScenesState => state.get().scenes;
function current(): { id: string; revision: number; collection: SceneCollection } {
  const found = scenes().current;
  if (found === null) throw new Error('Expected a current collection');
  return found;
}
const names = (): string[] => scenes().collections.map(({ name }) => name);
const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

test('the first start brings an empty scene, and the next one finds what was saved', async () => {
  expect(current().collection).toMatchObject({ canvas: { width: 1920, height: 1080, fps: 30 }, sources: [] });
  expect(current().collection.scenes).toMatchObject([{ name: 'Scene', items: [] }]);
  const { id, revision, collection } = current();
  const changed: SceneCollection = { ...collection, canvas: { width: 1280, height: 720, fps: 60 } };
  expect(desk.save(id, revision, changed)).toBe(revision + 1);
  await restart();
  expect(current()).toEqual({ id, revision: revision + 1, collection: changed });
  expect(scenes().collections).toHaveLength(1);
});

test('a save that is based on an older revision is refused with the newer one, and changes nothing', () => {
  const { id, revision, collection } = current();
  const mine = { ...collection, name: 'Mine' };
  const saved = desk.save(id, revision, mine);
  expect(codeOf(() => desk.save(id, revision, { ...collection, name: 'Theirs' }))).toMatchObject({
    code: 'scenes.conflict',
    details: { revision: saved },
  });
  expect(current().collection.name).toBe('Mine');
  // the same once more is no change
  expect(desk.save(id, saved, mine)).toBe(saved);
});

test('a change travels as a patch of what differs', () => {
  const { id, revision, collection } = current();
  const patches: string[][] = [];
  state.subscribe((frame) => patches.push(frame.patches.map(({ path: at }) => at.join('.'))));
  nowMs = 2000;
  desk.save(id, revision, { ...collection, master: { ...collection.master, gainDb: -3 } });
  expect(patches).toHaveLength(1);
  expect(patches[0]?.sort()).toEqual([
    'scenes.collections.0.updatedAtMs',
    'scenes.current.collection.master.gainDb',
    'scenes.current.revision',
  ]);
});

test('collections are made, copied, renamed, chosen and deleted; never the last', async () => {
  const first = current().id;
  const second = desk.create('Show', null);
  expect([current().id, current().collection.name]).toEqual([second, 'Show']);
  desk.rename(first, 'Old');
  const copy = desk.duplicate(second, 'Copy');
  expect(current()).toMatchObject({ id: copy, revision: 1, collection: { name: 'Copy' } });
  expect(names()).toEqual(['Old', 'Show', 'Copy']);
  desk.select(first);
  await restart();
  expect(current().id).toBe(first);
  desk.delete(first);
  expect(names()).toEqual(['Show', 'Copy']);
  expect([second, copy]).toContain(current().id);
  desk.delete(second);
  expect(codeOf(() => desk.delete(copy))).toMatchObject({ code: 'scenes.last' });
  expect(codeOf(() => desk.select(first))).toMatchObject({ code: 'scenes.not-found' });
  await restart();
  expect(names()).toEqual(['Copy']);
});

test('what is made while viewers see the programme waits until it is chosen', () => {
  const { id, collection } = current();
  const programme = { kind: 'encoder', inputId: 'studio', label: 'This studio' } as const;
  state.update((draft) => void (draft.broadcast = testBroadcast({ programme })));
  const made = [desk.create('Import', collection), desk.duplicate(id, 'Copy')];
  expect([current().id, names()]).toEqual([id, [collection.name, 'Import', 'Copy']]);
  desk.select(made[0] ?? '');
  expect(current().collection.name).toBe('Import');
  // an encoder elsewhere shows none of it
  state.update((draft) => void (draft.broadcast = testBroadcast({ programme: { ...programme, inputId: 'other' } })));
  expect(current().id).toBe(made[0]);
  expect(desk.create('Next', null)).toBe(current().id);
});

test('what is put aside is in the list, and changes nothing that is worked on', () => {
  const { id, collection } = current();
  const aside = desk.create('For later', collection, true);
  expect([current().id, names()]).toEqual([id, [collection.name, 'For later']]);
  desk.select(aside);
  expect(current().collection).toEqual({ ...collection, name: 'For later' });
});

test('one that this version cannot read stays as it is and is in no list', async () => {
  const first = current().id;
  database.run('UPDATE scene_collections SET document = \'{"version":99}\'');
  await restart();
  expect(scenes().collections.map(({ id }) => id)).not.toContain(first);
  expect(current().collection.name).toBe('Scenes');
  expect(codeOf(() => desk.rename(first, 'x'))).toMatchObject({ code: 'scenes.not-found' });
});

test('a collection that could never be saved is refused', () => {
  const { id, revision, collection } = current();
  const text = 'é'.repeat(9_000);
  const style = {
    ...({ font: 'Inter', sizePx: 40, weight: 400, isItalic: false, colour: '#ffffff', align: 'left' } as const),
    ...{ outline: { colour: '#000000', widthPx: 0 }, background: null },
  };
  const source = (index: number): SceneCollection['sources'][number] => ({
    id: `s${index}`,
    name: 'Text',
    kind: { type: 'text', text, scroll: { x: 0, y: 0 }, ...style },
    effects: { chromaKey: null, colour: null, blurPx: 0 },
    sound: null,
    isHeardEverywhere: false,
  });
  const sources = Array.from({ length: 60 }, (_, index) => source(index));
  expect(codeOf(() => desk.save(id, revision, { ...collection, sources }))).toMatchObject({ code: 'scenes.too-large' });
  expect(current().revision).toBe(revision);
});
