import { expect, type Page } from '@playwright/test';
import { addSource, sourceRow } from '../studio-whole-steps.js';
import { test } from './looks-bench.js';

const sources = (page: Page) => page.getByRole('list', { name: 'Sources' });

test('composing: an empty scene, every inspector, menus and dialogs', async ({ bench: { page, look } }) => {
  await sourceRow(page, 'Screen').getByRole('button', { name: 'Choose what to share' }).click();
  await expect(sourceRow(page, 'Screen').getByText(/share|Asking/i)).toHaveCount(0);
  await look('compose', ['laptop', 'desk', 'doubled']);
  for (const name of ['Screen', 'Desk camera', 'Title', 'Clock']) {
    await sources(page).getByRole('button', { name, exact: true }).click();
    await look(`inspector-${name.toLowerCase().replace(' ', '-')}`, ['laptop', 'desk']);
  }
  await page.getByRole('button', { name: 'Microphone', exact: true }).click();
  await look('inspector-microphone');
  await page.getByRole('button', { name: 'More for Desk camera' }).click();
  await look('menu-source');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More for Talk' }).click();
  await look('menu-scene');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add a source' }).click();
  await look('menu-add', ['laptop', 'desk']);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More ways to begin' }).click();
  await look('menu-begin');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await look('palette', ['laptop', 'desk']);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More about the sound of Microphone' }).click();
  await look('mixer-more');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Live' }).click();
  await look('panel-before', ['laptop', 'desk', 'doubled']);
});

test('composing: more kinds of sources, studio mode, and nothing at all', async ({ bench: { page, look } }) => {
  await page.getByRole('button', { name: 'Starting soon', exact: true }).click();
  for (const name of ['Dusk', 'Starts in']) {
    await sources(page).getByRole('button', { name, exact: true }).click();
    await look(`inspector-${name.toLowerCase().replace(' ', '-')}`);
  }
  await addSource(page, /^Web page/);
  await look('inspector-web');
  await page.getByRole('button', { name: 'Studio mode' }).click();
  await page.getByRole('button', { name: 'Talk', exact: true }).click();
  await look('studio-mode', ['laptop', 'desk', 'doubled']);
  await page.getByRole('button', { name: 'Studio mode' }).click();
  await page.getByRole('button', { name: 'Add a scene' }).click();
  await expect(page.getByText('This scene is empty')).toBeVisible();
  await look('empty-scene', ['laptop', 'desk', 'doubled']);
});

test.describe('not yet allowed', () => {
  test.use({ isAllowed: false });

  test('a camera that is asked for, and a screen that is not chosen yet', async ({ bench: { page, look } }) => {
    await look('not-shared');
    await sourceRow(page, 'Desk camera').getByRole('button', { name: 'Switch on' }).click();
    await expect(sourceRow(page, 'Desk camera').getByText('Asking…')).toBeVisible();
    await look('asking', ['laptop', 'desk']);
  });
});
