import { expect, test } from '@playwright/test';
import { clickControl, expectPlaying, watchFaults } from './live-page.js';
import { ViewerSite } from './viewer-site.js';

let site: ViewerSite;
test.beforeAll(async () => {
  site = await ViewerSite.start();
});
test.afterAll(() => site.stop());

test('figures by key and by menu, renewed while open, as text on the clipboard', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const faults = watchFaults(page);
  const broadcast = await site.add('Figures');
  await broadcast.goLive(6);
  await page.goto(site.urlOf(broadcast));
  await expectPlaying(page, 1);
  const stats = page.getByRole('region', { name: 'Stats for nerds' });
  await expect(stats).toBeHidden();
  await page.keyboard.press('s');
  const value = (name: string) => stats.locator('dt', { hasText: new RegExp(`^${name}$`) }).locator('+ dd');
  await expect(value('Latency')).toHaveText(/^\d+\.\d s$/);
  await expect(value('Quality')).toHaveText(/^360p(25)?, \d+\.\d\d Mb\/s, automatic$/);
  await expect(value('Shown as')).toHaveText(/^640×360 in \d+×\d+$/);
  await expect(value('Bandwidth')).toHaveText(/^\d+\.\d\d Mb\/s$/);
  await expect(value('Live edge')).toHaveText('as the playlist says');
  const before = await value('Dropped frames').textContent();
  await expect(value('Dropped frames')).not.toHaveText(before ?? '');
  // whoever listens to the page is not told of it every second
  expect(await stats.evaluate((panel) => panel.closest('[aria-live], [role="status"]') === null)).toBe(true);

  await page.keyboard.press('k');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('k');
  await expectPlaying(page, 1);
  await stats.getByRole('button', { name: 'Copy as text' }).click();
  await expect(stats.getByText('Copied')).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain(`Broadcast: ${broadcast.id}\n`);
  expect(text).toMatch(/\nStalls: .+\nFailed requests: \d+\n/);

  await stats.getByRole('button', { name: 'Close stats' }).click();
  await expect(stats).toBeHidden();
  await clickControl(page, page.getByRole('button', { name: 'Quality' }));
  await page.getByRole('menuitem', { name: 'Stats for nerds' }).click();
  await expect(stats).toBeVisible();
  expect(faults).toEqual([]);
});
