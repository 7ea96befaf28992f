import { expect, test, type Page } from '@playwright/test';
import { CountingEncoder } from '../integration/support/counting-encoder.js';
import { Media } from '../integration/support/media.js';
import { makeCodedClip, type CodedClip } from './live-clip.js';
import { LiveEngine } from './live-engine.js';
import {
  clickControl,
  expectInStep,
  expectPlaying,
  goToEdge,
  picture,
  shownFrames,
  watchFaults,
  watchFrames,
} from './live-page.js';
import { expectNoViolations } from './studio-axe.js';

const shots = 'test-results/live';

let media: Media;
let clip: CodedClip;
let engine: LiveEngine;
let faults: string[];

// Colours in the middle of a transition are nobody's colours.
test.use({ viewport: { width: 1440, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

test.beforeAll(async () => {
  media = await Media.create();
  clip = await makeCodedClip(media, 'source.flv', { size: '1280x720', fps: 15, bitrate: '2500k' });
});
test.afterAll(() => media.remove());
test.beforeEach(async ({ page }) => {
  faults = watchFaults(page);
  engine = await LiveEngine.start();
});
test.afterEach(async () => {
  await engine.stop();
  expect(faults).toEqual([]);
});

/** Opens the page of the broadcast that is about to be on and waits until it plays. */
async function watch(page: Page): Promise<void> {
  await expect.poll(async () => (await engine.studio.state()).broadcast?.status).toBe('live');
  await page.goto(await engine.link('watch'));
  await expectPlaying(page);
}

async function chooseQuality(page: Page, choose: (names: readonly string[]) => string | undefined): Promise<string> {
  await clickControl(page, page.getByRole('button', { name: /^Quality/ }));
  const names = await page.getByRole('menuitemradio').allTextContents();
  const name = choose(names) ?? '';
  await page.getByRole('menuitemradio', { name, exact: true }).click();
  return name;
}

const heightOf = (name: string): number => Number(/^(\d+)p/.exec(name)?.[1]);
const widthOf = async (page: Page): Promise<number> => (await picture(page)).width;

test('plays an encoder live: picture, sound, any quality', async ({ page }) => {
  engine.push(clip.file);
  await watch(page);
  await watchFrames(page);
  await expectPlaying(page, 3);
  await goToEdge(page);

  await expectNoViolations(page);
  await page.screenshot({ path: `${shots}/viewer-live.png` });

  const lowest = await chooseQuality(page, (names) => names.filter((name) => /^\d+p/.test(name)).at(-1));
  const widthAstray = async (): Promise<number> => Math.abs((await widthOf(page)) - (heightOf(lowest) * 16) / 9);
  await expect.poll(widthAstray).toBeLessThan(4);
  await expect(page.getByRole('button', { name: `Quality ${lowest}` })).toBeAttached();
  await expectPlaying(page);
  await chooseQuality(page, (names) => names.find((name) => /^\d+p/.test(name)));
  await expect.poll(() => widthOf(page)).toBe(1280);
  await expectPlaying(page);
  await chooseQuality(page, (names) => names.find((name) => name.startsWith('Auto')));
  await expectPlaying(page);

  // Every picture carries the number that its time stands for, in all rungs.
  expectInStep(await shownFrames(page), clip);
});

test('says truly how far it is behind the encoder', async ({ page }) => {
  const long = await makeCodedClip(media, 'long.flv', { size: '640x360', fps: 15, bitrate: '400k', seconds: 60 });
  const encoder = await CountingEncoder.start(long.file, engine.pushUrl);
  await watch(page);
  await watchFrames(page);
  await goToEdge(page);
  await expect(page.locator('.live-delay')).toHaveText(/^\d+(\.\d)? s$/);
  await expectPlaying(page, 1);
  // the encoder goes on while the page is asked: what is true lies between before and after
  const before = encoder.frames;
  const said = Number.parseFloat((await page.locator('.live-delay').textContent()) ?? '');
  const shown = (await shownFrames(page)).at(-1)?.number ?? NaN;
  const [least, most] = [(before - shown) / long.fps, (encoder.frames - shown) / long.fps];
  await encoder.cut();
  expect(said, `${said} s said, ${least} to ${most} s true`).toBeGreaterThan(least - 2);
  expect(said, `${said} s said, ${least} to ${most} s true`).toBeLessThan(most + 2);
});

test('steps down where the line gets narrow, and up again', async ({ page }) => {
  engine.push(clip.file);
  await watch(page);
  await expect.poll(() => widthOf(page)).toBe(1280);
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  const line = (bitsPerSecond: number) =>
    network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 20,
      downloadThroughput: bitsPerSecond / 8,
      uploadThroughput: bitsPerSecond / 8,
    });
  await line(1_200_000);
  await expect.poll(() => widthOf(page)).toBeLessThan(1280);
  await expectPlaying(page);
  await line(50_000_000);
  await expect.poll(() => widthOf(page)).toBe(1280);
  await expectPlaying(page);
});
