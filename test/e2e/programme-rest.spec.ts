import { expect, test, type Page } from '@playwright/test';
import type { SceneCollection } from '../../src/shared/scenes/scene-collection.js';
import { fileBench } from './programme-file-bench.js';
import { places, testCollection } from './programme-scenes.js';
import { compose, open, send, stop, tickSteps } from './programme-steps.js';

const bench = fileBench();

/** Nothing in it moves by itself. */
const still: SceneCollection = {
  ...testCollection,
  scenes: testCollection.scenes.map((scene) => ({
    ...scene,
    items: scene.items.filter(({ sourceId }) => sourceId === 'red' || sourceId === 'flash'),
  })),
};

const show = (page: Page, collection: SceneCollection): Promise<void> =>
  page.evaluate((one) => window.programmePage.setScenes(one, 'main'), collection);

/** The most and the fewest ticks that were looked at or repeated between two of the newest four tellings, which come each second. */
const ticks = (page: Page): Promise<{ most: number; fewest: number; repeated: number }> =>
  page.evaluate(() => {
    const told = window.programmePage.told.flatMap((one) => (one.type === 'figures' ? [one.figures] : [])).slice(-4);
    const counts = told.map(({ composed, repeated }) => composed + repeated);
    const steps = counts.slice(1).map((count, index) => count - (counts[index] ?? 0));
    const isEnough = steps.length === 3;
    return {
      most: isEnough ? Math.max(...steps) : Infinity,
      fewest: isEnough ? Math.min(...steps) : 0,
      repeated: told.at(-1)?.repeated ?? 0,
    };
  });

const rests = (page: Page): Promise<void> =>
  expect.poll(async () => (await ticks(page)).most, { timeout: 60_000 }).toBeLessThan(9);

test('a programme that stands still and is sent to nobody is looked at a few times a second; a source’s picture, another arrangement and a show bring back each tick', async ({
  page,
}) => {
  await open(bench, page, '2d');
  await show(page, still);
  await rests(page);
  const { repeated } = await ticks(page);
  // a source has another picture
  await page.evaluate(() => window.programmePage.paintFlash('#ffffff'));
  const shown = () => page.evaluate((place) => window.programmePage.shown(place)[0], places.flash);
  await expect.poll(async () => Math.min(...((await shown()) ?? [0]))).toBeGreaterThan(240);
  await rests(page);
  // what nobody missed is no loss
  expect((await ticks(page)).repeated - repeated).toBeLessThanOrEqual(10);
  // something moves
  await show(page, testCollection);
  await expect.poll(async () => (await ticks(page)).fewest, { timeout: 60_000 }).toBeGreaterThan(15);

  await show(page, still);
  await rests(page);
  const visit = await send(bench, page);
  await compose(page, 60);
  const recording = await stop(page, visit);
  const figures = await page.evaluate(() => window.programmePage.figures());
  const missing = tickSteps(recording).reduce((sum, step) => sum + step - 1, 0);
  expect(recording.pictures.length).toBeGreaterThan(40);
  expect(missing).toBeLessThanOrEqual((figures?.skippedByEncoder ?? 0) + (figures?.droppedByFeed ?? 0));
  await rests(page);
});
