import { expect, type Page } from '@playwright/test';
import type { StudioSession } from '../live-studio.js';
import { prepareStudio } from '../prepare-studio.js';
import { besidePage } from './beside-page.js';

/** The studio's page, with the questions of the first start answered and a small canvas. */
export async function openStudio(page: Page): Promise<StudioSession> {
  await expect(page.getByRole('link', { name: 'Encoder', exact: true })).toBeVisible();
  const studio = besidePage(page);
  await prepareStudio(studio, { width: 640, height: 360, fps: 15 });
  await page.evaluate(() => {
    window.location.hash = '#/studio';
  });
  await expect(page.getByRole('button', { name: 'Add a source' })).toBeVisible();
  return studio;
}
