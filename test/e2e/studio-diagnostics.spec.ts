import { expect } from '@playwright/test';
import { quietState, someRecordings } from './studio-states.js';
import { test } from './studio-test.js';

test('diagnostics from the menu of a recording and from the settings', async ({ page, openStudio }) => {
  const state = { ...quietState(), recordings: someRecordings() };
  state.engine = { ...state.engine, canReveal: true };
  const { harness, look } = await openStudio(state, { at: 'library' });
  await page
    .getByRole('button', { name: /^Publish/ })
    .first()
    .click();
  await look('library-diagnostics');
  await page.getByRole('menuitem', { name: 'Save diagnostics' }).click();
  await expect(page.getByText('Diagnostics saved')).toBeVisible();
  expect(harness.calls).toEqual(['saveDiagnostics']);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Upload a copy of diagnostics to: Nowhere' }).scrollIntoViewIfNeeded();
  await look('settings-diagnostics');
  await page.getByRole('button', { name: 'Save diagnostics' }).click();
  await expect.poll(() => harness.calls).toEqual(['saveDiagnostics', 'saveDiagnostics']);
});
