import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { addSource } from '../../src/renderer/scenes/edits/add-source.js';
import { setKind } from '../../src/renderer/scenes/edits/edit-source.js';
import { countingIds } from '../../src/renderer/scenes/sample-collection.test-support.js';
import type { SceneCollection } from '../../src/shared/scenes/scene-collection.js';
import { introFilm, longFilm, shortFilm } from './media-films.js';
import { withSource } from './media-collection.js';
import { startMediaSite, type MediaSite } from './media-site.js';

const launch = {
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--use-fake-device-for-media-stream',
    '--auto-select-tab-capture-source-by-title=Shared tab',
  ],
};
test.use({
  launchOptions: async ({ launchOptions }, use) => use({ ...launchOptions, ...launch }),
  viewport: { width: 800, height: 600 },
});

const names = {
  film: `${'1'.repeat(64)}.webm`,
  drawing: `${'2'.repeat(64)}.svg`,
  long: `${'4'.repeat(64)}.webm`,
  intro: `${'5'.repeat(64)}.webm`,
  broken: `${'3'.repeat(64)}.webm`,
} as const;
const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" width="32" height="18"><rect width="32" height="18" fill="#c04020"/></svg>';
const middle = [[160, 90]] as const;

let site: MediaSite;
test.beforeAll(async () => {
  site = await startMediaSite(
    new Map([
      [names.film, await shortFilm()],
      [names.long, await longFilm()],
      [names.intro, await introFilm()],
      [names.drawing, Buffer.from(drawing)],
      [names.broken, Buffer.from('no film')],
    ]),
  );
});
test.afterAll(() => site.close());

const source = 'id-1';

/** `main` shows a film that plays when it is there; `intro` shows the source, the same film that starts over with its scene. */
function withIntro(): SceneCollection {
  const kind = { type: 'media', assetId: names.intro, isLooped: false, isPlaying: true, startsOver: true } as const;
  const intro = withSource(kind);
  const [scene] = intro.scenes;
  const empty = { id: 'main', name: 'Main', items: [], hotkey: null };
  const scenes = scene === undefined ? [empty] : [empty, { ...scene, id: 'intro', name: 'Intro' }];
  const added = addSource(
    { ...intro, scenes },
    { sceneId: 'main', name: 'Witness', kind: { ...kind, startsOver: false } },
    countingIds('witness'),
  );
  return added.collection;
}

async function open(page: Page): Promise<void> {
  await page.goto(site.url);
  await page.waitForFunction(() => 'mediaPage' in window);
  await page.mouse.click(10, 10);
  await page.evaluate(() => window.mediaPage.studio.open());
}

const apply = (page: Page, made: SceneCollection, sceneId = 'main', more: { previewSceneId?: string } = {}) =>
  page.evaluate(([one, id, others]) => window.mediaPage.studio.apply(one, id, others), [made, sceneId, more] as const);

const state = (page: Page) => page.evaluate(() => window.mediaPage.studio.state());
const capture = async (page: Page) => (await state(page)).captures[source];
const colours = (page: Page) => page.evaluate((places) => window.mediaPage.studio.colours(places), middle);
const grant = (context: BrowserContext, permissions: string[]) =>
  context.grantPermissions(permissions, { origin: site.url });

const camera = { type: 'camera', device: null, width: 640, height: 480, fps: 20, isMirrored: false } as const;

test('a camera starts by itself where it is allowed; taken away it says so, allowed again it comes back', async ({
  page,
  context,
}) => {
  await open(page);
  await apply(page, withSource(camera));
  await expect.poll(async () => (await capture(page))?.status).toBe('idle');
  await grant(context, ['camera']);
  await expect.poll(async () => (await capture(page))?.status).toBe('live');
  expect(await capture(page)).toMatchObject({ label: 'fake_device_0', width: 640, height: 480 });
  // the fake camera is green behind its numbers
  await expect.poll(async () => (await colours(page))[0]?.[1]).toBeGreaterThan(100);
  expect((await state(page)).devices.filter(({ kind }) => kind === 'camera')).not.toEqual([]);

  await context.clearPermissions();
  await expect.poll(() => capture(page)).toMatchObject({ status: 'denied', reason: { code: 'capture.denied' } });
  await grant(context, ['camera']);
  await expect.poll(async () => (await capture(page))?.status).toBe('live');
});

test('a camera is found again by its label; one that is not there is waited for', async ({ page, context }) => {
  await grant(context, ['camera']);
  await open(page);
  const device = { deviceId: 'of another time', label: 'fake_device_0' };
  await apply(page, withSource({ ...camera, device }));
  await expect.poll(async () => (await capture(page))?.status).toBe('live');
  await apply(page, withSource({ ...camera, device: { ...device, label: 'Another camera' } }));
  await expect
    .poll(() => capture(page))
    .toMatchObject({ status: 'gone', needsGesture: false, reason: { code: 'capture.no-device' } });
});

