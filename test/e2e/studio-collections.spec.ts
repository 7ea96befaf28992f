import { expect } from '@playwright/test';
import { composed, ownShow } from './studio-composed.js';
import { quietState } from './studio-states.js';
import { test } from './studio-test.js';

test('another collection is shown to viewers after a question, whoever asks for it', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(composed(quietState()), {
    at: 'studio',
    size: { width: 1024, height: 640 },
  });
  harness.store.update((draft) => {
    draft.broadcast = ownShow();
    draft.scenes.collections.push({ id: 'collection-2', name: 'Interview', updatedAtMs: 0 });
  });
  const selected = () => harness.calls.filter((call) => call === 'selectCollection').length;
  const question = page.getByRole('alertdialog', { name: 'Show “Interview” to your viewers?' });
  await page.getByRole('button', { name: /^Scene collections: / }).click();
  await page.getByRole('menuitemradio', { name: 'Interview' }).click();
  await expect(question).toBeVisible();
  await look('collection-on-air');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('interview');
  await page.keyboard.press('Enter');
  await expect(question).toBeVisible();
  expect(selected()).toBe(0);
  await question.getByRole('button', { name: 'Show it now' }).click();
  await expect.poll(selected).toBe(1);
});
