import { expect } from '@playwright/test';
import { composed } from './studio-composed.js';
import { quietState } from './studio-states.js';
import { test } from './studio-test.js';

test('what an engine that is away has not saved: the tab asks before it is left, and has it again', async ({
  page,
  openStudio,
  startHarness,
}) => {
  const state = composed(quietState());
  const { harness } = await openStudio(state, { at: 'studio' });
  const scenes = page.getByRole('list', { name: 'Scenes' }).getByRole('listitem');
  await expect(scenes).toHaveCount(1);
  const port = Number(new URL(harness.server.studioUrl()).port);
  await harness.close();
  await page.getByRole('button', { name: 'Add a scene' }).click();
  await expect(scenes).toHaveCount(2);

  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.goto('about:blank');
  expect(asked).toEqual(['beforeunload']);

  const next = await startHarness(harness.store.get(), port);
  await page.goto(next.server.studioUrl());
  await expect(page.getByRole('navigation')).toBeVisible();
  await page.evaluate(() => void (window.location.hash = '#/studio'));
  await expect(scenes).toHaveCount(2);
  await expect.poll(() => next.calls).toContain('saveCollection');
  await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible();
  expect(next.store.get().scenes.current?.collection.scenes).toHaveLength(2);
  await page.getByRole('button', { name: 'Undo changes from before the reload' }).click();
  await expect(scenes).toHaveCount(1);
});