test('a microphone’s sound is metered', async ({ page, context }) => {
  await grant(context, ['microphone']);
  await open(page);
  const kind = {
    type: 'microphone',
    device: null,
    noiseSuppression: false,
    echoCancellation: false,
    autoGain: false,
  } as const;
  await apply(page, withSource(kind));
  await expect.poll(async () => (await capture(page))?.status).toBe('live');
  // the fake microphone beeps
  await page.waitForFunction(
    (id) => window.mediaPage.sound.readings().some((one) => one.id === id && one.heldDb[0] > -60),
    source,
  );
  expect((await state(page)).sound).toBe('running');
});

test('a shared tab is shown; when it is closed the studio says so and asks only after a gesture', async ({
  page,
  context,
}) => {
  const other = await context.newPage();
  await other.goto(`${site.url}other`);
  await open(page);
  await page.bringToFront();
  const kind = { type: 'display', surface: 'browser', withSound: false, isCursorShown: false, maxFps: 30 } as const;
  await apply(page, withSource(kind));
  expect((await capture(page))?.status).toBe('idle');
  await page.evaluate((id) => window.mediaPage.studio.capture(id), source);
  expect(await capture(page)).toMatchObject({ status: 'live', label: 'Browser tab' });
  // green; without a GPU Chromium encodes a tab's colours by one matrix (BT.601) and tells the other (BT.709)
  await expect.poll(async () => (await colours(page))[0]?.[1]).toBeGreaterThan(150);
  expect((await colours(page))[0]?.[0]).toBeLessThan(60);
  // a new worker has the picture too, though the tab stands still
  await page.evaluate(() => window.mediaPage.studio.kill());
  await expect.poll(async () => (await state(page)).generation).toBe(1);
  await page.evaluate(() => window.mediaPage.studio.mount());
  await expect.poll(async () => (await colours(page).catch(() => []))[0]?.[1]).toBeGreaterThan(150);
  await other.close();
  await expect
    .poll(() => capture(page))
    .toMatchObject({ status: 'gone', needsGesture: true, reason: { code: 'capture.share-ended' } });
});

test('a film loops with its sound, stands still when paused and at its end, and plays again', async ({ page }) => {
  await open(page);
  const film = { type: 'media', assetId: names.film, isLooped: true, isPlaying: true, startsOver: false } as const;
  const made = withSource(film);
  await apply(page, made);
  const isBlue = async () => {
    const [[red = 0, , blue = 0] = []] = await colours(page);
    return blue > 150 && red < 80;
  };
  await expect.poll(isBlue).toBe(true);
  expect(await capture(page)).toMatchObject({ status: 'live', width: 160, height: 90 });
  // ffmpeg's sine has an amplitude of an eighth
  const level = () =>
    page.evaluate((id) => window.mediaPage.sound.readings().find((one) => one.id === id)?.rmsDb[0], source);
  await expect.poll(level).toBeGreaterThan(-20);
  await apply(page, setKind(made, source, { ...film, isPlaying: false }));
  await expect.poll(level).toBe(-Infinity);
  expect(await isBlue()).toBe(true);
  // it lasts a second: whether it was heard is asked afterwards
  const loudest = () => page.evaluate((id) => window.mediaPage.studio.loudest(id), source);
  const playOnce = async (): Promise<void> => {
    await page.evaluate(() => window.mediaPage.studio.countLoudestAnew());
    await apply(page, setKind(made, source, { ...film, isLooped: false }));
    await expect.poll(loudest).toBeGreaterThan(-20);
    await expect.poll(level).toBe(-Infinity);
    await expect.poll(isBlue).toBe(true);
  };
  await playOnce();
  await apply(page, setKind(made, source, { ...film, isPlaying: false, isLooped: false }));
  await playOnce();
  await apply(page, withSource({ ...film, assetId: names.broken }));
  await expect.poll(() => capture(page)).toMatchObject({ status: 'gone', reason: { code: 'capture.file-unreadable' } });
});

