import { expect } from '@playwright/test';
import { sizes, test } from './looks-bench.js';

test('every page, at rest', async ({ bench: { page, look } }) => {
  await page.getByRole('link', { name: 'Library', exact: true }).click();
  await look('library-empty');
  await page.getByRole('link', { name: 'Encoder', exact: true }).click();
  await look('encoder', ['laptop', 'desk', 'doubled']);
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await look('settings', ['laptop', 'desk', 'doubled']);
  const content = await page.locator('main').evaluate((main) => main.scrollHeight);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: sizes.laptop.width, height: content });
    await page.screenshot({ path: `test-results/looks/settings-whole-${colorScheme}.jpg`, type: 'jpeg', quality: 90 });
  }
  for (const at of ['settings/destinations', 'settings/destinations/new', 'settings/relays', 'settings/relays/new']) {
    await page.evaluate((path) => void (window.location.hash = `#/${path}`), at);
    await expect(page.getByRole('heading').first()).toBeVisible();
    await look(at.replaceAll('/', '-'));
  }
  await page.getByRole('button', { name: /^Log/ }).click();
  await look('log', ['laptop', 'desk']);
});

test.describe('at the first start', () => {
  test.use({ isNew: true });

  test('the three ways to begin', async ({ bench: { page, look } }) => {
    await look('welcome', ['laptop', 'desk', 'doubled']);
    await page.getByRole('button', { name: 'Connect it' }).click();
    await look('first-encoder', ['laptop', 'desk', 'doubled']);
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Set up the studio' }).click();
    await look('first-destination', ['laptop', 'desk']);
    await page.getByText('A bucket of your own').click();
    await look('first-bucket', ['laptop', 'desk']);
    await page.getByText('For a first try').click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await look('first-devices-empty');
    await page.getByRole('button', { name: 'Use a camera' }).click();
    await page.getByRole('button', { name: 'Share a screen' }).click();
    await page.getByRole('button', { name: 'Use a microphone' }).click();
    await expect(page.getByRole('meter', { name: 'Level of Microphone' })).toBeVisible();
    await look('first-devices', ['laptop', 'desk', 'doubled']);
    await page.getByRole('button', { name: 'Continue' }).click();
    await look('first-ready', ['laptop', 'desk']);
    await page.getByRole('button', { name: 'Open the studio' }).click();
    await look('first-studio');
  });
});
