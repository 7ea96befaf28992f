import { expect, type Page } from '@playwright/test';
import { addSource, dragBy, placeField, test } from './studio-compose.js';

const stage = (page: Page) => page.getByRole('group', { name: 'Stage' }).first();
const sourceList = (page: Page) => page.getByRole('list', { name: 'Sources' });

test('an empty scene teaches; sources are added, selected, moved by keys, undone and redone', async ({ compose }) => {
  const { page, look, saved } = compose;
  await expect(page.getByText('This scene is empty')).toBeVisible();
  await look('compose-empty');
  await page.setViewportSize({ width: 1024, height: 640 });
  await look('compose-empty-small');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'Add a source' }).click();
  await look('compose-add-menu');
  await page.keyboard.press('Escape');
  await addSource(page, /^Colour/);
  await addSource(page, /^Text/);
  await expect(sourceList(page).getByRole('listitem')).toHaveText([/Text/, /Colour/]);
  const text = page.getByRole('button', { name: /^Text, \d+ by \d+ at/ });
  await expect(text).toHaveAttribute('aria-pressed', 'true');
  await text.focus();
  const x = Number(await placeField(page, 'X').inputValue());
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(placeField(page, 'X')).toHaveValue(String(x + 11));
  await expect(page.getByRole('status', { name: 'Changes' })).toHaveText(/^Text at/);
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Good evening, canoes');
  const width = Number(await placeField(page, 'W').inputValue());
  expect(width, 'the box follows the text').toBeGreaterThan(600);
  await look('compose-text');
  await page.getByRole('button', { name: 'Undo text' }).click();
  await page.getByRole('button', { name: 'Undo move' }).click();
  await expect(placeField(page, 'X')).toHaveValue(String(x));
  await page.getByRole('button', { name: 'Redo move' }).click();
  await saved();
  await page.reload();
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  await expect(placeField(page, 'X')).toHaveValue(String(x + 11));
});

test('the pointer moves, resizes, crops and turns; guides hold; marquee and keys select', async ({ compose }) => {
  const { page, look } = compose;
  await addSource(page, /^Text/);
  await addSource(page, /^Clock/);
  const handle = (name: string) => page.locator(`[data-handle=${name}]`);
  const clock = page.getByRole('button', { name: /^Clock, \d+ by/ });
  await dragBy(page, clock, -150, -120);
  const [x, y] = [Number(await placeField(page, 'X').inputValue()), Number(await placeField(page, 'Y').inputValue())];
  expect(x).toBeLessThan(700);
  expect(y).toBeLessThan(300);
  const ratio = async () =>
    Number(await placeField(page, 'W').inputValue()) / Number(await placeField(page, 'H').inputValue());
  const before = await ratio();
  await dragBy(page, handle('se'), 90, 60);
  expect(await ratio()).toBeCloseTo(before, 1);
  expect(Number(await placeField(page, 'X').inputValue())).toBe(x);
  await dragBy(page, handle('se'), 60, 0, 'Shift');
  expect(await ratio()).toBeGreaterThan(before + 0.1);
  await dragBy(page, handle('e'), -40, 0, 'Alt');
  const crop = page.getByRole('region', { name: 'Crop' });
  await expect(crop.getByLabel('Right')).not.toHaveValue('0');
  await dragBy(page, handle('rotate'), 60, 60, 'Shift');
  expect(Number(await placeField(page, 'Turn').inputValue()) % 15).toBe(0);
  expect(Number(await placeField(page, 'Turn').inputValue())).not.toBe(0);
  await page.getByRole('button', { name: /^Reset: / }).click();
  await expect(placeField(page, 'Turn')).toHaveValue('0');
  await expect(crop.getByLabel('Right')).toHaveValue('0');
  await expect(placeField(page, 'W')).toHaveValue('1920');

  // half of it, then against the left edge: the guide holds it there
  await placeField(page, 'W').fill('400');
  await placeField(page, 'W').press('Enter');
  await placeField(page, 'H').fill('200');
  await placeField(page, 'H').press('Enter');
  await placeField(page, 'X').fill('7');
  await placeField(page, 'X').press('Enter');
  const box = await clock.boundingBox();
  if (box === null) throw new Error('Expected the clock on the stage');
  await page.mouse.move(box.x + 40, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 40, box.y + 60);
  await page.mouse.move(box.x + 41, box.y + 70);
  await look('compose-dragging');
  await page.mouse.up();
  await expect(placeField(page, 'X')).toHaveValue('0');

  // everything with a marquee, then with Ctrl+A; a click beside it takes nothing
  const area = await stage(page).boundingBox();
  if (area === null) throw new Error('Expected a stage');
  await page.mouse.move(area.x + 6, area.y + 6);
  await page.mouse.down();
  await page.mouse.move(area.x + area.width - 8, area.y + area.height - 8, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByText('2 sources')).toBeVisible();
  await look('compose-several');
  await page.mouse.click(area.x + 6, area.y + 6);
  await expect(page.getByText('2 sources')).toBeHidden();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+d');
  await expect(sourceList(page).getByRole('listitem')).toHaveCount(4);
  await page.keyboard.press('Delete');
  await expect(sourceList(page).getByRole('listitem')).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(sourceList(page).getByRole('listitem')).toHaveCount(4);
});

