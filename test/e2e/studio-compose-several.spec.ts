import { expect, type Page } from '@playwright/test';
import { addSource, dragBy, placeField, test } from './studio-compose.js';

async function type(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    await placeField(page, label).fill(value);
    await placeField(page, label).press('Enter');
  }
}

/** Two colours side by side with a gap: 200 × 100 at 400, 300 and 100 × 200 at 700, 300; together 400 × 200. */
async function twoColours(page: Page): Promise<void> {
  await addSource(page, /^Colour/);
  await type(page, { W: '200', H: '100', X: '400', Y: '300' });
  await addSource(page, /^Colour/);
  await type(page, { W: '100', H: '200', X: '700', Y: '300' });
  await page.locator('[data-stage]').focus();
  await page.keyboard.press('Control+a');
  await expect(page.getByText('2 sources')).toBeVisible();
}

const on = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}, \\d+ by \\d+ at`) });

test('several are resized by the box around them, in its fields as well, and it is one step to undo', async ({
  compose,
}) => {
  const { page, look } = compose;
  await twoColours(page);
  const sides = async () =>
    Promise.all(['X', 'Y', 'W', 'H'].map(async (label) => Number(await placeField(page, label).inputValue())));
  expect(await sides()).toEqual([400, 300, 400, 200]);
  await dragBy(page, page.locator('[data-handle=se]'), 60, 30);
  const [x, y, width = 0, height = 0] = await sides();
  expect([x, y]).toEqual([400, 300]);
  expect(width).toBeGreaterThan(450);
  expect(width / height).toBeCloseTo(2, 1);
  // both of them, and the gap between them
  await expect(on(page, 'Colour')).toHaveAccessibleName(
    `Colour, ${Math.round(width / 2)} by ${Math.round(height / 2)} at 400, 300`,
  );
  await expect(on(page, 'Colour 2')).toHaveAccessibleName(
    `Colour 2, ${Math.round(width / 4)} by ${Math.round(height)} at ${Math.round(400 + width * 0.75)}, 300`,
  );
  await look('compose-several-resized');
  await page.keyboard.press('Control+z');
  expect(await sides()).toEqual([400, 300, 400, 200]);

  await dragBy(page, page.locator('[data-handle=w]'), -40, 0, 'Shift');
  const [left = 0, , wide = 0, high] = await sides();
  expect(left).toBeLessThan(350);
  expect(left + wide).toBeCloseTo(800, 0);
  expect(high).toBe(200);
  await page.keyboard.press('Control+z');

  await type(page, { W: '800' });
  expect(await sides()).toEqual([400, 300, 800, 200]);
  await page.getByRole('button', { name: 'Keep width to height' }).click();
  await type(page, { H: '100', X: '0' });
  expect(await sides()).toEqual([0, 300, 400, 100]);
  await expect(on(page, 'Colour 2')).toHaveAccessibleName('Colour 2, 100 by 100 at 300, 300');

  // turned together by a quarter, about the middle of both
  await dragBy(page, page.locator('[data-handle=rotate]'), 150, 150, 'Shift');
  const turn = Number(await placeField(page, 'Turn').inputValue());
  expect(turn % 15).toBe(0);
  expect(turn).not.toBe(0);
  await expect(on(page, 'Colour')).toHaveAccessibleName(new RegExp(`turned by ${turn} degrees`));
});

test('the menu of the stage does what keys do, to what is under the pointer or selected', async ({ compose }) => {
  const { page, look } = compose;
  await twoColours(page);
  const rows = page.getByRole('list', { name: 'Sources' }).getByRole('listitem');
  const menu = page.getByRole('menu', { name: 'What is selected' });
  const item = (name: string) => menu.getByRole('menuitem', { name, exact: true });
  const at = async (name: string) => {
    const box = await on(page, name).boundingBox();
    if (box === null) throw new Error('Expected it on the stage');
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };
  // on what is selected: it stays selected, and all of it goes to the middle
  await page.mouse.click(...(await at('Colour')), { button: 'right' });
  await look('compose-stage-menu');
  await item('Centre in the programme').click();
  await expect(placeField(page, 'X')).toHaveValue('760');
  await expect(placeField(page, 'Y')).toHaveValue('440');
  await page.locator('[data-stage]').focus();
  await page.keyboard.press('Escape');
  // on something else: that is selected
  await page.mouse.click(...(await at('Colour 2')), { button: 'right' });
  await item('Fit to the programme').click();
  await expect(on(page, 'Colour 2')).toHaveAccessibleName('Colour 2, 540 by 1080 at 690, 0');
  await expect(on(page, 'Colour')).toHaveAttribute('aria-pressed', 'false');
  // by the menu key, of what has the focus; there is nothing that can be put on a locked one's place
  await on(page, 'Colour').focus();
  await page.keyboard.press('Control+l');
  await page.keyboard.press('Shift+F10');
  await expect(item('Unlock')).toBeVisible();
  await expect(item('Fit to the programme')).toBeHidden();
  await item('Copy').click();
  await page.keyboard.press('Shift+F10');
  await item('Paste').click();
  await expect(rows).toHaveCount(3);
  // and in the palette
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('stretch');
  await page.keyboard.press('Enter');
  await expect(placeField(page, 'W')).toHaveValue('1920');
});
