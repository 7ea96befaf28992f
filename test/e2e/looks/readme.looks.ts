import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { expectPlaying } from '../live-page.js';
import { expectGrowth } from '../studio-whole-show.js';
import { clickScreen } from '../studio-whole-click.js';
import { screenSize } from '../studio-whole-screen.js';
import { endShow, goLive, sourceRow } from '../studio-whole-steps.js';
import { test } from './looks-bench.js';

const size = { width: 1440, height: 900 };

/** To be copied to docs/images, as `<name>.jpg`. */
async function keep(page: Page, name: string): Promise<void> {
  const path = fileURLToPath(new URL(`../../../test-results/looks/readme-${name}.jpg`, import.meta.url));
  await page.screenshot({ path, type: 'jpeg', quality: 85, animations: 'disabled' });
}

/** Chromium's own bar about the sharing is put away by its own link, which takes no click in its first moments; then the pointer goes aside. */
async function hideBar(display: string): Promise<void> {
  await clickScreen(display, Math.round(screenSize.width * 0.72), Math.round(screenSize.height * 0.943));
  await clickScreen(display, Math.round(screenSize.width * 0.9), Math.round(screenSize.height * 0.6));
}

test('the pictures of the read-me', async ({ bench: { page, context, engine, display } }) => {
  const state = () => engine.studio.state();
  await page.setViewportSize(size);
  await sourceRow(page, 'Screen').getByRole('button', { name: 'Choose what to share' }).click();
  await expect(sourceRow(page, 'Screen').getByText(/share|Asking/i)).toHaveCount(0);
  const title = page.getByLabel('Title of the broadcast');
  await title.fill('Drawing a river valley');
  await title.press('Enter');
  await goLive(page);
  await expectGrowth({ state }, 4);
  await hideBar(display);
  await expectGrowth({ state }, 16);
  const viewer = await context.newPage();
  await viewer.setViewportSize({ width: 1280, height: 900 });
  await viewer.emulateMedia({ colorScheme: 'dark' });
  await viewer.goto(await engine.link('watch'));
  await expectPlaying(viewer, 2);
  await viewer.getByRole('button', { name: 'Tap for sound' }).click();
  await expectPlaying(viewer, 1);
  await keep(viewer, 'viewer');
  await viewer.close();
  await page.getByRole('button', { name: 'Clip 30 s' }).click();
  await expect(page.getByRole('region', { name: 'Clips' }).getByRole('listitem')).toHaveCount(1);
  await expect(page.getByRole('list', { name: 'Messages' }).getByRole('listitem')).toHaveCount(0);
  await keep(page, 'studio');
  await endShow(page);
  await page.getByRole('button', { name: 'Put away' }).click();
  await page.getByRole('button', { name: 'Talk', exact: true }).click();
  await title.fill('Questions about brushes');
  await title.press('Enter');
  await goLive(page);
  await expectGrowth({ state }, 6);
  await endShow(page);
  await page.getByRole('link', { name: 'Library', exact: true }).first().click();
  await expect(page.getByRole('heading', { name: 'Questions about brushes' })).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 350 });
  await keep(page, 'library');
});
