import { createHash } from 'node:crypto';
import { expect, type Page } from '@playwright/test';

const sources = (page: Page) => page.getByRole('list', { name: 'Sources' });

/** Where something lies in the programme, in its pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Adds a source by the menu, as a person does. `name`: its kind. */
export async function addSource(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Add a source' }).click();
  await page.getByRole('menuitem', { name }).click();
}

/** Adds a video by the menu and the browser's dialog. */
export async function addFilm(page: Page, file: string, name: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser', { timeout: 120_000 });
  await addSource(page, /^Media file/);
  await (await chooser).setFiles(file);
  await expect(sources(page)).toContainText(name);
}

/** Puts what is selected somewhere, by its numbers. The picture fills the box, whatever its shape. */
export async function place(page: Page, { x, y, width, height }: Place): Promise<void> {
  const section = page.getByRole('region', { name: 'Place' });
  for (const [label, value] of [
    ['W', width],
    ['H', height],
    ['X', x],
    ['Y', y],
  ] as const) {
    const field = section.getByLabel(label, { exact: true });
    await field.fill(String(value));
    await field.press('Enter');
    await expect(field).toHaveValue(String(value));
  }
  await page.getByRole('region', { name: 'Look' }).getByLabel('Picture').selectOption('stretch');
}

/** The row of a source in the list. */
export const sourceRow = (page: Page, name: string) => sources(page).getByRole('listitem').filter({ hasText: name });

/** The screen over all of the canvas, with the window that counts on it: until it counts on the stage. */
export async function addScreen(page: Page): Promise<void> {
  await addSource(page, /^Screen/);
  await expect(sourceRow(page, 'Screen')).toBeVisible();
  await expect(sourceRow(page, 'Screen').getByText(/share|Asking/i)).toHaveCount(0);
  await expectCounting(page);
}

/** The window on the screen counts on the stage, too. */
export async function expectCounting(page: Page): Promise<void> {
  const box = await page.getByRole('group', { name: 'Stage' }).first().locator('canvas').first().boundingBox();
  if (box === null) throw new Error('Expected a stage');
  const seen = new Set<string>();
  const look = async (): Promise<number> => {
    const strip = await page.screenshot({ clip: { ...box, height: box.height / 12 } });
    return seen.add(createHash('sha256').update(strip).digest('hex')).size;
  };
  await expect.poll(look, 'numbers of the screen on the stage').toBeGreaterThan(3);
}

/** A microphone as it is, without what the browser does to voices. */
export async function addPlainMicrophone(page: Page): Promise<void> {
  await addSource(page, /^Microphone/);
  await page.getByLabel('Suppress noise').uncheck();
  await page.getByLabel('Cancel echo').uncheck();
}

/** The word on the pill of the live bar. */
export const pill = (page: Page) => page.getByRole('region', { name: 'Broadcast' }).getByRole('status').first();

/** Presses the big button and waits until the show is on. */
export async function goLive(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Go live' }).click();
  await expect(pill(page)).toHaveText('Live');
}

/** Ends the show as a person does, and does not wait for the five seconds. */
export async function endShow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: 'End broadcast' }).click();
  await endNow(page);
}

/** Does not wait for the five seconds in which an end may be taken back; on a busy machine they are over before the click. */
export async function endNow(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'End now' });
  await expect(async () => {
    if (await button.isVisible()) await button.click({ timeout: 10_000 });
    await expect(pill(page)).toHaveText('Ended', { timeout: 10_000 });
  }).toPass({ timeout: 240_000 });
}
