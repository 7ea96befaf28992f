import { expect, type Page } from '@playwright/test';
import { addSource, dragBy, placeField, test } from './studio-compose.js';

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const args = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...args] });
  },
});

const rows = (page: Page) => page.getByRole('list', { name: 'Sources' }).getByRole('listitem');

test('what was dragged or chosen is undone by its keys at once, with the focus where it is', async ({ compose }) => {
  const { page } = compose;
  await addSource(page, /^Colour/);
  const look = page.getByRole('region', { name: 'Look' });
  const opacity = look.getByRole('slider', { name: 'Opacity' });
  await dragBy(page, opacity, -30, 0);
  const dragged = await opacity.inputValue();
  expect(Number(dragged)).toBeLessThan(50);
  await page.keyboard.press('Control+z');
  await expect(opacity).toHaveValue('100');
  await page.keyboard.press('Control+Shift+z');
  await expect(opacity).toHaveValue(dragged);
  await page.keyboard.press('Control+z');
  await expect(opacity).toBeFocused();
  // Delete and the arrows are the slider's; with Ctrl there is nothing of its own
  await page.keyboard.press('Delete');
  await page.keyboard.press('ArrowLeft');
  await expect(opacity).toHaveValue('99');
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press('Control+l');
  await expect(placeField(page, 'X')).toBeDisabled();
  await page.keyboard.press('Control+d');
  await expect(rows(page)).toHaveCount(2);

  const blend = look.getByLabel('Blend');
  await blend.focus();
  await page.keyboard.press('ArrowDown');
  await expect(blend).not.toHaveValue('normal');
  await page.keyboard.press('Control+z');
  await expect(blend).toHaveValue('normal');

  await addSource(page, /^Microphone/);
  const fader = page.getByRole('slider', { name: 'Volume of Microphone' });
  await expect(fader).toHaveAttribute('aria-valuenow', '0');
  await dragBy(page, fader, 0, 20);
  await expect(fader).not.toHaveAttribute('aria-valuenow', '0');
  await page.keyboard.press('Control+z');
  await expect(fader).toHaveAttribute('aria-valuenow', '0');

  // a card beside the page is no question that has to be answered first
  await page.getByRole('button', { name: 'More about the sound of Microphone' }).click();
  const balance = page.getByRole('dialog').getByLabel('Balance');
  await dragBy(page, balance, 60, 0);
  await expect(balance).not.toHaveValue('0');
  await page.keyboard.press('Control+z');
  await expect(balance).toHaveValue('0');
});

test('in a text field Ctrl+Z is the field’s own, and a dialog keeps it from what lies below', async ({ compose }) => {
  const { page } = compose;
  await addSource(page, /^Colour/);
  await addSource(page, /^Colour/);
  const x = placeField(page, 'X');
  await x.click();
  await page.keyboard.type('7');
  await expect(x).toHaveValue('7');
  await page.keyboard.press('Control+z');
  await expect(x).toHaveValue('0');
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Log' }).click();
  const log = page.getByRole('dialog', { name: 'Log' });
  await expect(log).toBeFocused();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+d');
  await page.keyboard.press('Escape');
  await expect(log).toBeHidden();
  await expect(rows(page)).toHaveCount(2);
  await page.locator('[data-stage]').focus();
  await page.keyboard.press('Control+z');
  await expect(rows(page)).toHaveCount(1);
});
