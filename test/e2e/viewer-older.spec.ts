import { expect, test, type Page } from '@playwright/test';
import { ViewerSite } from './viewer-site.js';

let site: ViewerSite;
test.beforeAll(async () => {
  site = await ViewerSite.start();
});
test.afterAll(() => site.stop());

const recording = (month: string, number: number) => ({
  id: `2026${month}01-070000-test${String(number).padStart(4, '0')}`,
  title: `Show ${number} of ${month}`,
  startedAt: `2026-${month}-01T07:00:00.000Z`,
  durationSeconds: 60,
  poster: false,
});
const october = [4, 3, 2].map((number) => recording('10', number));
const september = [recording('09', 1)];

/** A channel whose own file lists three of its four recordings. `pages`: answers for older ones, in their order. */
async function open(page: Page): Promise<{ fail: boolean }> {
  const server = { fail: false };
  const json = (body: unknown) => ({ status: 200, contentType: 'application/json', body: JSON.stringify(body) });
  await page.route('**/channel.json', (route) =>
    route.fulfill(
      json({
        version: 1,
        name: 'Ada',
        live: null,
        recordings: [recording('11', 5), ...october.slice(0, 2)],
        older: 'recordings/2026-10.json',
        updatedAt: '2026-11-21T07:00:00.000Z',
      }),
    ),
  );
  await page.route('**/recordings/*.json', (route) => {
    if (server.fail) return route.fulfill({ status: 503 });
    const isOctober = route.request().url().endsWith('2026-10.json');
    const [recordings, older] = isOctober ? [october, 'recordings/2026-09.json'] : [september, null];
    return route.fulfill(json({ version: 1, recordings, older }));
  });
  await page.goto(site.channelUrl);
  return server;
}

test('older recordings come page by page, each once, and the button goes with the last', async ({ page }) => {
  await open(page);
  const titles = page.locator('.recording-title');
  const button = page.getByRole('button', { name: 'Older recordings' });
  await expect(titles).toHaveText(['Show 5 of 11', 'Show 4 of 10', 'Show 3 of 10']);
  await button.click();
  await expect(titles).toHaveText(['Show 5 of 11', 'Show 4 of 10', 'Show 3 of 10', 'Show 2 of 10']);
  await expect(page.getByRole('link', { name: /Show 2 of 10/ })).toBeFocused();
  await button.click();
  await expect(titles).toHaveCount(5);
  await expect(titles.last()).toHaveText('Show 1 of 09');
  await expect(button).toBeHidden();
});

test('what cannot be loaded is told, and can be tried again', async ({ page }) => {
  const server = await open(page);
  server.fail = true;
  const button = page.getByRole('button', { name: 'Older recordings' });
  await button.click();
  await expect(page.getByRole('status').filter({ hasText: 'cannot be loaded' })).toBeVisible();
  await page.screenshot({ path: 'test-results/viewer-older.png', fullPage: true });
  server.fail = false;
  await button.click();
  await expect(page.locator('.recording-title')).toHaveCount(4);
});
