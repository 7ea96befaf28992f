import { expect, type Page } from '@playwright/test';
import { expectPlaying, picture, shownFrames, watchFaults, watchFrames } from '../live-page.js';
import { makeCanvas } from '../prepare-studio.js';
import { expectNoViolations } from '../studio-axe.js';
import { screenColour } from '../studio-whole-screen.js';
import { endShow, expectCounting, goLive, pill } from '../studio-whole-steps.js';
import { besidePage } from './beside-page.js';
import { test } from './screen-app.js';

const shots = 'test-results/live';

/** Where nothing lies over the screen, and the middle of the camera in its corner: shares of the picture. */
const places = { screen: [0.3, 0.5], camera: [0.86, 0.85] } as const;

/** What the player shows there. */
const colourAt = (viewer: Page, place: readonly [number, number]) =>
  viewer.locator('video').evaluate((video: HTMLVideoElement, [x, y]) => {
    const { videoWidth: width, videoHeight: height } = video;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context?.drawImage(video, 0, 0);
    return [...(context?.getImageData(Math.floor(width * x), Math.floor(height * y), 1, 1).data.slice(0, 3) ?? [])];
  }, place);

/** The screen that counts, with the camera in its corner. */
async function expectProgramme(viewer: Page): Promise<void> {
  const screen = await colourAt(viewer, places.screen);
  for (const [channel, value] of screenColour.entries())
    expect(Math.abs(value - (screen[channel] ?? NaN)), `the screen: ${screen.join(' ')}`).toBeLessThan(20);
  // the test camera: a green field with a lighter disc
  const [red = 0, green = 0, blue = 0] = await colourAt(viewer, places.camera);
  expect(green, `the camera: ${String(red)} ${String(green)} ${String(blue)}`).toBeGreaterThan(
    Math.max(red, blue) + 40,
  );
}

/** The different numbers of the screen that were shown until now. */
const numbersOf = async (viewer: Page): Promise<ReadonlySet<number>> =>
  new Set((await shownFrames(viewer)).map(({ number }) => number));

test('from the first start to the replay: the real screen by our own picker and a camera, on air, watched in a browser, ended, replayed', async ({
  screenApp: { app, page },
  playwright,
  launchOptions,
}) => {
  // not that of the test's own page, which outlives it: no process may be left
  const browser = await playwright.chromium.launch(launchOptions);
  const viewer = await browser.newPage();
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Reflect.set(globalThis, 'opened', opened);
    shell.openExternal = (url) => Promise.resolve(void opened.push(url));
  });
  const next = page.getByRole('button', { name: 'Continue', exact: true });

  // first run
  await page.getByRole('button', { name: 'Set up the studio' }).click();
  const studio = besidePage(page);
  await makeCanvas(studio, { width: 640, height: 360, fps: 15 });
  await studio.close();
  await expect(page.getByRole('heading', { name: 'Where shall it go?' })).toBeVisible();
  await page.getByText('For a first try').click();
  await next.click();
  await page.getByRole('button', { name: 'Share a screen' }).click();
  const picker = page.getByRole('dialog', { name: 'What do you want to share?' });
  await expect(picker.getByRole('option', { name: 'Entire screen' })).toHaveAttribute('aria-selected', 'true');
  await page.screenshot({ path: `${shots}/electron-whole-picker.png` });
  await picker.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(picker).toBeHidden();
  await page.getByRole('button', { name: 'Use a camera' }).click();
  await expect(page.getByRole('region', { name: 'Camera' }).getByLabel('Device')).toBeVisible();
  await expectNoViolations(page);
  await page.screenshot({ path: `${shots}/electron-whole-devices.png` });
  await next.click();
  await page.getByLabel('Title of your first broadcast').fill('Down the river');
  await expect(page.getByText('Screen, Camera')).toBeVisible();
  await page.getByRole('button', { name: 'Open the studio' }).click();

  // on air
  await expectCounting(page);
  await page.getByRole('tab', { name: 'Live' }).click();
  await goLive(page);
  await viewer.goto(await page.getByLabel('Link', { exact: true }).inputValue());
  const faults = watchFaults(viewer);
  await watchFrames(viewer);
  await expectPlaying(viewer, 8);
  await expect.poll(async () => (await numbersOf(viewer)).size, 'numbers of the screen').toBeGreaterThan(10);
  await expectProgramme(viewer);
  await expect(pill(page)).toHaveText('Live');
  await expectNoViolations(page);
  await page.screenshot({ path: `${shots}/electron-whole-live.png` });
  await viewer.screenshot({ path: `${shots}/electron-whole-watched.png` });
  const watched = await numbersOf(viewer);
  await endShow(page);
  await expect(viewer.getByText('The stream has ended')).toBeVisible();

  // replayed
  await page.getByRole('link', { name: 'Library', exact: true }).first().click();
  const replay = page.getByRole('link', { name: 'Replay “Down the river”' });
  await expect(replay).toBeVisible();
  await expect(page.getByRole('button', { name: /^Save as MP4/ })).toHaveCount(1);
  await page.screenshot({ path: `${shots}/electron-whole-library.png` });
  await replay.click();
  const opened = () => app.evaluate(() => Reflect.get(globalThis, 'opened') as string[]);
  await expect.poll(async () => (await opened()).length).toBe(1);
  await viewer.goto((await opened())[0] ?? '');
  await watchFrames(viewer);
  await expectPlaying(viewer, 3);
  expect((await picture(viewer)).duration).toBeGreaterThan(8);
  // pictures that were seen live are there
  const isSeenAgain = async () => [...(await numbersOf(viewer))].some((number) => watched.has(number));
  await expect.poll(isSeenAgain, 'numbers that were watched live').toBe(true);
  await expectProgramme(viewer);
  await viewer.screenshot({ path: `${shots}/electron-whole-replay.png` });
  expect(faults).toEqual([]);
  await browser.close();
});
