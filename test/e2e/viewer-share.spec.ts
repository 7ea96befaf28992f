import { expect, test, type Page } from '@playwright/test';
import { expectPlaying, goToEdge, picture, watchFaults } from './live-page.js';
import type { TestBroadcast } from './viewer-broadcast.js';
import { ViewerSite } from './viewer-site.js';

let site: ViewerSite;
let broadcast: TestBroadcast;
test.beforeAll(async () => {
  site = await ViewerSite.start();
  broadcast = await site.add('Shared');
  await broadcast.goLiveInStep(24);
});
test.afterAll(() => site.stop());

const seconds = async (page: Page): Promise<number> => Number(/\?t=(\d+)$/.exec(await copied(page))?.[1]);

/** Copies the link at the time and answers it. */
async function copied(page: Page): Promise<string> {
  const item = page.getByRole('menuitem', { name: /^Copy link at/ });
  // where the viewer is, is known once there is a picture
  await expect(async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Share' }).click();
    await expect(item).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await item.click();
  await expect(page.getByText('Copied')).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  await expect(page.getByRole('button', { name: 'Share' })).toBeVisible();
  return text;
}

test.describe.configure({ mode: 'serial' });

test('live: the link at a time says how far into the broadcast it is, and leads there', async ({ page, context }) => {
  const faults = watchFaults(page);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${site.urlOf(broadcast)}?t=nonsense&x=1`);
  await expectPlaying(page, 1);
  // joined in the middle: how far in it is the page knows from the media, which hold more than the window of 10 s
  const shown = await seconds(page);
  const total = await broadcast.duration();
  expect(shown).toBeGreaterThan(Math.max(12, total - 30));
  expect(shown).toBeLessThanOrEqual(total + 1);

  await page.getByRole('button', { name: 'Share' }).click();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(site.urlOf(broadcast));

  // within the window
  await page.goto(`${site.urlOf(broadcast)}?t=${Math.floor(await broadcast.duration()) - 8}`);
  const aimed = (await broadcast.duration()) - 8;
  await expectPlaying(page, 1);
  await expect(page.locator('.live-badge')).toHaveText('Go live');
  const within = await seconds(page);
  expect(within).toBeGreaterThan(aimed - 3);
  expect(within).toBeLessThan((await broadcast.duration()) - 3);

  // before it
  broadcast.hasHistory = true;
  await page.goto(`${site.urlOf(broadcast)}?t=2s`);
  await expect.poll(async () => (await picture(page)).time).toBeGreaterThanOrEqual(2);
  expect((await picture(page)).time).toBeLessThan(6);
  await expectPlaying(page, 1);
  expect(await seconds(page)).toBeLessThan(9);
  await page.keyboard.press('l');
  const now = await broadcast.duration();
  await expect.poll(() => seconds(page), { timeout: 240_000 }).toBeGreaterThan(now - 6);
  await expectPlaying(page, 1);
  expect(faults).toEqual([]);
});

test('live: goes back to the beginning, and forward again to live', async ({ page }) => {
  await page.goto(site.urlOf(broadcast));
  await expectPlaying(page, 1);
  await page.locator('.timeline-input').press('Home');
  await expect.poll(async () => (await picture(page)).time).toBeLessThan(6);
  await expectPlaying(page, 1);
  expect((await picture(page)).time).toBeLessThan(15);
  await goToEdge(page);
  await expectPlaying(page, 1);
  await page.getByRole('button', { name: 'Watch from the start' }).click();
  await expect.poll(async () => (await picture(page)).time).toBeLessThan(6);
  await expectPlaying(page, 1);
});

test('a recording: begins at the time of the link, and from the beginning where there is no such time', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await broadcast.end();
  await page.goto(`${site.urlOf(broadcast)}?t=0m7s`);
  await expect.poll(async () => (await picture(page)).time).toBeGreaterThanOrEqual(7);
  await page.keyboard.press('k');
  const { time } = await picture(page);
  expect(time).toBeLessThan(12);
  const link = await copied(page);
  expect(link).toBe(`${site.urlOf(broadcast)}?t=${Math.floor(time)}`);
  await page.goto(`${site.urlOf(broadcast)}?t=999999`);
  await expectPlaying(page, 1);
  expect((await picture(page)).time).toBeLessThan(12);
});
