import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { Media, run } from '../integration/support/media.js';
import { startStaticServer } from '../servers/static-server.js';
import { makeCodedClip, type CodedClip } from './live-clip.js';
import { LiveEngine } from './live-engine.js';
import { expectNoReload, expectPlaying, markDocument, picture, watchFaults } from './live-page.js';
import { expectNoViolations } from './studio-axe.js';

const shots = 'test-results/live';
const waiting = 'The stream is about to begin';

let media: Media;
let clip: CodedClip;
let engine: LiveEngine;
let faults: string[];

// Colours in the middle of a transition are nobody's colours.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

test.beforeAll(async () => {
  media = await Media.create();
  clip = await makeCodedClip(media, 'source.flv', { size: '640x360', fps: 25, bitrate: '600k', seconds: 12 });
});
test.afterAll(() => media.remove());
test.beforeEach(async ({ page }) => {
  engine = await LiveEngine.start();
  faults = watchFaults(page, [await originOfMedia()]);
});
test.afterEach(async () => {
  await engine.stop();
  expect(faults).toEqual([]);
});

/** Where everything published is served: to the studio and to other people's pages another origin than their own. */
const originOfMedia = async (): Promise<string> => new URL(await engine.link('stream')).origin;

const statusOf = async (): Promise<string> => (await engine.studio.state()).broadcast?.status ?? 'none';

async function goLive(): Promise<void> {
  engine.push(clip.file);
  await expect.poll(statusOf).toBe('live');
}

test('a link opened before the start waits, plays, and plays the recording afterwards', async ({ page }) => {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  let isLookedAt = false;
  const source = await startStaticServer({
    root: media.dir,
    // The source lets itself be looked at and then sends nothing: for so long the link has nothing to play.
    dynamic: async () => {
      if (isLookedAt) await released;
      isLookedAt = true;
      return undefined;
    },
  });
  try {
    const commandId = randomUUID();
    const started = engine.studio.client.startUrl.mutate({ commandId, url: `${source.url}/source.flv` });
    await expect.poll(async () => (await engine.studio.state()).broadcast?.links.length ?? 0).toBeGreaterThan(0);
    await page.goto(await engine.link('watch'));
    await expect(page.getByText(waiting)).toBeVisible();
    // Where the stream comes from is for the studio alone.
    expect(await page.locator('body').innerText()).not.toContain('127.0.0.1');
    await markDocument(page);
    await expectNoViolations(page);
    await page.screenshot({ path: `${shots}/viewer-waiting.png` });
    release();
    await started;
    await expectPlaying(page);
    await expect(page.getByText(waiting)).toBeHidden();
    await expect(page.locator('.card-title')).toHaveText('The stream has ended');
    await page.getByRole('button', { name: 'Watch from the start' }).click();
    await expect.poll(async () => (await picture(page)).time).toBeLessThan(6);
    await expectPlaying(page, 1);
    await expectNoReload(page);
    const { duration } = await picture(page);
    expect(Math.abs(duration - clip.frames / clip.fps)).toBeLessThan(0.3);
  } finally {
    release();
    await source.close();
  }
});

test('the permanent links play what is on: page, and stream in another player', async ({ page }) => {
  await page.goto(await engine.link('channel'));
  await expect(page.getByRole('heading', { name: 'My channel is offline' })).toBeVisible();
  await expectNoViolations(page);
  await page.screenshot({ path: `${shots}/channel-offline.png` });
  await markDocument(page);
  await goLive();
  await expectPlaying(page);
  await page.locator('.player').hover();
  await expect(page.locator('.live-badge')).toBeVisible();
  await expectNoViolations(page);
  await page.screenshot({ path: `${shots}/channel-live.png` });

  const master = (await engine.link('watch')).replace('index.html', 'master.m3u8');
  for (const url of [master, await engine.link('stream')]) {
    // All rungs and the sound, decoded by somebody else's player for some segments: not a word of complaint.
    const { stdout, stderr } = await run('ffmpeg', [
      ...['-nostdin', '-v', 'error', '-progress', '-', '-t', '6', '-i', url, '-map', '0', '-f', 'null', '-'],
    ]);
    expect(stderr).toBe('');
    const seconds =
      Number(
        stdout
          .match(/out_time_us=(\d+)/g)
          ?.at(-1)
          ?.slice('out_time_us='.length),
      ) / 1e6;
    expect(seconds).toBeGreaterThan(5);
  }
  await expectNoReload(page);

  await engine.end();
  await expect(page.getByText('The stream has ended')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'My channel is offline' })).toBeVisible();
  await page.locator('a[href^="b/"]').first().click();
  await expectPlaying(page, 1);
});

