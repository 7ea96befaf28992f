import { expect } from '@playwright/test';
import { test } from './studio-compose.js';

test('the last seconds become a link at one press, and a rehearsal is measured, looked at and removed', async ({
  compose,
}) => {
  const { page, look } = compose;
  const panel = page.getByRole('region', { name: 'Rehearsal' });
  // what a busy machine encodes in time
  await page.getByLabel('Size', { exact: true }).selectOption({ label: '1280 × 720' });
  await page.getByRole('tab', { name: 'Live' }).click();
  await page.getByRole('button', { name: 'More ways to begin' }).click();
  await page.getByRole('menuitem', { name: /^Rehearse for 20 seconds/ }).click();
  await expect(panel.getByRole('status')).toHaveText(/^On its way/);
  await expect(page.getByRole('button', { name: 'Clip 30 s' })).toHaveCount(0);
  await expect(panel.getByRole('status')).toHaveText(/^Played and measured/);
  await expect(panel.getByText(/^nothing of \d+ segments$/)).toBeVisible();
  await expect(panel.getByText(/^\d+\.\d s \(its newest picture: \d+\.\d s\)$/)).toBeVisible();
  await expect(page.getByText(/^The rehearsal is over\. It reaches viewers after \d/)).toBeVisible();
  await look('rehearsal-ready');
  await panel.getByRole('button', { name: 'Remove it' }).click();
  await expect(panel).toHaveCount(0);

  await page.getByRole('button', { name: 'Go live', exact: true }).click();
  const clip = page.getByRole('button', { name: 'Clip 30 s' });
  await expect(clip).toBeEnabled();
  await expect(page.getByRole('timer')).toHaveText(/0:0[4-9]|0:[1-5]\d/);
  await clip.click();
  await expect(page.getByText('The clip is ready')).toBeVisible();
  const list = page.getByRole('region', { name: 'Clips' });
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list.getByRole('link', { name: /^Watch: Clip of / })).toHaveAttribute('href', /\/clips\/[a-z0-9]{16}\//);
  await look('clip-made');
  await page.getByRole('button', { name: 'More lengths to clip' }).click();
  await expect(page.getByRole('menuitem')).toHaveCount(3);
  await page.getByRole('menuitem', { name: /^The last 2 minutes/ }).click();
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await page.setViewportSize({ width: 1024, height: 640 });
  await look('clip-made-small');
});
