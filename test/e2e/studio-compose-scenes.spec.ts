import { expect, type Page } from '@playwright/test';
import { addSource, test } from './studio-compose.js';

const sourceList = (page: Page) => page.getByRole('list', { name: 'Sources' });

test('scenes are added, named, ordered, deleted and brought back; studio mode prepares and takes', async ({
  compose,
}) => {
  const { page, look, saved } = compose;
  const list = page.getByRole('list', { name: 'Scenes' });
  const rows = list.getByRole('listitem');
  await addSource(page, /^Text/);
  await page.getByRole('button', { name: 'Add a scene' }).click();
  await expect(rows).toHaveCount(2);
  await expect(page.getByText('This scene is empty')).toBeVisible();
  await list.getByRole('button', { name: 'Scene 2', exact: true }).press('F2');
  await page.getByLabel('Name of the scene').fill('Break');
  await page.keyboard.press('Enter');
  await addSource(page, /^Colour/);
  await page.getByRole('button', { name: /^Move Break/ }).press('ArrowUp');
  await expect(rows).toHaveText([/Break/, /Scene/]);
  await page.getByRole('button', { name: 'More for Break' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(rows).toHaveCount(1);
  // it stays while the pointer is over it, however long looking takes
  await page.getByRole('list', { name: 'Messages' }).getByRole('listitem').hover();
  await look('compose-undo-toast');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(rows).toHaveText([/Break/, /Scene/]);

  await page.getByRole('button', { name: 'More for Break' }).click();
  await page.getByRole('menuitem', { name: 'Hotkey…' }).click();
  await page.getByRole('dialog').getByRole('textbox').press('Control+Shift+B');
  await look('compose-hotkey');
  await page.getByRole('button', { name: 'Keep' }).click();
  await expect(rows.first()).toContainText('Ctrl Shift B');
  await page.keyboard.press('2');
  await expect(list.getByRole('button', { name: 'Scene', exact: true })).toHaveAttribute('aria-current', 'true');
  await page.getByRole('button', { name: 'Studio mode' }).click();
  await page.keyboard.press('Control+Shift+B');
  await expect(rows.first()).toContainText('in the preview');
  await expect(rows.nth(1)).toContainText('in the programme');
  await look('compose-studio-mode');
  await page.setViewportSize({ width: 1024, height: 640 });
  await look('compose-studio-mode-small');
  await page.getByRole('button', { name: 'Take', exact: true }).click();
  await expect(rows.first()).toContainText('in the programme');
  await expect(rows.nth(1)).toContainText('in the preview');
  await saved();
});

test('collections are made, renamed, copied, exported, imported and deleted', async ({ compose }) => {
  const { page, look, saved } = compose;
  const menu = page.getByRole('button', { name: /^Scene collections: / });
  const choose = async (name: string | RegExp) => {
    await menu.click();
    await page.getByRole('menuitem', { name }).click();
  };
  await addSource(page, /^Countdown/);
  await menu.click();
  await look('compose-collections');
  await page.keyboard.press('Escape');
  await choose('Rename…');
  await page.getByRole('dialog').getByLabel('Name').fill('River show');
  await page.keyboard.press('Enter');
  await expect(menu).toHaveText('River show');
  await saved();
  const exported = page.waitForEvent('download');
  await choose('Export to a file');
  const download = await exported;
  expect(download.suggestedFilename()).toBe('River show.zip');
  const file = await download.path();
  await choose('New…');
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(menu).toHaveText('My scenes');
  await expect(page.getByText('This scene is empty')).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await choose('Import a file…');
  await (await chooser).setFiles(file);
  await expect(menu).toHaveText('River show');
  await expect(sourceList(page)).toContainText('Countdown');
  await choose('Delete…');
  await page.getByRole('button', { name: 'Delete collection' }).click();
  await expect(menu).not.toHaveText('');
  const broken = page.waitForEvent('filechooser');
  await choose('Import a file…');
  await (await broken).setFiles({ name: 'x.zip', mimeType: 'application/zip', buffer: Buffer.from('no zip') });
  await expect(page.getByText('it is not a whole zip file')).toBeVisible();

  const obs = page.waitForEvent('filechooser');
  await choose('Import from OBS Studio…');
  await (await obs).setFiles({ name: 'obs.json', mimeType: 'application/json', buffer: Buffer.from(obsFile) });
  await expect(page.getByRole('dialog', { name: 'Imported from OBS Studio' })).toBeVisible();
  await look('compose-obs-report');
  await page.getByRole('button', { name: 'To the scenes' }).click();
  await expect(page.getByRole('list', { name: 'Scenes' })).toContainText('Talk');

  const withFile = page.waitForEvent('filechooser');
  await choose('Import from OBS Studio…');
  const named = obsFile
    .replace('"some_plugin"', '"image_source"')
    .replace('"settings":{}', `"settings":{"file":${JSON.stringify(file)}}`);
  await (await withFile).setFiles({ name: 'obs.json', mimeType: 'application/json', buffer: Buffer.from(named) });
  const asked = page.getByRole('dialog', { name: 'Take these files in?' });
  await expect(asked.getByRole('list', { name: 'Files of this computer' })).toHaveText(file);
  await look('compose-obs-files');
  await asked.getByRole('button', { name: 'Import without them' }).click();
  await expect(page.getByRole('dialog', { name: 'Imported from OBS Studio' })).toContainText('was left where it is');
});

test('the palette finds and does everything from the keyboard', async ({ compose }) => {
  const { page, look } = compose;
  await page.keyboard.press('Control+k');
  await look('compose-palette');
  await page.keyboard.type('add clock');
  await expect(page.getByRole('option').first()).toContainText('Add: Clock');
  await page.keyboard.press('Enter');
  await expect(sourceList(page)).toContainText('Clock');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('studio mode');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Take', exact: true })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('libr');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Your broadcasts will be here' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('zzzz');
  await expect(page.getByText('Nothing is called that.')).toBeVisible();
});

/** As OBS Studio writes one, with a kind of source that nothing here is like. */
const obsFile = JSON.stringify({
  name: 'Talk show',
  current_scene: 'Talk',
  scene_order: [{ name: 'Talk' }],
  sources: [
    {
      id: 'scene',
      name: 'Talk',
      settings: {
        items: [
          { name: 'Plate', id: 1, visible: true, locked: false, pos: { x: 0, y: 0 }, scale: { x: 1, y: 1 }, rot: 0 },
          { name: 'VST', id: 2, visible: true, locked: false, pos: { x: 0, y: 0 }, scale: { x: 1, y: 1 }, rot: 0 },
        ],
      },
    },
    { id: 'color_source_v3', name: 'Plate', settings: { color: 4278190335, width: 640, height: 360 } },
    { id: 'some_plugin', name: 'VST', settings: {} },
  ],
});
