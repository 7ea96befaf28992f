import { expect, test, type Page } from '@playwright/test';
import { clickControl, goToEdge } from './live-page.js';
import { expectNoViolations } from './studio-axe.js';
import { ViewerSite } from './viewer-site.js';

const shots = 'test-results/viewer';
const jpeg = { type: 'jpeg', quality: 90 } as const;
const sizes = [
  { name: 'phone-320', width: 320, height: 568 },
  { name: 'phone-390', width: 390, height: 844 },
  { name: 'tablet', width: 820, height: 1180 },
  { name: 'desktop', width: 1440, height: 900 },
  { name: '4k', width: 3840, height: 2160 },
] as const;

let site: ViewerSite;
test.beforeAll(async () => {
  site = await ViewerSite.start();
});
test.afterAll(() => site.stop());

/** A picture of each state in each size, dark and light; checks names, contrast and that nothing is wider than the screen. */
async function look(page: Page, state: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const { name, width, height } of sizes) {
      await page.setViewportSize({ width, height });
      if (await page.locator('.player').isVisible()) await page.locator('.player').dispatchEvent('focusin');
      // Two frames: the new size has been laid out and painted.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      // a PNG of the largest takes as long as all the rest of the test
      await page.screenshot({ ...jpeg, path: `${shots}/${state}-${colorScheme}-${name}.jpg`, scale: 'css' });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${state} on ${name} is wider than the screen`).toBeLessThanOrEqual(0);
      if (name === 'phone-320' || name === 'desktop') {
        await test.step(`${state} on ${name}`, () => expectNoViolations(page));
      }
    }
  }
}

test('waiting, live, behind, menu, help', async ({ page }) => {
  const broadcast = await site.add('Painting the harbour at dusk, with questions from the chat');
  broadcast.description =
    'Oil on a small board, three hours, all questions welcome.\nBrushes and colours: https://example.org/my-kit';
  await page.goto(site.urlOf(broadcast));
  await expect(page.getByText('The stream is about to begin')).toBeVisible();
  await look(page, 'waiting');
  await broadcast.goLive(9);
  await goToEdge(page);
  await expect(page.locator('.live-delay')).not.toBeEmpty();
  await look(page, 'live');
  await clickControl(page, page.getByRole('button', { name: 'Quality' }));
  await look(page, 'menu');
  await page.keyboard.press('Escape');
  await page.keyboard.press('k');
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('.live-badge')).toHaveText('Go live');
  await look(page, 'behind');
  await page.keyboard.press('s');
  await expect(page.getByRole('region', { name: 'Stats for nerds' })).toBeVisible();
  await look(page, 'stats');
  await page.keyboard.press('s');
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('menuitem', { name: 'Copy link', exact: true })).toBeVisible();
  await look(page, 'share');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await look(page, 'help');
});

test('paused stream, ended, recording', async ({ page }) => {
  const broadcast = await site.add('Reconnecting', { poster: true });
  await broadcast.goLive();
  await page.goto(site.urlOf(broadcast));
  await goToEdge(page);
  await broadcast.drop();
  await expect(page.getByText('The stream is paused')).toBeVisible();
  await look(page, 'paused-stream');
  await broadcast.end();
  await expect(page.getByText('The stream has ended')).toBeVisible();
  await look(page, 'ended');
  await page.getByRole('button', { name: 'Watch from the start' }).click();
  await expect(page.locator('.time')).toHaveText(/^0:\d\d \/ /);
  await page.keyboard.press('k');
  await look(page, 'recording');
});

test('interrupted', async ({ page }) => {
  const broadcast = await site.add('Interrupted in the middle of the harbour', { poster: true });
  broadcast.hasLease = true;
  broadcast.filmedAgoMs = 3_600_000;
  site.leaseAgeMs = 3_600_000;
  await broadcast.goLive();
  await broadcast.die();
  await page.goto(site.urlOf(broadcast));
  await expect(page.getByText('The stream was interrupted')).toBeVisible();
  await look(page, 'interrupted');
});

test('no connection', async ({ page, context }) => {
  const broadcast = await site.add('No connection');
  await broadcast.goLive();
  await page.goto(site.urlOf(broadcast));
  await goToEdge(page);
  await context.setOffline(true);
  await expect(page.getByText('No connection to the stream')).toBeVisible();
  await look(page, 'connection');
});

test('nothing there', async ({ page }) => {
  await page.goto(site.channelUrl.replace('index.html', 'b/20200101-000000-nothing0/index.html'));
  await expect(page.getByText('There is nothing here yet')).toBeVisible();
  await look(page, 'not-found');
});

test('the channel, offline and live', async ({ page }) => {
  const titles = [
    'Harbour at dusk',
    'A very long title that goes on about everything that was painted that day',
    'Sketches',
    '<b>Q&A</b>',
  ];
  for (const title of titles) {
    const recording = await site.add(title, { poster: title !== 'Sketches' });
    await recording.goLive();
    await recording.end();
  }
  await page.goto(site.channelUrl);
  await expect(page.getByRole('heading', { name: 'Ada Live is offline' })).toBeVisible();
  await look(page, 'channel-offline');
  const live = await site.add('Live on the channel');
  await live.goLive();
  site.live = live;
  await page.reload();
  await goToEdge(page);
  await look(page, 'channel-live');
  site.live = null;
});

test('starts muted where the browser wants a gesture, and offers the sound', async ({ playwright, launchOptions }) => {
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), '--autoplay-policy=user-gesture-required'],
  });
  try {
    const page = await browser.newPage();
    const broadcast = await site.add('Tap for sound');
    await broadcast.goLive();
    await page.goto(site.urlOf(broadcast));
    const button = page.getByRole('button', { name: 'Tap for sound' });
    await expect(button).toBeVisible();
    await look(page, 'tap-for-sound');
    await button.click();
    await expect(button).toBeHidden();
    expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.muted || video.paused)).toBe(false);
  } finally {
    await browser.close();
  }
});
