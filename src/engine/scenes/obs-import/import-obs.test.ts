import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sceneCollectionSchema } from '../../../shared/scenes/scene-collection.js';
import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import { itemOf, openImportBench, sourceOf, type ImportBench } from './import-bench.test-support.js';
import { importObs } from './import-obs.js';
import { mapCollection } from './map-collection.js';
import { obsCollection, obsFilter, obsItem, obsScene, obsSource } from './obs-fixture.test-support.js';
import { obsCollectionSchema } from './obs-schema.js';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.close());

const colour = (name: string, width: number, height: number, more: object = {}): object =>
  obsSource('color_source_v3', name, { color: 0xff336699, width, height }, more);

test('scenes come in the order of the list, with hotkey, canvas and transition', async () => {
  const hotkeys = { 'OBSBasic.SelectScene': [{ key: 'OBS_KEY_1', control: true, shift: true }] };
  const { collection, report } = await bench.taken(
    [obsScene('Break', []), colour('Back', 1280, 720), obsScene('Game', [obsItem('Back')], { hotkeys })],
    {
      ...{ scene_order: [{ name: 'Game' }, { name: 'Break' }], resolution: { x: 1281, y: 719.6 } },
      ...{ current_transition: 'Swoosh', transition_duration: 9000 },
      transitions: [{ name: 'Swoosh', id: 'slide_transition', settings: {} }],
    },
  );
  expect(collection).toMatchObject({
    ...{ name: 'My show', canvas: { width: 1282, height: 720, fps: 30 } },
    transition: { kind: 'slide', durationMs: 5000 },
    scenes: [
      { name: 'Game', hotkey: 'Ctrl+Shift+Digit1' },
      { name: 'Break', hotkey: null, items: [] },
    ],
  });
  expect(report).toMatchObject({ scenes: 2, sources: 1, items: 1, notes: [] });
});

test('transitions that there are not here become the nearest, and it is said', async () => {
  const become = async (id: string) => {
    const transitions = [{ name: 'Mine', id, settings: {} }];
    const { collection, report } = await bench.taken([obsScene('Game', [])], {
      ...{ current_transition: 'Mine', transitions },
    });
    return [collection.transition.kind, ...report.notes.map(({ code, details }) => `${code} ${details}`)];
  };
  expect(await become('slide_transition')).toEqual(['slide']);
  expect(await become('fade_to_color_transition')).toEqual(['fade', 'transition-unsupported fade_to_color_transition']);
  expect(await become('wipe_transition')).toEqual(['wipe', 'transition-unsupported wipe_transition']);
  expect(await become('obs_stinger_transition')).toEqual(['fade', 'transition-unsupported obs_stinger_transition']);
});

test('cut and fade, which no list has, are known in English; another name is said', async () => {
  const become = async (name: string) => {
    const { collection, report } = await bench.taken([obsScene('Game', [])], { current_transition: name });
    return [collection.transition.kind, ...report.notes.map(({ code, details }) => `${code} ${details}`)];
  };
  expect(await become('Cut')).toEqual(['cut']);
  expect(await become('Fade')).toEqual(['fade']);
  expect(await become('Schnitt')).toEqual(['fade', 'transition-unsupported Schnitt']);
});

test('filters of scenes and groups, hotkeys of groups and transitions of items do not come over, and it is said once', async () => {
  const filters = [obsFilter('color_filter_v2', {}), obsFilter('crop_filter', {}, false)];
  const slides = { show_transition: { id: 'slide_transition', duration: 300 }, hide_transition: { duration: 0 } };
  const group = obsSource(
    'group',
    'Group',
    { items: [obsItem('A', slides)] },
    { filters, hotkeys: { 'libobs.mute': [{ key: 'OBS_KEY_M' }] } },
  );
  const unused = obsSource('group', 'Unused', { items: [] }, { filters });
  const { report } = await bench.taken(
    [colour('A', 10, 10), obsScene('Game', [obsItem('Group'), obsItem('Group')], { filters })],
    { groups: [group, unused] },
  );
  const said = report.notes.map(({ code, source, scene, details }) => [code, source, scene, details]);
  expect(said.filter(([code]) => code !== 'nested-flattened')).toEqual([
    ['item-transition-unsupported', 'A', 'Game', 'slide_transition'],
    ['filter-unsupported', null, 'Game', 'color_filter'],
    ['filter-unsupported', 'Group', null, 'color_filter'],
    ['hotkey-unsupported', 'Group', null, 'libobs.mute'],
  ]);
});