test('what lies below is found with Alt; locked things stay; the list orders, hides and renames', async ({
  compose,
}) => {
  const { page } = compose;
  await addSource(page, /^Colour/);
  await addSource(page, /^Colour/);
  const rows = sourceList(page).getByRole('listitem');
  await expect(rows).toHaveText([/Colour 2/, /Colour/]);
  const area = await stage(page).boundingBox();
  if (area === null) throw new Error('Expected a stage');
  const middle = { x: area.x + area.width / 2, y: area.y + area.height / 2 };
  const chosen = (name: string) => sourceList(page).getByRole('button', { name, exact: true });
  await page.mouse.click(middle.x, middle.y);
  await expect(chosen('Colour 2')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.down('Alt');
  await page.mouse.click(middle.x, middle.y);
  await page.keyboard.up('Alt');
  await expect(chosen('Colour')).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Lock Colour', exact: true }).click();
  await expect(placeField(page, 'X')).toBeDisabled();
  await chosen('Colour').dblclick();
  await page.getByLabel('Name of the source').fill('Water');
  await page.keyboard.press('Enter');
  await expect(rows).toHaveText([/Colour 2/, /Water/]);
  const grip = page.getByRole('button', { name: /^Move Water/ });
  await grip.focus();
  await page.keyboard.press('ArrowUp');
  await expect(rows).toHaveText([/Water/, /Colour 2/]);
  await expect(grip).toBeFocused();
  await expect(page.getByRole('status', { name: 'Changes' })).toHaveText('Water is now 1 of 2');
  await dragBy(page, grip, 0, 60);
  await expect(rows).toHaveText([/Colour 2/, /Water/]);
  await page.getByRole('button', { name: 'Hide Colour 2' }).click();
  await expect(page.getByRole('button', { name: /^Colour 2, .*hidden/ })).toBeAttached();
});

test('the safe area is shown over the picture, and put away', async ({ compose }) => {
  const { page } = compose;
  const button = page.getByRole('button', { name: 'Safe area', exact: true });
  const lines = page.locator('[data-stage] svg[viewBox="0 0 100 100"] rect');
  await expect(lines).toHaveCount(0);
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(lines).toHaveCount(2);
  await button.click();
  await expect(lines).toHaveCount(0);
});

test('the picture goes on while another page is looked at, and is there again behind it', async ({ compose }) => {
  const { page } = compose;
  await addSource(page, /^Colour/);
  await addSource(page, /^Text/);
  await page.keyboard.press('Escape');
  await stage(page).click({ position: { x: 4, y: 4 } });
  const area = await stage(page).boundingBox();
  if (area === null) throw new Error('Expected a stage');
  // the middle of it: handles and the mixer's meters are elsewhere
  const clip = {
    x: area.x + area.width / 4,
    y: area.y + area.height / 4,
    width: area.width / 2,
    height: area.height / 2,
  };
  const picture = async () => (await page.screenshot({ clip })).toString('base64');
  const empty = await page.evaluate(() => document.querySelectorAll('[data-stage] canvas').length);
  expect(empty).toBe(1);
  const drawn = await picture();
  await page.getByRole('button', { name: 'Hide Text' }).click();
  await expect.poll(picture, 'the picture follows what is edited').not.toBe(drawn);
  await page.getByRole('button', { name: 'Show Text' }).click();
  await expect.poll(picture).toBe(drawn);
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(stage(page)).toBeHidden();
  await page.getByRole('link', { name: 'Studio', exact: true }).click();
  await expect.poll(picture).toBe(drawn);
});
