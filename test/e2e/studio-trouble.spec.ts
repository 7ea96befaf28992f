import { expect, type Page } from '@playwright/test';
import { composed } from './studio-composed.js';
import { quietState } from './studio-states.js';
import { test } from './studio-test.js';

const laptop = { width: 1024, height: 640 };

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const args = ['--use-fake-device-for-media-stream', '--deny-permission-prompts'];
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...args] });
  },
});

const bar = (page: Page) => page.getByRole('region', { name: 'Broadcast', exact: true });
const message = (page: Page, text: string) =>
  page.getByRole('list', { name: 'Messages' }).getByRole('listitem').filter({ hasText: text });
const silent = 'The mixer has failed: the programme is silent';
const cannotBegin = 'The studio cannot begin to compose';

test('a mixer that failed is told, stays in the bar and in the log, and a reload mends it', async ({
  page,
  openStudio,
}) => {
  // requests of worklets pass tests by: the first load of the page asks for a file that is not there
  await page.addInitScript(() => {
    if (window.sessionStorage.getItem('test.was-loaded') !== null) return;
    window.sessionStorage.setItem('test.was-loaded', 'yes');
    AudioWorklet.prototype.addModule = function (this: AudioWorklet) {
      return Worklet.prototype.addModule.call(this, '/assets/processors-gone.js');
    };
  });
  const { look } = await openStudio(composed(quietState()), { at: 'studio', size: laptop });
  await expect(message(page, silent)).toBeVisible();
  await message(page, silent).getByRole('button', { name: 'Dismiss' }).click();
  await expect(bar(page).getByText(silent)).toBeVisible();
  await look('trouble-sound-failed');
  await page.getByRole('button', { name: /^Log/ }).click();
  const entry = page.getByRole('list', { name: 'Entries' }).getByRole('listitem').filter({ hasText: silent });
  await expect(entry).toHaveCount(1);
  await entry.getByRole('button', { name: 'Done, take it off the log' }).click();
  await expect(page.getByText('All quiet.')).toBeVisible();
  await page.keyboard.press('Escape');

  const loaded = page.waitForEvent('load');
  await bar(page).getByRole('button', { name: 'Reload the page' }).click();
  await loaded;
  await expect(page.getByRole('button', { name: 'Go live', exact: true })).toBeEnabled();
  await expect(bar(page).getByText(silent)).toBeHidden();
});

test('a worker that cannot be loaded says so beside the button that it keeps grey, and is tried again', async ({
  page,
  openStudio,
}) => {
  await page.route(/\/programme-worker-[^/]*\.js$/, (route) => route.abort());
  const { look } = await openStudio(composed(quietState()), { at: 'studio', size: laptop });
  await expect(bar(page).getByText(cannotBegin)).toBeVisible();
  await expect(message(page, cannotBegin)).toBeVisible();
  const goLive = page.getByRole('button', { name: 'Go live', exact: true });
  await expect(goLive).toBeDisabled();
  await look('trouble-cannot-begin');
  await page.unrouteAll();
  await expect(goLive).toBeEnabled();
  await expect(bar(page).getByText(cannotBegin)).toBeHidden();
});

test('names of devices that the browser does not tell: the button says why', async ({ page, openStudio }) => {
  await openStudio(composed(quietState()), { at: 'settings/audio', size: laptop });
  await page.getByRole('button', { name: 'Show the devices' }).click();
  await expect(message(page, 'Headwater may not use the microphone')).toBeVisible();
});
