import { expect, test, type Page } from '@playwright/test';
import { clickControl, goToEdge } from './live-page.js';
import { ViewerSite } from './viewer-site.js';

let site: ViewerSite;
test.beforeAll(async () => {
  site = await ViewerSite.start();
});
test.afterAll(() => site.stop());

/** Errors that the page let through: none is right. */
const errors: string[] = [];
test.beforeEach(({ page }) => {
  errors.length = 0;
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) errors.push(message.text());
  });
});
test.afterEach(() => {
  expect(errors).toEqual([]);
});

interface Picture {
  readonly time: number;
  readonly frames: number;
  readonly width: number;
  readonly paused: boolean;
  readonly muted: boolean;
}

const picture = (page: Page): Promise<Picture> =>
  page.locator('video').evaluate((video: HTMLVideoElement) => ({
    time: video.currentTime,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    width: video.videoWidth,
    paused: video.paused,
    muted: video.muted,
  }));

/** Waits until the picture has moved by `seconds`, with new frames decoded. */
async function expectPlaying(page: Page, seconds = 2): Promise<void> {
  await expect.poll(async () => (await picture(page)).time).toBeGreaterThan(0);
  const before = await picture(page);
  await expect.poll(async () => (await picture(page)).time).toBeGreaterThan(before.time + seconds);
  // after a jump the clock is ahead of what is decoded
  await expect.poll(async () => (await picture(page)).frames).toBeGreaterThan(before.frames + seconds * 10);
}

/** Seconds from what is shown to the end of what could be. */
const behindEdge = (page: Page): Promise<number> =>
  page
    .locator('video')
    .evaluate((video: HTMLVideoElement) => video.seekable.end(video.seekable.length - 1) - video.currentTime);

const sawPath = (part: string): boolean => site.server.requests.some((path) => path.includes(part));

test('plays live, below any prefix, with sound apart, at the live edge', async ({ page }) => {
  const broadcast = await site.add('Plays live');
  await broadcast.goLive();
  // by itself where it was opened; on a busy machine it may fall behind before it is looked at
  await expect(async () => {
    await page.goto(site.urlOf(broadcast));
    await expectPlaying(page);
    await page.locator('.player').hover();
    await expect(page.locator('.live-badge')).toHaveClass(/at-edge/, { timeout: 5_000 });
  }).toPass({ timeout: 240_000 });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Plays live');
  await expect(page).toHaveTitle('Plays live · Ada Live');
  await expect(page.locator('.live-delay')).toHaveText(/^\d+(\.\d)? s$/);
  expect(sawPath(`${broadcast.id}/audio/`)).toBe(true);
  const foreign = site.server.requests.filter((path) => !path.startsWith('/a bucket/some/prefix/ada/'));
  expect(foreign).toEqual([]);
});

test('goes back within the window and returns to live', async ({ page }) => {
  const broadcast = await site.add('Goes back');
  await broadcast.goLive(9);
  await page.goto(site.urlOf(broadcast));
  await expectPlaying(page, 1);
  const behind = await behindEdge(page);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => behindEdge(page)).toBeGreaterThan(behind + 2);
  await expect(page.locator('.live-badge')).toHaveText('Go live');
  await expectPlaying(page, 1);
  await goToEdge(page);
  await expectPlaying(page, 1);
});

test('switches quality', async ({ page }) => {
  const broadcast = await site.add('Switches quality');
  await broadcast.goLive();
  await page.goto(site.urlOf(broadcast));
  await expect.poll(async () => (await picture(page)).width).toBe(640);
  await clickControl(page, page.getByRole('button', { name: 'Quality' }));
  await expect(page.getByRole('menuitemradio', { name: 'Auto (360p)' })).toHaveAttribute('aria-checked', 'true');
  await page.getByRole('menuitemradio', { name: '180p' }).click();
  await expect.poll(async () => (await picture(page)).width).toBe(320);
  await expectPlaying(page, 1);
  await page.getByRole('button', { name: 'Quality' }).click();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await picture(page)).width).toBe(640);
  await expectPlaying(page, 1);
});

test('waits for the start and begins by itself', async ({ page }) => {
  const broadcast = await site.add('Waits');
  await page.goto(site.urlOf(broadcast));
  await expect(page.getByText('The stream is about to begin')).toBeVisible();
  broadcast.hasMaster = false;
  await broadcast.goLive();
  await expect.poll(() => sawPath(`${broadcast.id}/master.m3u8`)).toBe(true);
  await expect(page.getByText('The stream is about to begin')).toBeVisible();
  broadcast.hasMaster = true;
  await expectPlaying(page);
  await expect(page.getByText('The stream is about to begin')).toBeHidden();
});

