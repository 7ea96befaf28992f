import { expect, type Page } from '@playwright/test';
import { test } from './studio-compose.js';

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), '--use-fake-device-for-media-stream'] });
  },
});

const sources = (page: Page) => page.getByRole('list', { name: 'Sources' });
const properties = (page: Page) => page.getByRole('tabpanel', { name: 'Properties' });

async function addSource(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Add a source' }).click();
  await page.getByRole('menuitem', { name }).click();
}

test('a camera that is not allowed says so, and comes once it is; then it has its names, effects and a mirror', async ({
  compose,
  context,
}) => {
  const { page, look, saved } = compose;
  await addSource(page, /^Camera/);
  const row = sources(page).getByRole('listitem').filter({ hasText: 'Camera' });
  const again = row.getByRole('button', { name: 'Try again' });
  await expect(again).toBeVisible();
  // the picture itself does not say it: viewers would read it
  const onStage = page.getByRole('group', { name: 'Stage' }).getByRole('button', { name: /^Camera, / });
  await expect(onStage).toHaveAccessibleDescription('Headwater may not use the camera');
  const over = page.getByRole('group', { name: 'Stage' }).getByText('Headwater may not use the camera');
  await expect(over).toBeVisible();
  await look('compose-camera-denied');
  await context.grantPermissions(['camera', 'microphone']);
  // it comes by itself once it is allowed
  await expect(again).toBeHidden();
  await expect(over).toHaveCount(0);
  await expect(row.getByRole('button', { name: 'Switch on' })).toBeHidden();
  const panel = properties(page);
  await expect(panel.getByLabel('Device').getByRole('option', { name: /fake/i }).first()).toBeAttached();
  await panel.getByLabel('Mirror').check();
  await look('compose-camera');
  await panel.getByLabel('Chroma key').check();
  await expect(panel.getByLabel('Similarity').first()).toBeVisible();
  await panel.getByLabel('Colour adjustments').check();
  await panel.getByLabel('Blur').first().scrollIntoViewIfNeeded();
  await look('compose-camera-effects');
  await addSource(page, /^Microphone/);
  await expect(page.getByRole('list', { name: 'Sound in every scene' })).toContainText('Microphone');
  await expect(panel.getByLabel('Suppress noise')).toBeChecked();
  await look('compose-microphone');
  await saved();
});

test('files come in by the menu and by drop, are replaced, and what cannot be shown is refused in words', async ({
  compose,
}) => {
  const { page, look, saved } = compose;
  const drawing = (colour: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180"><rect width="320" height="180" fill="${colour}"/></svg>`;
  const chooser = page.waitForEvent('filechooser');
  await addSource(page, /^Image/);
  await (
    await chooser
  ).setFiles({ name: 'river.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(drawing('#c04020')) });
  await expect(sources(page)).toContainText('river');
  await expect(page.getByRole('button', { name: 'river, 320 by 180 at 800, 450' })).toBeAttached();
  const before = await properties(page).locator('img').getAttribute('src');

  const stage = page.getByRole('group', { name: 'Stage' }).first();
  const drop = async (name: string, type: string, text: string) => {
    const dataTransfer = await page.evaluateHandle(
      ([fileName, mime, content]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content], fileName, { type: mime }));
        return transfer;
      },
      [name, type, text] as const,
    );
    await stage.dispatchEvent('dragover', { dataTransfer });
    await expect(page.getByText('Drop pictures, videos or sounds to add them')).toBeVisible();
    await stage.dispatchEvent('drop', { dataTransfer });
  };
  await drop('bank.svg', 'image/svg+xml', drawing('#208040'));
  await expect(sources(page).getByRole('listitem')).toHaveText([/bank/, /river/]);
  await drop('notes.txt', 'text/plain', 'No picture at all');
  await expect(page.getByText('That kind of file cannot be shown')).toBeVisible();
  await expect(sources(page).getByRole('listitem')).toHaveCount(2);
  await look('compose-files');

  await sources(page).getByRole('button', { name: 'river', exact: true }).click();
  const replacing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Replace…' }).click();
  await (
    await replacing
  ).setFiles({ name: 'blue.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(drawing('#2040c0')) });
  await expect(properties(page).locator('img')).not.toHaveAttribute('src', before ?? '');
  await saved();
});

test('a film or sound starts over by the inspector, its menu and the palette, which is no edit', async ({
  compose,
}) => {
  const { page, look } = compose;
  // nobody shows the element that plays it
  await page.evaluate(() => {
    const { dataset } = document.documentElement;
    const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'play')?.value as () => Promise<void>;
    HTMLMediaElement.prototype.play = function () {
      dataset['plays'] = String(Number(dataset['plays'] ?? 0) + 1);
      return own.call(this);
    };
  });
  const plays = () => page.evaluate(() => Number(document.documentElement.dataset['plays'] ?? 0));
  const chooser = page.waitForEvent('filechooser');
  await addSource(page, /^Media file/);
  await (await chooser).setFiles({ name: 'jingle.wav', mimeType: 'audio/wav', buffer: silence(1) });
  await expect(sources(page)).toContainText('jingle');
  await expect(properties(page).getByLabel('Start over when its scene comes on')).toBeChecked();
  await expect.poll(plays).toBe(1);
  await look('compose-film');
  await properties(page).getByRole('button', { name: 'Start over' }).click();
  expect(await plays()).toBe(2);
  await page.getByRole('button', { name: 'More for jingle' }).click();
  await page.getByRole('menuitem', { name: 'Start over' }).click();
  expect(await plays()).toBe(3);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('start over jingle');
  await page.keyboard.press('Enter');
  await expect.poll(plays).toBe(4);
  await expect(page.getByRole('button', { name: 'Undo add source' })).toBeEnabled();
});

/** A WAV of silence: one channel, 8 kHz, 8 bits. */
function silence(seconds: number): Buffer {
  const samples = Buffer.alloc(seconds * 8000, 128);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

test('a countdown starts and is reset; colours run into each other; a web page says where it is shown', async ({
  compose,
}) => {
  const { page, look, saved } = compose;
  const panel = properties(page);
  await addSource(page, /^Colour/);
  await panel.getByLabel('Gradient').check();
  await expect(panel.getByLabel('Angle').first()).toBeVisible();
  await look('compose-gradient');
  await addSource(page, /^Countdown/);
  await panel.getByLabel('Minutes').fill('2');
  await panel.getByLabel('Minutes').press('Enter');
  await expect(panel.getByRole('button', { name: 'Reset', exact: true })).toBeDisabled();
  await panel.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(panel.getByRole('button', { name: 'Start again' })).toBeVisible();
  await panel.getByRole('button', { name: 'Reset', exact: true }).click();
  await expect(panel.getByRole('button', { name: 'Start', exact: true })).toBeVisible();
  await addSource(page, /^Web page/);
  await expect(sources(page)).toContainText('Shown in the desktop app');
  await panel.getByLabel('Address').fill('javascript:alert(1)');
  await expect(panel.getByText('Type an address that begins with')).toBeVisible();
  await panel.getByLabel('Address').fill('https://example.org/alerts');
  await panel.getByLabel('Address').press('Enter');
  await look('compose-web');
  await addSource(page, /^Screen/);
  await expect(sources(page).getByRole('listitem').filter({ hasText: 'Screen' })).toContainText('Asking…');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await look('compose-wide');
  await saved();
});
