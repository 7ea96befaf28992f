import { expect } from '@playwright/test';
import { composed, ownShow } from './studio-composed.js';
import { quietState } from './studio-states.js';
import { test } from './studio-test.js';

test('while on air a new scene waits in the preview, deletion asks, and the picture keeps its size', async ({
  page,
  openStudio,
}) => {
  const { harness, look } = await openStudio(composed(quietState()), { at: 'studio' });
  const list = page.getByRole('list', { name: 'Scenes' });
  const rows = list.getByRole('listitem');
  const size = page.getByLabel('Size', { exact: true });
  await size.selectOption('1920x1080');
  await page.getByRole('button', { name: 'Add a scene' }).click();
  await expect(list.getByRole('button', { name: 'Scene', exact: true })).toHaveAttribute('aria-current', 'true');
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(rows).toHaveCount(1);

  harness.store.update((draft) => void (draft.broadcast = ownShow()));
  await expect(size).toBeDisabled();
  await expect(page.getByLabel('Frames', { exact: true })).toBeDisabled();
  await expect(page.getByText('Cannot be changed while a show of the studio is on.')).toBeVisible();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByText('The programme’s size and rate stay while a show is on')).toBeVisible();
  await expect(size).toHaveValue('1920x1080');
  await look('on-air-canvas');

  await page.getByRole('button', { name: 'Add a scene' }).click();
  await expect(rows.first()).toContainText('in the programme');
  await expect(rows.nth(1)).toContainText('in the preview');
  await expect(page.getByText('“Scene” is in the preview')).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(rows).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Take', exact: true })).toBeHidden();
  await page.getByRole('button', { name: 'More for Main' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(rows.nth(1)).toContainText('in the preview');

  const question = page.getByRole('alertdialog', { name: 'Delete “Main” while on air?' });
  await list.getByRole('button', { name: /^Main On/ }).press('Delete');
  await expect(question).toBeVisible();
  await look('on-air-delete');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'More for Main', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await question.getByRole('button', { name: 'Delete scene' }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('in the programme');
});