test('a film that starts over with its scene waits for it, in the preview too, with its sound; by hand it starts over at once', async ({
  page,
}) => {
  await open(page);
  const isOf = async (colour: 'red' | 'blue') => {
    const [[red = 0, , blue = 0] = []] = await colours(page);
    return colour === 'red' ? red > 150 && blue < 100 : blue > 150 && red < 100;
  };
  const loudest = () => page.evaluate((id) => window.mediaPage.studio.loudest(id), source);
  const made = withIntro();
  await apply(page, made, 'main', { previewSceneId: 'intro' });
  await expect.poll(async () => (await capture(page))?.status).toBe('live');
  // the other one has played to its end meanwhile
  await expect.poll(() => isOf('red'), { timeout: 30_000 }).toBe(true);
  expect(await loudest()).toBe(-Infinity);

  await apply(page, made, 'intro');
  await expect.poll(() => isOf('blue')).toBe(true);
  await expect.poll(loudest).toBeGreaterThan(-20);
  await expect.poll(() => isOf('red'), { timeout: 30_000 }).toBe(true);
  // an edit leaves it at its end
  await apply(page, made, 'intro', { previewSceneId: 'main' });
  expect(await isOf('red')).toBe(true);

  await page.evaluate(() => window.mediaPage.studio.countLoudestAnew());
  await page.evaluate((id) => window.mediaPage.studio.startOver(id), source);
  await expect.poll(() => isOf('blue')).toBe(true);
  await expect.poll(loudest).toBeGreaterThan(-20);
  await expect.poll(() => isOf('red'), { timeout: 30_000 }).toBe(true);

  // off the air it goes back to its first picture, which is what viewers see first when it comes on again
  await apply(page, made, 'main');
  await expect.poll(async () => (await state(page)).sceneOn).toBe('main');
  const kind = { type: 'media', assetId: names.intro, isLooped: false, isPlaying: false, startsOver: true } as const;
  await apply(page, setKind(made, source, kind), 'intro');
  await expect.poll(async () => (await state(page)).sceneOn).toBe('intro');
  await expect.poll(() => isOf('blue')).toBe(true);
});

test('a film whose engine is away keeps its picture and goes on from there; a picture comes once it is back', async ({
  page,
}) => {
  await open(page);
  const isOf = async (colour: 'red' | 'blue') => {
    const [[red = 0, , blue = 0] = []] = await colours(page);
    return colour === 'red' ? red > 120 && blue < 100 : blue > 120 && red < 100;
  };
  await apply(
    page,
    withSource({ type: 'media', assetId: names.long, isLooped: false, isPlaying: true, startsOver: false }),
  );
  await expect.poll(() => isOf('blue')).toBe(true);
  site.setAway(true);
  await expect
    .poll(() => capture(page))
    .toMatchObject({ status: 'gone', needsGesture: false, reason: { code: 'capture.file-away' } });
  expect(await isOf('blue')).toBe(true);
  site.setAway(false);
  await expect.poll(async () => (await capture(page))?.status).toBe('live');
  await expect.poll(() => isOf('red')).toBe(true);

  site.setAway(true);
  await apply(page, withSource({ type: 'image', assetId: names.drawing }));
  await expect.poll(() => capture(page)).toMatchObject({ status: 'gone', reason: { code: 'capture.file-away' } });
  site.setAway(false);
  await expect.poll(() => isOf('red')).toBe(true);
  expect((await capture(page))?.status).toBe('live');
});

test('the worker dies while it sends: new canvases are asked for, all is there again, and the same show goes on', async ({
  page,
}) => {
  await open(page);
  await apply(page, withSource({ type: 'image', assetId: names.drawing }));
  await expect.poll(() => colours(page)).toEqual([[192, 64, 32]]);
  // made as large as it is shown
  expect(await capture(page)).toMatchObject({ status: 'live', width: 320, height: 180 });
  const showId = '6e0d9f6c-2f0b-4c43-9b07-1c0a8a0f3c11';
  const feed = async () => (await state(page)).feed.status;
  await page.evaluate((id) => window.mediaPage.studio.goLive(id), showId);
  await expect.poll(feed).toBe('sending');
  // a stream begins once there are picture and sound
  await expect.poll(() => site.visits[0]?.bytes.length).toBeGreaterThan(5000);

  await page.evaluate(() => window.mediaPage.studio.kill());
  expect(await feed()).toBe('reconnecting');
  await expect.poll(async () => (await state(page)).generation).toBe(1);
  expect((await state(page)).trouble[0]?.reason.code).toBe('programme.restarted');
  await page.evaluate(() => window.mediaPage.studio.mount());
  await expect.poll(() => colours(page)).toEqual([[192, 64, 32]]);
  expect((await state(page)).sceneOn).toBe('main');
  await expect.poll(feed).toBe('sending');
  await expect.poll(() => site.visits[1]?.bytes.length).toBeGreaterThan(5000);
  await page.evaluate(() => window.mediaPage.studio.stop());
  await expect.poll(feed).toBe('off');
  const shows = site.visits.map(({ texts }) => texts.map(({ type, showId: id }) => (type === 'hello' ? id : type)));
  expect(shows).toEqual([[showId], [showId, 'end']]);

  await apply(page, withSource({ type: 'image', assetId: `${'9'.repeat(64)}.svg` }));
  await expect.poll(() => capture(page)).toMatchObject({ status: 'gone', reason: { code: 'asset.not-found' } });
});