test('hotkeys that do not come over are said: other keys, second ones, and those that show no scene', async () => {
  const select = (...keys: object[]): object => ({ hotkeys: { 'OBSBasic.SelectScene': keys } });
  const sources = [
    obsScene('Space', [], select({ key: 'OBS_KEY_SPACE', control: true }, { key: 'OBS_KEY_F5' }, { key: 'OBS_KEY_A' })),
    obsScene('None', [], {
      hotkeys: { 'OBSBasic.SelectScene': [], 'libobs.show_scene_item.1': [{ key: 'OBS_KEY_H' }] },
    }),
    obsScene('Game', [obsItem('Back')]),
    colour('Back', 10, 10, { hotkeys: { 'libobs.mute': [{ key: 'OBS_KEY_M' }], 'libobs.unmute': [] } }),
  ];
  const { collection, report } = await bench.taken(sources);
  expect(collection.scenes.map(({ hotkey }) => hotkey)).toEqual(['F5', null, null]);
  expect(report.notes.map(({ code, source, scene, details }) => [code, source ?? scene, details])).toEqual([
    ['hotkey-unsupported', 'Space', 'Ctrl+SPACE'],
    ['hotkey-unsupported', 'Space', 'A'],
    ['hotkey-unsupported', 'None', 'libobs.show_scene_item.1'],
    ['hotkey-unsupported', 'Back', 'libobs.mute'],
  ]);
});

test('an item lies where it did: scaled, cut, turned about its point, by any alignment, and in bounds', async () => {
  const items = [
    obsItem('Plain', { pos: { x: 100, y: 50 }, scale: { x: 0.5, y: 2 }, crop_left: 40, crop_bottom: 50, locked: true }),
    // turned by a quarter about its top left corner: it lies to the left of it
    obsItem('Turned', { pos: { x: 500, y: 500 }, rot: 90 }),
    obsItem('Centred', { pos: { x: 960, y: 540 }, align: 0, rot: 30, visible: false, blend_type: 'additive' }),
    obsItem('Corner', { pos: { x: 1920, y: 1080 }, align: 10 }),
    obsItem('Bounds', { pos: { x: 10, y: 20 }, bounds_type: 2, bounds: { x: 300, y: 300 }, scale: { x: 9, y: 9 } }),
    obsItem('Flipped', { pos: { x: 400, y: 0 }, scale: { x: -1, y: 1 }, blend_type: 'subtract' }),
  ];
  const names = ['Plain', 'Turned', 'Centred', 'Corner', 'Bounds', 'Flipped'];
  const { collection, notes } = await bench.taken([
    ...names.map((name) => colour(name, 400, 200)),
    obsScene('Game', items),
  ]);
  const item = (name: string): SceneItem => itemOf(collection, name);
  expect(item('Plain')).toMatchObject({
    ...{ box: { x: 100, y: 50, width: 180, height: 300 }, crop: { left: 0.1, top: 0, right: 0, bottom: 0.25 } },
    ...{ fit: 'stretch', isLocked: true, isVisible: true, rotation: 0 },
  });
  expect(item('Turned')).toMatchObject({ box: { x: 200, y: 600, width: 400, height: 200 }, rotation: 90 });
  expect(item('Centred')).toMatchObject({ box: { x: 760, y: 440 }, rotation: 30, isVisible: false, blend: 'add' });
  expect(item('Corner').box).toEqual({ x: 1520, y: 880, width: 400, height: 200 });
  expect(item('Bounds')).toMatchObject({ box: { x: 10, y: 20, width: 300, height: 300 }, fit: 'contain' });
  expect(item('Flipped').box).toEqual({ x: 0, y: 0, width: 400, height: 200 });
  expect(notes('Flipped').sort()).toEqual(['blend-unsupported', 'flip-unsupported']);
  expect(collection.scenes[0]?.items.map(({ sourceId }) => sourceId)).toEqual(
    names.map((name) => sourceOf(collection, name).id),
  );
});

test('groups and scenes in scenes are laid flat, at their places; none goes in circles', async () => {
  const group = obsSource('group', 'Group', {
    ...{ custom_size: true, cx: 200, cy: 100 },
    items: [obsItem('A', { pos: { x: 100, y: 0 } })],
  });
  const { collection, notes } = await bench.taken(
    [
      colour('A', 100, 100),
      obsScene('Game', [
        obsItem('A', { group_item_backup: true }),
        obsItem('Group', { pos: { x: 500, y: 300 }, scale: { x: 2, y: 2 }, rot: 90 }),
        obsItem('Gone'),
      ]),
      obsScene('Outer', [obsItem('Game', { scale: { x: 0.5, y: 0.5 }, visible: false }), obsItem('Outer')]),
    ],
    { groups: [group], scene_order: [{ name: 'Game' }, { name: 'Outer' }] },
  );
  // in the group its centre is at (150, 50): 50 right of its middle, which is at (400, 500): twice that, and down
  expect(collection.scenes[0]?.items).toHaveLength(1);
  expect(itemOf(collection, 'A')).toMatchObject({ box: { x: 300, y: 500, width: 200, height: 200 }, rotation: 90 });
  expect(itemOf(collection, 'A', 1)).toMatchObject({
    box: { x: 150, y: 250, width: 100, height: 100 },
    isVisible: false,
  });
  expect(notes('Group')).toEqual(['nested-flattened', 'nested-flattened']);
  expect(notes('Outer')).toEqual(['nested-too-deep']);
  expect(notes('Gone')).toContain('source-missing');
});