test('plays to the end, then becomes the recording, from 0 to the end, without a reload', async ({ page }) => {
  const broadcast = await site.add('Ends');
  await broadcast.goLive(14); // longer than the window: MEDIA-SEQUENCE goes back to 0 at the end
  await page.goto(site.urlOf(broadcast));
  await expectPlaying(page);
  await page.evaluate(() => (document.body.dataset['same'] = 'yes'));
  await broadcast.end();
  const seconds = await broadcast.duration();
  await expect(page.locator('.card-title')).toHaveText('The stream has ended');
  expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.ended)).toBe(true);
  await page.getByRole('button', { name: 'Watch from the start' }).click();
  await expect.poll(async () => (await picture(page)).time).toBeLessThan(seconds / 2);
  await expectPlaying(page, 1);
  const duration = await page.locator('video').evaluate((video: HTMLVideoElement) => video.duration);
  expect(Math.abs(duration - seconds)).toBeLessThan(1.5);
  await page.keyboard.press('9');
  await expect.poll(async () => (await picture(page)).time).toBeGreaterThan(seconds * 0.85);
  await expect(page.getByRole('button', { name: 'Watch again' })).toBeVisible();
  expect(await page.evaluate(() => document.body.dataset['same'])).toBe('yes');
});

test('opens an ended broadcast as a recording', async ({ page }) => {
  const broadcast = await site.add('Recording');
  await broadcast.goLive(6);
  await broadcast.end();
  await page.goto(site.urlOf(broadcast));
  await expectPlaying(page, 1);
  await page.locator('.player').hover();
  await expect(page.locator('.live')).toBeHidden();
  await expect(page.locator('.time')).toHaveText(/^0:\d\d \/ 0:\d\d$/);
  const told = Number((await page.locator('.time').textContent())?.split(':').at(-1));
  expect(Math.abs(told - (await broadcast.duration()))).toBeLessThanOrEqual(1);
  await clickControl(page, page.getByRole('button', { name: 'Quality' }));
  await page.getByRole('menuitemradio', { name: '2×' }).click();
  expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.playbackRate)).toBe(2);
});

test('says that the stream is paused, and goes on across the discontinuity', async ({ page }) => {
  const broadcast = await site.add('Reconnects');
  await broadcast.goLive();
  await page.goto(site.urlOf(broadcast));
  await expectPlaying(page);
  await broadcast.drop();
  await expect(page.getByText('The stream is paused', { exact: true })).toBeVisible();
  await broadcast.resume();
  await expect(page.getByText('The stream is paused', { exact: true })).toBeHidden();
  await expectPlaying(page);
});

test('recovers from a lost network', async ({ page, context }) => {
  const broadcast = await site.add('Loses its network');
  await broadcast.goLive();
  await page.goto(site.urlOf(broadcast));
  await expectPlaying(page);
  await context.setOffline(true);
  await expect(page.getByText('No connection to the stream')).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText('No connection to the stream')).toBeHidden();
  await expectPlaying(page);
  await page.locator('.player').hover();
  await expect(page.locator('.live-badge')).toHaveClass(/at-edge/);
});

test('shows hostile titles as text', async ({ page }) => {
  const hostile =
    '</title><img src=x onerror="document.body.dataset.hacked=1"><script>document.body.dataset.hacked=1</script>';
  const broadcast = await site.add(hostile);
  await broadcast.goLive();
  await page.goto(site.urlOf(broadcast));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(hostile);
  expect(await page.title()).toContain('<script>');
  expect(await page.evaluate(() => document.body.dataset['hacked'])).toBeUndefined();
  expect(await page.locator('img').count()).toBe(0);
  await expectPlaying(page, 1);
});

test('the description: lines and links, everything else as text', async ({ page }) => {
  const broadcast = await site.add('Described');
  broadcast.description = 'Brushes: https://brushes.example/a?b=1.\n<img src=x onerror="alert(1)"> javascript:alert(1)';
  await page.goto(site.urlOf(broadcast));
  const shown = page.locator('.description');
  await expect(shown).toHaveText(/^Brushes: .*\s+<img src=x onerror="alert\(1\)"> javascript:alert\(1\)$/s);
  const links = shown.getByRole('link');
  await expect(links).toHaveCount(1);
  await expect(links).toHaveAttribute('href', 'https://brushes.example/a?b=1');
  await expect(links).toHaveAttribute('rel', /noopener/);
  const box = await shown.boundingBox();
  expect(box?.height ?? 0).toBeGreaterThan(40);
});

test('the channel page: offline, live by itself, then the recording in its list', async ({ page }) => {
  const earlier = await site.add('Earlier');
  await earlier.goLive();
  await earlier.end();
  const broadcast = await site.add('On the channel');
  await page.goto(site.channelUrl);
  await expect(page.getByRole('heading', { name: 'Ada Live is offline' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Recordings' })).toBeVisible();
  await broadcast.goLive();
  site.live = broadcast;
  await expectPlaying(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('On the channel');
  site.live = null;
  await broadcast.end();
  await expect(page.getByText('The stream has ended')).toBeVisible();
  await page.reload();
  await page.getByRole('link', { name: /On the channel/ }).click();
  await expectPlaying(page, 1);
  await page.getByRole('link', { name: 'Ada Live' }).click();
  await expect(page.getByRole('heading', { name: 'Ada Live is offline' })).toBeVisible();
});

test('says so when there is nothing at the link', async ({ page }) => {
  await page.goto(site.channelUrl.replace('index.html', 'b/20200101-000000-nothing0/index.html'));
  await expect(page.getByText('There is nothing here yet')).toBeVisible();
});
