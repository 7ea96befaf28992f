import { expect, test, type Page } from '@playwright/test';
import { Media } from '../integration/support/media.js';
import { makeCodedClip, type CodedClip } from './live-clip.js';
import { LiveEngine } from './live-engine.js';
import {
  expectInStep,
  expectNoReload,
  expectPlaying,
  goToEdge,
  markDocument,
  picture,
  shownFrames,
  watchFaults,
  watchFrames,
} from './live-page.js';
import { expectNoViolations } from './studio-axe.js';

const shots = 'test-results/live';
const paused = 'The stream is paused';
/** Longer than a slow machine takes to look at two pages, or to start an engine. */
const reconnectWindowSeconds = 600;

let media: Media;
let clip: CodedClip;
let engine: LiveEngine;
let faults: string[];

// Colours in the middle of a transition are nobody's colours.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

test.beforeAll(async () => {
  media = await Media.create();
  clip = await makeCodedClip(media, 'source.flv', { size: '640x360', fps: 25, bitrate: '600k' });
});
test.afterAll(() => media.remove());
test.beforeEach(({ page }) => {
  faults = watchFaults(page);
});
test.afterEach(async () => {
  await engine.stop();
  expect(faults).toEqual([]);
});

const statusOf = async (): Promise<string> => (await engine.studio.state()).broadcast?.status ?? 'none';

/** Opens the broadcast that is on in the page and waits until it plays. */
async function watch(page: Page): Promise<void> {
  await expect.poll(statusOf).toBe('live');
  await page.goto(await engine.link('watch'));
  await expectPlaying(page);
  await markDocument(page);
}

/** Plays a recording from its start to the `ended` event; every picture of it must come at its time. */
async function expectPlaysWhole(page: Page, start: () => Promise<void>, seconds: number): Promise<void> {
  await start();
  // no more the end of the live stream; how far it has come by now is the page's affair, where it began is asked below
  const hasBegun = async (): Promise<boolean> => {
    const { ended, time } = await picture(page);
    return !ended && time < seconds / 2;
  };
  await expect.poll(hasBegun).toBe(true);
  await watchFrames(page);
  await expect.poll(async () => (await picture(page)).ended).toBe(true);
  const { duration } = await picture(page);
  expect(Math.abs(duration - seconds)).toBeLessThan(0.3);
  const played = await page.locator('video').evaluate((video: HTMLVideoElement) => ({
    from: video.played.start(0),
    to: video.played.end(video.played.length - 1),
    ranges: video.played.length,
  }));
  expect(played.ranges).toBe(1);
  expect(played.from).toBeLessThan(0.3);
  expect(Math.abs(played.to - seconds)).toBeLessThan(0.3);
  const shown = await shownFrames(page);
  expectInStep(shown, clip, 0);
  expect(shown.at(-1)?.number ?? 0).toBeGreaterThan(seconds * clip.fps - 5);
}

test('goes on by itself when the encoder comes back', async ({ page, context }) => {
  engine = await LiveEngine.start({ reconnectWindowSeconds });
  const first = engine.push(clip.file);
  await watch(page);
  await watchFrames(page);
  const link = await engine.link('watch');
  const studio = await context.newPage();
  await studio.goto(await engine.openStudio(context));

  await first.kill();
  await expect(page.getByText(paused, { exact: true })).toBeVisible();
  await expectNoViolations(page);
  await page.screenshot({ path: `${shots}/viewer-reconnecting.png` });
  await expect(studio.getByRole('status').filter({ hasText: 'Reconnecting' }).first()).toBeVisible();
  await expect(studio.getByText('Viewers are told that the stream is paused')).toBeVisible();
  await expectNoViolations(studio);
  await studio.screenshot({ path: `${shots}/studio-reconnecting.png` });

  engine.push(clip.file);
  await expect(page.getByText(paused, { exact: true })).toBeHidden();
  await expectPlaying(page, 3);
  await expectNoReload(page);
  expect(await engine.link('watch')).toBe(link);
  expect((await engine.studio.state()).broadcast).toMatchObject({ status: 'live', discontinuities: 1 });
  // The old stream was shown to its last pictures, and the new one from the start.
  const numbers = (await shownFrames(page)).map(({ number }) => number);
  const cut = numbers.findIndex(
    (number, at) => number < (numbers[at - 1] ?? 0) && (numbers[at - 1] ?? 0) < clip.frames - 25,
  );
  expect(cut).toBeGreaterThan(0);
  // a busy page drops pictures: what would be missing if it began too late is a GOP, 2 s
  expect(numbers[cut]).toBeLessThan(2 * clip.fps);
  await goToEdge(page);
});

test('turns into the recording when the encoder stays away', async ({ page, browser }) => {
  engine = await LiveEngine.start({ reconnectWindowSeconds: 3 });
  const push = engine.push(clip.file);
  await watch(page);
  await expect
    .poll(async () => (await engine.studio.state()).broadcast?.figures.durationSeconds ?? 0)
    .toBeGreaterThan(6);
  await push.kill();
  await expect(page.locator('.card-title')).toHaveText('The stream has ended');
  expect((await picture(page)).ended).toBe(true);
  await expectNoViolations(page);
  await page.screenshot({ path: `${shots}/viewer-ended.png` });

  const [recording] = (await engine.studio.state()).recordings;
  const seconds = recording?.durationSeconds ?? NaN;
  await expectPlaysWhole(page, () => page.getByRole('button', { name: 'Watch from the start' }).click(), seconds);
  await expectNoReload(page);

  // The link opened by somebody who comes late.
  const late = await browser.newPage();
  const lateFaults = watchFaults(late);
  const link = await engine.link('watch');
  await expectPlaysWhole(late, async () => void (await late.goto(link)), seconds);
  await expect(late.getByRole('button', { name: 'Watch again' })).toBeVisible();
  await late.screenshot({ path: `${shots}/viewer-recording-ended.png` });
  expect(lateFaults).toEqual([]);
  await late.close();
});

test('goes on by itself when the engine is killed and started again', async ({ page }) => {
  engine = await LiveEngine.start({ reconnectWindowSeconds });
  const push = engine.push(clip.file);
  await watch(page);
  const link = await engine.link('watch');
  await engine.kill();
  await push.ended;
  await expect(page.getByText('No connection to the stream')).toBeVisible();
  await page.screenshot({ path: `${shots}/viewer-no-connection.png` });

  await engine.restart();
  expect(await engine.link('watch')).toBe(link);
  engine.push(clip.file);
  await expect(page.getByText('No connection to the stream')).toBeHidden();
  await expect.poll(statusOf).toBe('live');
  await expectPlaying(page, 3);
  await expectNoReload(page);
  await goToEdge(page);
});
