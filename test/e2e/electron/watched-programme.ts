import { expect, type BrowserType, type LaunchOptions, type Page } from '@playwright/test';
import { expectPlaying, watchFaults } from '../live-page.js';

/** Starts the test programme that the engine makes by itself. Resolves once it plays in the app's window. */
export async function startProgramme(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Encoder', exact: true }).click();
  await page.getByRole('button', { name: 'Start a test programme' }).click();
  const live = page.getByRole('status').filter({ hasText: /^Live$/ });
  await expect(live.first()).toBeVisible();
  await expectPlaying(page);
}

/** Ends what is on, as a person does on the encoder's page. */
export async function endProgramme(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'End broadcast' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End broadcast' }).click();
}

/** A browser opens the link, plays, and is told of the end without a fault. Not the test's own, which outlives it: no process may be left. */
export async function watchToItsEnd(page: Page, chromium: BrowserType, options: LaunchOptions): Promise<void> {
  const browser = await chromium.launch(options);
  const viewer = await browser.newPage();
  const faults = watchFaults(viewer);
  await viewer.goto(await page.getByLabel('Link', { exact: true }).inputValue());
  await expectPlaying(viewer);
  await endProgramme(page);
  await expect(viewer.getByText('The stream has ended')).toBeVisible();
  expect(faults).toEqual([]);
  await browser.close();
  await expect(page.getByRole('region', { name: 'Last broadcast' })).toBeVisible();
}

/** The library has that one recording. */
export async function expectOneRecording(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Encoder', exact: true }).click();
  await page.getByRole('link', { name: 'Library', exact: true }).first().click();
  await expect(page.getByRole('button', { name: /^Save as MP4/ })).toHaveCount(1);
}
