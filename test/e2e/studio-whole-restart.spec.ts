import { expect } from '@playwright/test';
import { endShow, pill } from './studio-whole-steps.js';
import { expectGrowth, onAir } from './studio-whole-show.js';
import { test } from './studio-whole.js';

test.skip(process.platform !== 'linux', 'captures the screen of an X server of its own');

test('the engine is killed and started again: the studio goes on with the same broadcast', async ({ whole }) => {
  const { page, engine, state } = whole;
  const id = await onAir(whole);
  await expectGrowth(whole, 4);
  await engine.kill();
  await expect(page.getByText(/is away|reconnect|not answer/i).first()).toBeVisible();
  await engine.restart();
  await expect(pill(page)).toHaveText('Live');
  await expectGrowth(whole, 4);
  expect((await state()).broadcast?.id).toBe(id);
  await endShow(page);
  expect((await state()).recordings.map((recording) => recording.id)).toEqual([id]);
});