test('what is no collection of OBS is refused; whatever its values are, what comes over is valid', async () => {
  for (const text of ['', 'null', '[]', '{"sources":{}}', '{"scenes":[]}']) {
    await expect(importObs(text, bench.store, true)).rejects.toMatchObject({
      code: 'scenes.file-damaged',
      details: { why: 'obs' },
    });
  }
  const odd = fc.oneof(
    fc.constantFrom(null, true, '', 'x', -1, 0, 1e300, -1e300, 0.5, [], {}),
    fc.double(),
    fc.string(),
  );
  const settings = fc.dictionary(
    fc.constantFrom('width', 'height', 'color', 'text', 'font', 'url', 'resolution', 'custom_size', 'cx', 'files'),
    odd,
  );
  const kinds = fc.constantFrom(
    'color_source',
    'text_gdiplus',
    'text_ft2_source',
    'dshow_input',
    'browser_source',
    'group',
  );
  const fields = [
    'pos',
    'scale',
    'bounds',
    'rot',
    'align',
    'bounds_type',
    'crop_left',
    'crop_right',
    'blend_type',
    'visible',
  ];
  const number = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, 1, -1, 5, 1e9));
  const item = fc.dictionary(fc.constantFrom(...fields), fc.oneof(odd, number, fc.record({ x: number, y: number })));
  const sources = fc.array(fc.tuple(kinds, settings, item, odd), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(sources, odd, async (list, strange) => {
      const all = list.map(([id, values, , volume], index) =>
        obsSource(id, `s${index}`, values, { volume, filters: [strange] }),
      );
      const scene = obsScene(
        'Game',
        list.map(([, , values], index) => obsItem(`s${index}`, values)),
      );
      const { collection } = await importObs(
        obsCollection([...all, scene], { resolution: strange }),
        bench.store,
        true,
      );
      expect(sceneCollectionSchema.safeParse(collection).error?.issues ?? []).toEqual([]);
    }),
    { endOnFailure: true },
  );
});

test('scenes in scenes in scenes come to an end', async () => {
  const scenes = Array.from({ length: 8 }, (_, index) =>
    obsScene(
      `S${index}`,
      Array.from({ length: 100 }, () => obsItem(`S${index + 1}`)),
    ),
  );
  const { report } = await bench.taken([...scenes, obsScene('S8', [])]);
  expect(report.notes.map(({ code }) => code)).toContain('too-many');
});

test('each entry of a scene counts, whatever it is, and is read once, however often the scene is in another', () => {
  let reads = 0;
  const counted = (entries: readonly unknown[]): unknown =>
    new Proxy([...entries], {
      get: (list, key) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) reads += 1;
        return Reflect.get(list, key) as unknown;
      },
    });
  const many = (entry: unknown): unknown[] => Array.from({ length: 5000 }, () => entry);
  const scene = (name: string, items: readonly unknown[]): object =>
    obsSource('scene', name, { items: counted(items) });
  const backup = obsItem('C', { group_item_backup: true });
  const sources = [
    scene('A', many(obsItem('B'))),
    scene('B', many(null)),
    ...Array.from({ length: 50 }, (_, index) => scene(`S${index}`, many(obsItem('C')))),
    scene('C', many(backup)),
  ];
  const file: object = JSON.parse(obsCollection([])) as object;
  const { collection, report } = mapCollection(obsCollectionSchema.parse({ ...file, sources }), new Map());
  expect(reads).toBeGreaterThan(5000);
  expect(reads).toBeLessThanOrEqual(40_000);
  expect(collection.scenes).toHaveLength(53);
  expect(report.notes.filter(({ code }) => code === 'too-many').map((note) => note.scene)).toContain('A');
});

test('of very many filters the first come over, and it is said', async () => {
  const blurs = Array.from({ length: 1000 }, () => ({}));
  const gain = { id: 'gain_filter', settings: { db: 1 } };
  const { collection, notes } = await bench.taken([
    obsSource('pulse_input_capture', 'Mic', {}, { filters: [gain, ...blurs, gain] }),
    obsScene('Game', [obsItem('Mic')]),
  ]);
  expect(sourceOf(collection, 'Mic').sound?.gainDb).toBe(1);
  expect(notes('Mic')).toContain('too-many');
});
