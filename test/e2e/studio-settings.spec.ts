import { expect } from '@playwright/test';
import { composed } from './studio-composed.js';
import { quietState } from './studio-states.js';
import { test } from './studio-test.js';

const laptop = { width: 1024, height: 640 };

test('settings are found by what they say, changed, and kept', async ({ page, openStudio }) => {
  const { harness, look } = await openStudio(quietState(), { at: 'settings', size: laptop });
  const settings = () => harness.store.get().settings;
  const find = page.getByRole('searchbox', { name: 'Find a setting' });
  await look('settings-all');
  await find.fill('port viewers');
  await expect(page.getByLabel('Port for viewers')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Video' })).toBeHidden();
  await find.fill('bicycle');
  await expect(page.getByText('No setting is about “bicycle”.')).toBeVisible();
  await look('settings-nothing');

  await find.fill('bitrate');
  await page.getByRole('radio', { name: 'My own' }).click();
  const bitrate = page.getByLabel('Bitrate in Mb/s');
  await bitrate.fill('fast');
  await expect(page.getByText('Type a number between 0.2 and 60.')).toBeVisible();
  await look('settings-bitrate-wrong');
  await bitrate.fill('4,5');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => settings().video.bitrate).toBe(4_500_000);
  await page.getByRole('radio', { name: /^Automatic/ }).click();
  await expect.poll(() => settings().video.bitrate).toBeNull();

  await find.fill('hotkeys');
  const live = page.getByRole('button', { name: /^Set a key for Go live, or end/ });
  await live.click();
  await live.press('Control+Shift+KeyL');
  await expect.poll(() => settings().studio.hotkeys.goLive).toBe('Ctrl+Shift+KeyL');
  await expect(live).toHaveText('Ctrl Shift L');
  const pause = page.getByRole('button', { name: /^Set a key for Pause/ });
  await pause.click();
  await pause.press('Control+Shift+KeyL');
  await expect(page.getByRole('status').filter({ hasText: 'Ctrl Shift L is taken by Go live, or end.' })).toBeVisible();
  expect(settings().studio.hotkeys.pause).toBeNull();
  await look('settings-hotkeys');

  await find.fill('first steps');
  await page.getByRole('button', { name: 'Show them again' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome to Headwater' })).toBeVisible();
});

test('the programme is offered the same sizes and rates in the settings and beside the stage', async ({
  page,
  openStudio,
}) => {
  const { harness, look } = await openStudio(composed(quietState()), { at: 'settings/video', size: laptop });
  const canvas = () => harness.store.get().scenes.current?.collection.canvas;
  const size = page.getByLabel('Canvas', { exact: true });
  const rate = page.getByLabel('Pictures per second');
  await rate.selectOption('48');
  await size.selectOption({ label: '1080 × 1080, square' });
  await expect.poll(canvas).toEqual({ width: 1080, height: 1080, fps: 48 });
  await size.selectOption({ label: '1440 × 2560, upright' });
  await expect.poll(canvas).toEqual({ width: 1440, height: 2560, fps: 48 });
  await look('settings-canvas-upright');
  const values = async (label: string, section = page.locator('body')) =>
    section
      .getByLabel(label, { exact: true })
      .locator('option')
      .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
  const offered = [await values('Canvas'), await values('Pictures per second')];
  await page.getByRole('link', { name: 'Studio', exact: true }).click();
  const programme = page.getByRole('region', { name: 'Programme' });
  await expect(programme.getByLabel('Size', { exact: true })).toHaveValue('1440x2560');
  expect([await values('Size', programme), await values('Frames', programme)]).toEqual(offered);
});
