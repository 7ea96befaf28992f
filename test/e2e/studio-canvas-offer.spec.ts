import { expect } from '@playwright/test';
import { defaultItem } from '../../src/renderer/scenes/edits/default-item.js';
import type { SceneSource } from '../../src/shared/scenes/scene-source.js';
import { composed } from './studio-composed.js';
import { quietState } from './studio-states.js';
import { test } from './studio-test.js';

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const args = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', '--disable-gpu'];
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...args] });
  },
});

test('a canvas that is too much for this computer: a smaller one is offered before the show, taken at one press, and taken back', async ({
  page,
  openStudio,
}) => {
  const state = composed(quietState());
  const { current } = state.scenes;
  if (current === null) throw new Error('Expected a collection');
  const large = { width: 2560, height: 1440, fps: 60 };
  // no processor blurs so much so often
  const source: SceneSource = {
    id: 'blurred',
    name: 'Camera',
    kind: { type: 'camera', device: null, width: 640, height: 480, fps: 30, isMirrored: false },
    effects: { chromaKey: null, colour: null, blurPx: 40 },
    sound: null,
    isHeardEverywhere: false,
  };
  const item = defaultItem('blurred-item', source, large, null);
  const [first, ...others] = current.collection.scenes;
  if (first === undefined) throw new Error('Expected a scene');
  const collection = {
    ...current.collection,
    canvas: large,
    sources: [...current.collection.sources, source],
    scenes: [{ ...first, items: [item] }, ...others],
  };
  const scenes = { ...state.scenes, current: { ...current, collection } };
  const { harness } = await openStudio({ ...state, scenes }, { at: 'studio', size: { width: 1920, height: 1080 } });
  const canvas = () => harness.store.get().scenes.current?.collection.canvas;
  await page.getByRole('tab', { name: 'Live' }).click();
  const offer = page.getByRole('region', { name: 'A smaller canvas' });
  await expect(offer).toContainText('2560 × 1440 at 60 pictures a second is too much for this computer');
  await offer.getByRole('button', { name: 'Use 1280 × 720 at 30' }).click();
  await expect.poll(canvas).toEqual({ width: 1280, height: 720, fps: 30 });
  await expect(offer).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect.poll(canvas).toEqual(large);
});
