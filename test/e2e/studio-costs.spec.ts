import { expect } from '@playwright/test';
import { estimateFor } from '../../src/engine/publish/cost/cost-forecast.js';
import type { Destination } from '../../src/shared/destinations.js';
import type { StudioState } from '../../src/shared/studio-state.js';
import { longDestination, r2Destination, stateWith } from './studio-destinations.js';
import { test } from './studio-test.js';

/** An engine whose next broadcast goes there, with what it will cost. */
function reckoned(destination: Destination): StudioState {
  const state = stateWith([destination]);
  return { ...state, estimate: estimateFor(destination, state.settings.stream, null) };
}

test('what the next broadcast will cost stands where it goes, with its parts', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(reckoned(r2Destination()));
  const line = page.getByRole('button', { name: 'per hour to Cloudflare R2 · needs 10.8 Mb/s of uplink' });
  await expect(line).toHaveText('about $0.089 per hour to Cloudflare R2 · needs 10.8 Mb/s of uplink');
  await line.click();
  const parts = page.getByRole('dialog', { name: 'What the next broadcast will cost' });
  await expect(parts).toContainText('List prices of September 1, 2025');
  await look('cost');
  await page.setViewportSize({ width: 420, height: 860 });
  await look('cost-narrow');
  await page.keyboard.press('Escape');
  await expect(parts).toBeHidden();
  await expect(line).toBeFocused();
  harness.store.update((draft) => void (draft.estimate = null));
  await expect(line).toBeHidden();
});

test('without prices the line still says what the uplink must carry', async ({ page, openStudio }) => {
  const { look } = await openStudio(reckoned({ ...longDestination(), isDefault: true, hasCredentials: true }));
  const line = page.getByRole('button', { name: 'of uplink' });
  await expect(line).toHaveText('needs 10.8 Mb/s of uplink');
  await line.click();
  await expect(page.getByText('No list prices are known for this kind of bucket.')).toBeVisible();
  await look('cost-unpriced');
});

test('how long broadcasts stay in the bucket', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(stateWith([r2Destination()]), { at: 'settings' });
  const retention = () => harness.store.get().settings.publish.retention;
  await page.getByRole('radio', { name: 'Some days' }).click();
  const days = page.getByLabel('Keep each for');
  await expect(days).toHaveValue('30');
  expect(retention()).toEqual({ maxAgeDays: null, maxBytes: null });
  await days.fill('never');
  await expect(page.getByText('Type a whole number of days.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keep days' })).toBeDisabled();
  await days.scrollIntoViewIfNeeded();
  await look('retention-wrong');
  await days.fill('14');
  await page.getByRole('button', { name: 'Keep 14 days' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Remove what is older than 14 days?' });
  await expect(dialog).toContainText('The recordings on this computer stay');
  await look('retention-ask');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(retention().maxAgeDays).toBeNull();
  await page.getByRole('button', { name: 'Keep 14 days' }).click();
  await dialog.getByRole('button', { name: 'Keep 14 days' }).click();
  await expect.poll(retention).toEqual({ maxAgeDays: 14, maxBytes: null });
  await expect(dialog).toBeHidden();
  await expect(days).toBeFocused();
  await expect(page.getByRole('button', { name: 'Keep 14 days' })).toBeHidden();
  await expect(page.getByRole('radio', { name: '14 days' })).toBeChecked();
  await look('retention');

  await page.getByRole('radio', { name: 'Some GB' }).click();
  await page.getByRole('button', { name: 'Keep 50 GB' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Keep 50 GB' }).click();
  await expect.poll(retention).toEqual({ maxAgeDays: null, maxBytes: 50e9 });
  await page.getByRole('radio', { name: 'Everything' }).click();
  await expect.poll(retention).toEqual({ maxAgeDays: null, maxBytes: null });
});

test('ports are changed for the next start', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(stateWith([]), { at: 'settings' });
  const port = page.getByLabel('Port for encoders');
  await port.fill('8088');
  await expect(page.getByText('That one is for viewers already.')).toBeVisible();
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await expect(save).toBeDisabled();
  await port.scrollIntoViewIfNeeded();
  await look('ports-wrong');
  await port.fill('1940');
  await save.click();
  await expect(page.getByText('Holds when Headwater is started again. Until then it is 1935.')).toBeVisible();
  expect(harness.store.get().settings.network).toMatchObject({ rtmpPort: 1940, originPort: 8088 });
  await look('ports');
});