test('plays in hls.js as it comes, on a page of somebody else', async ({ page }) => {
  const folder = media.file('player');
  await mkdir(folder, { recursive: true });
  await copyFile(createRequire(import.meta.url).resolve('hls.js/dist/hls.min.js'), join(folder, 'hls.min.js'));
  const server = await startStaticServer({ root: folder });
  try {
    await goLive();
    const url = (await engine.link('watch')).replace('index.html', 'master.m3u8');
    await writeFile(join(folder, 'index.html'), plainPlayer(url));
    await page.goto(`${server.url}/index.html`);
    await expectPlaying(page, 8);
    expect(await page.evaluate(() => document.body.dataset['errors'] ?? '')).toBe('');
  } finally {
    await server.close();
  }
});

const plainPlayer = (url: string): string => `<!doctype html><title>A player</title><body>
<video muted autoplay playsinline></video><script src="hls.min.js"></script><script>
const hls = new Hls();
hls.on(Hls.Events.ERROR, (event, { details }) => { document.body.dataset.errors = (document.body.dataset.errors ?? '') + details + ' '; });
hls.loadSource(${JSON.stringify(url)});
hls.attachMedia(document.querySelector('video'));
</script>`;

const hostile = `"><img src=//evil.invalid/x onerror=alert(1)></title><script>alert(2)</script>\u202Egnp.\u0000 {{7*7}} \${1}`;

/** Nothing of the title has become part of the document. */
async function expectInert(page: Page): Promise<void> {
  expect(await page.locator('img[src*="evil"], script:not([src]):has-text("alert")').count()).toBe(0);
}

test('a hostile title is text in the studio, on the page and on the channel', async ({ page, context }) => {
  await goLive();
  const studio = await context.newPage();
  const studioFaults = watchFaults(studio, [await originOfMedia()]);
  await studio.goto(await engine.openStudio(context));
  await studio.getByRole('button', { name: /^Rename/ }).click();
  await studio.getByLabel('Title', { exact: true }).fill(hostile);
  await studio.keyboard.press('Enter');
  await expect.poll(async () => (await engine.studio.state()).broadcast?.title).toContain('onerror');
  const title = (await engine.studio.state()).broadcast?.title ?? '';
  await expect(studio.getByRole('heading', { level: 1 })).toHaveText(title);
  await expectInert(studio);
  await studio.screenshot({ path: `${shots}/studio-hostile.png` });

  await page.goto(await engine.link('watch'));
  // What has no picture of its own but changes how others look (here: the reading direction) does not get onto the page.
  const harmless = title.replace('\u0000', ' ').replace('\u202E', ' ');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(harmless);
  expect(await page.title()).toContain('<script>alert(2)');
  await expectPlaying(page, 1);
  await expectInert(page);
  await page.screenshot({ path: `${shots}/viewer-hostile.png` });
  await page.goto(await engine.link('channel'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(harmless);
  await expectPlaying(page, 1);
  await expectInert(page);

  await engine.end();
  await expect.poll(async () => (await engine.studio.state()).recordings.length).toBe(1);
  await expect(page.getByText('The stream has ended')).toBeVisible();
  await page.reload();
  await expect(page.getByText('<script>alert(2)').first()).toBeVisible();
  await expectInert(page);
  await page.screenshot({ path: `${shots}/channel-hostile.png` });
  await studio.getByRole('link', { name: 'Library', exact: true }).first().click();
  await expect(studio.getByText('<script>alert(2)').first()).toBeVisible();
  await expectInert(studio);
  expect(studioFaults).toEqual([]);
});
