import { expect } from '@playwright/test';
import { composed } from './studio-composed.js';
import { quietState } from './studio-states.js';
import { test } from './studio-test.js';

test('a disk that is nearly full says so in the narrowest window, too', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(composed(quietState()), {
    at: 'studio',
    size: { width: 960, height: 540 },
  });
  const bar = page.getByRole('region', { name: 'Broadcast' });
  await expect(bar).toBeVisible();
  harness.store.update((draft) => {
    draft.disk = { freeBytes: 3_000_000_000, secondsLeft: 900, isLow: true };
  });
  await expect(bar.getByText(/^Disk full in/)).toBeVisible();
  await look('disk-low-narrow');
});

test('the palette has the show on every page', async ({ page, openStudio }) => {
  await openStudio(composed(quietState()), { at: 'library' });
  await page.keyboard.press('Control+k');
  const found = page.getByRole('option');
  const box = page.getByRole('combobox', { name: 'Search for anything' });
  for (const name of ['Go live', 'Record without going live', 'Rehearse for 20 seconds', 'Mute the programme']) {
    await box.fill(name);
    await expect(found.first()).toContainText(name);
  }
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+k');
  await box.fill('unmute');
  await expect(found.first()).toContainText('Unmute the programme');
});

test('every setting is found by the palette, which leads to it', async ({ page, openStudio }) => {
  await openStudio(composed(quietState()), { at: 'settings' });
  const rows = page.locator('[data-setting] > div:first-child > p:first-child');
  await expect(rows.first()).toBeVisible();
  const titles = (await rows.allTextContents()).filter((title) => !title.startsWith('Show “'));
  expect(titles.length).toBeGreaterThan(25);
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'Search for anything' });
  const offered = page.getByRole('option').filter({ hasText: 'Settings' });
  for (const title of titles) {
    await box.fill(title);
    await expect(offered.filter({ hasText: title }).first()).toBeAttached();
  }
  await box.fill('Port for viewers');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('searchbox', { name: 'Find a setting' })).toBeFocused();
  await expect(rows).toHaveText(['Port for viewers']);
});
