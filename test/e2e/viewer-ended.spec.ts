import { expect, test } from '@playwright/test';
import { expectNoReload, expectPlaying, markDocument, picture, watchFaults } from './live-page.js';
import { ViewerSite } from './viewer-site.js';

let site: ViewerSite;
test.beforeAll(async () => {
  site = await ViewerSite.start();
});
test.afterAll(() => site.stop());

test('who is behind when it ends goes on where they are, with the whole recording to go through', async ({ page }) => {
  const faults = watchFaults(page);
  const broadcast = await site.add('Behind at the end');
  // longer than the window, which becomes the whole of it
  await broadcast.goLive(24);
  await page.goto(site.urlOf(broadcast));
  await expectPlaying(page, 1);
  await markDocument(page);
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('.live-badge')).toHaveText('Go live');
  await page.keyboard.press('k');
  await broadcast.end();
  const seconds = await broadcast.duration();
  const time = page.locator('.time');
  await expect(time).toHaveText(/^0:\d\d \/ 0:\d\d$/);
  const [at = 0, total = 0] = ((await time.textContent()) ?? '').split(' / ').map((part) => Number(part.split(':')[1]));
  expect(Math.abs(total - seconds)).toBeLessThanOrEqual(1.5);
  // counted from the beginning of the broadcast, not from where this page came in
  expect(at).toBeGreaterThan(10);
  await page.keyboard.press('k');
  await expectPlaying(page, 1);

  // what this page never had
  await page.keyboard.press('0');
  await expect(time).toHaveText(new RegExp(`^0:0[0-4] / `));
  await expectPlaying(page, 1);
  await expectNoReload(page);
  expect(faults).toEqual([]);
});

test('from the end the recording is there at once, also from before the page was opened', async ({ page }) => {
  const broadcast = await site.add('Gone back from the end');
  await broadcast.goLive(14);
  await page.goto(site.urlOf(broadcast));
  await expectPlaying(page, 1);
  await broadcast.end();
  await expect(page.locator('.card-title')).toHaveText('The stream has ended');
  const end = (await picture(page)).time;
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('.card-title')).toHaveCount(0);
  await expect.poll(async () => (await picture(page)).time).toBeLessThan(end - 1);
  await expect(page.locator('.card-title')).toHaveText('The stream has ended');
  await page.locator('.timeline-input').press('1');
  await expect(page.locator('.time')).toHaveText(/^0:0[0-4] \//);
  await expectPlaying(page, 1);
});
