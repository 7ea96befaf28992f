import { expect, test } from '@playwright/test';
import { fileBench } from './programme-file-bench.js';
import { colourAt } from './programme-media.js';
import { places, testCollection } from './programme-scenes.js';
import { compose, numberIn, open, send, stop, tickSteps } from './programme-steps.js';

const bench = fileBench();

test('scenes fade over, a source that is gone is told and has a placeholder, the picture can be asked for', async ({
  page,
}) => {
  await open(bench, page);
  await compose(page, 10);
  const at = (place: readonly [number, number]) => page.evaluate((one) => window.programmePage.grab([one]), place);
  expect(await at(places.red)).toEqual([[255, 0, 0]]);
  expect(await at(places.camera)).toEqual([[0, 0, 0]]);
  await page.evaluate(() => window.programmePage.post({ type: 'gone', sourceId: 'camera' }));
  await expect.poll(() => at([165, 5])).toEqual([[20, 24, 31]]);
  // an even card: viewers read neither the source's name nor what is wrong with it
  const even = await page.evaluate(() => {
    const lines = Array.from({ length: 30 }, (_, row) => 15 + row * 2);
    const beside = lines.flatMap((y) =>
      [170, 190, 205, 211, 214, 217, 220, 223, 259, 263, 267, 290].map((x) => [x, y] as const),
    );
    return window.programmePage.grab(beside);
  });
  expect(even.filter((colour) => colour.join() !== '20,24,31')).toEqual([]);
  // but for a quiet mark in its middle
  const middle = await page.evaluate(() =>
    window.programmePage.grab([41, 43, 45, 47, 49].map((y) => [240, y] as const)),
  );
  expect(middle.filter(([red = 0]) => red > 26)).not.toEqual([]);
  expect(await page.evaluate(() => window.programmePage.told.filter(({ type }) => type === 'source'))).toContainEqual({
    ...{ type: 'source', sourceId: 'camera', status: 'gone', width: 0, height: 0 },
  });
  // studio mode: the page shows both, and only one of them is on
  await page.evaluate((collection) => window.programmePage.setScenes(collection, 'main', 'other'), testCollection);
  const shown = () => page.evaluate((place) => window.programmePage.shown(place), places.red);
  await expect.poll(shown).toEqual([
    [255, 0, 0],
    [0, 0, 255],
  ]);
  // a file that is no picture
  await page.evaluate(() => window.programmePage.addImage('number', btoa('GIF89a and nothing')));
  const troubles = () =>
    page.evaluate(() => window.programmePage.told.flatMap((one) => (one.type === 'trouble' ? [one.reason] : [])));
  await expect.poll(troubles).toEqual([{ code: 'capture.file-unreadable', details: { name: 'Number' } }]);
  await expect.poll(() => at([330, 190])).toEqual([[20, 24, 31]]);
  expect(await page.evaluate(() => window.programmePage.told.findLast(({ type }) => type === 'source'))).toEqual({
    ...{ type: 'source', sourceId: 'number', status: 'unreadable', width: 0, height: 0 },
  });
  await page.evaluate((collection) => window.programmePage.setScenes(collection, 'other'), testCollection);
  const on = () =>
    page.evaluate(() => window.programmePage.told.flatMap((one) => (one.type === 'on' ? [one.sceneId] : [])));
  await expect.poll(on).toEqual(['main', 'other']);
  expect(await at(places.red)).toEqual([[0, 0, 255]]);
});

test('a camera whose frames stop is frozen, and live again; one that ends is gone, and a placeholder stands for it', async ({
  page,
}) => {
  await open(bench, page);
  await page.evaluate(() => window.programmePage.addFlash('camera'));
  const last = () =>
    page.evaluate(() => {
      const own = window.programmePage.told.filter((one) => one.type === 'source' && one.sourceId === 'camera');
      return own.at(-1);
    });
  const size = { width: 160, height: 90 };
  // nothing is painted any more: no frames come
  await expect.poll(last).toEqual({ type: 'source', sourceId: 'camera', status: 'frozen', ...size });
  await page.evaluate(() => window.programmePage.paintFlash('#00ff00'));
  await expect.poll(last).toMatchObject({ status: 'live' });
  const middle = () => page.evaluate((place) => window.programmePage.grab([place]), places.camera);
  await expect.poll(middle).toEqual([[0, 255, 0]]);
  await page.evaluate(() => window.programmePage.endFlash());
  await expect.poll(last).toEqual({ type: 'source', sourceId: 'camera', status: 'gone', ...size });
  expect(await page.evaluate((place) => window.programmePage.grab([place]), [165, 5] as const)).toEqual([[20, 24, 31]]);
});

test('a scene in which nothing moves is sent at the full rate all the same', async ({ page }) => {
  await open(bench, page);
  await page.evaluate((collection) => window.programmePage.setScenes(collection, 'other'), testCollection);
  await compose(page, 50);
  const visit = await send(bench, page);
  await compose(page, 75);
  const recording = await stop(page, visit);
  const figures = await page.evaluate(() => window.programmePage.figures());
  const missing = tickSteps(recording).reduce((sum, step) => sum + step - 1, 0);
  expect(missing).toBeLessThanOrEqual((figures?.skippedByEncoder ?? 0) + (figures?.droppedByFeed ?? 0));
  expect(recording.pictures.length).toBeGreaterThan(60);
  for (const { rgb } of recording.pictures) expect(colourAt(recording, rgb, 500, 200)[2]).toBeGreaterThan(225);
});

for (const renderer of ['2d', 'webgl2'] as const)
  test(`the same programme is drawn by ${renderer} and sent`, async ({ page }) => {
    await open(bench, page, renderer);
    await compose(page, 10);
    const visit = await send(bench, page);
    await compose(page, 40);
    expect(await page.evaluate(() => window.programmePage.figures()?.renderer)).toBe(renderer);
    const recording = await stop(page, visit);
    const { rgb = Buffer.alloc(0) } = recording.pictures.at(-1) ?? {};
    const [red, green, blue] = colourAt(recording, rgb, ...places.red);
    expect(red).toBeGreaterThan(230);
    expect(Math.max(green, blue)).toBeLessThan(30);
    expect(new Set(recording.pictures.map((picture) => numberIn(recording, picture.rgb))).size).toBeGreaterThan(10);
  });

test('encoders that fail are made anew, another one where the first never worked; each begins with a keyframe', async ({
  page,
}) => {
  await page.goto(bench.site.url);
  await page.waitForFunction(() => 'programmePage' in window);
  const { made, troubles, packets } = await page.evaluate(() => window.programmePage.survivesEncoderFailures());
  // the first fails after some pictures, the second at once
  expect(made).toEqual(['avc1', 'avc1', 'vp8']);
  expect(troubles).toEqual(['programme.encoder-failed h264', 'programme.encoder-failed h264']);
  expect(packets[0]).toEqual({ codec: 'avc1', isKey: true, tick: 0 });
  const first = packets.find(({ codec }) => codec === 'vp8');
  expect(first?.isKey).toBe(true);
  const ticks = packets.map(({ tick }) => tick);
  expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
});
