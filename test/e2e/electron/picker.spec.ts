import { expect, type Page } from '@playwright/test';
import { prepareStudio } from '../prepare-studio.js';
import { expectNoViolations } from '../studio-axe.js';
import { addSource, expectCounting, sourceRow } from '../studio-whole-steps.js';
import { screenColour } from '../studio-whole-screen.js';
import { besidePage } from './beside-page.js';
import { manageWindow } from './managed-window.js';
import { test } from './screen-app.js';

const shots = 'test-results/live';
const picker = (page: Page) => page.getByRole('dialog', { name: 'What do you want to share?' });
const options = (page: Page) => picker(page).getByRole('option');

/** The studio's page, with a small canvas. */
async function openStudio(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Set up the studio' })).toBeVisible();
  const studio = besidePage(page);
  await prepareStudio(studio, { width: 640, height: 360, fps: 15 });
  await studio.close();
  await expect(page.getByRole('button', { name: 'Add a source' })).toBeVisible();
}

/** The colour of a picture at a place, in shares of its size. */
const colourAt = (page: Page, picture: string, x: number, y: number) =>
  page.evaluate(
    async ([base64, ...place]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes]));
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context?.drawImage(image, 0, 0);
      const [left = 0, top = 0] = [place[0] * image.width, place[1] * image.height];
      return [...(context?.getImageData(Math.floor(left), Math.floor(top), 1, 1).data.slice(0, 3) ?? [])];
    },
    [picture, x, y] as const,
  );

function expectScreenColour(colour: readonly number[]): void {
  for (const [channel, value] of screenColour.entries())
    expect(Math.abs(value - (colour[channel] ?? NaN)), colour.join(' ')).toBeLessThan(20);
}

/** What the stage shows. */
async function stagePicture(page: Page): Promise<string> {
  const canvas = page.getByRole('group', { name: 'Stage' }).first().locator('canvas').first();
  return (await canvas.screenshot()).toString('base64');
}

test('a screen is chosen in our picker, and moves on the stage; closing the picker changes nothing', async ({
  screenApp: { page },
}) => {
  await openStudio(page);
  await addSource(page, /^Screen/);
  await expect(options(page)).toHaveCount(1);
  await expect(options(page)).toContainText(['Entire screen']);
  await expect(options(page).first()).toContainText('1024 × 576');
  const tile = async () => (await options(page).locator('img').first().getAttribute('src')) ?? '';
  const [type, jpeg = ''] = (await tile()).split(',');
  expect(type).toBe('data:image/jpeg;base64');
  expectScreenColour(await colourAt(page, jpeg, 0.5, 0.5));
  const looks = new Set<string>();
  const look = async () => looks.add(await tile()).size;
  await expect.poll(look, 'pictures of a screen that counts').toBeGreaterThan(2);
  await expect(picker(page).getByText('Without sound: Linux shares none of screens and windows.')).toBeVisible();
  await expectNoViolations(page);
  await page.screenshot({ path: `${shots}/electron-picker.png` });

  // closed: not shared yet, as in a browser
  await page.keyboard.press('Escape');
  await expect(picker(page)).toBeHidden();
  const row = sourceRow(page, 'Screen');
  await row.getByRole('button', { name: 'Choose what to share' }).click();
  await expect(options(page)).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(picker(page)).toBeHidden();
  await expect(row.getByText(/share|Asking/i)).toHaveCount(0);
  await expectCounting(page);
  // all of it, not a corner: its number takes a tenth of the height
  expectScreenColour(await colourAt(page, await stagePicture(page), 0.2, 0.15));
  expectScreenColour(await colourAt(page, await stagePicture(page), 0.8, 0.9));

  // another one may be chosen meanwhile; closed, the first goes on
  await page.getByRole('button', { name: 'Share something else…' }).click();
  await expect(options(page)).toHaveCount(1);
  await picker(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(picker(page)).toBeHidden();
  await expectCounting(page);
  await page.getByRole('button', { name: 'Share something else…' }).click();
  await picker(page).getByRole('button', { name: 'Share', exact: true }).click();
  await expectCounting(page);
  await page.screenshot({ path: `${shots}/electron-picked.png` });
});

test('windows are found by name; the studio’s own comes last, and says what it would show', async ({
  screenApp: { app, page, display },
}) => {
  await openStudio(page);
  const own = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getMediaSourceId() ?? '');
  await manageWindow(display, Number(own.split(':')[1]));
  await addSource(page, /^Screen/);
  const search = picker(page).getByRole('combobox', { name: 'Find a screen or window' });
  await expect(search).toBeFocused();
  await expect(options(page)).toHaveCount(2);
  await expect(options(page).last()).toContainText('This studio: it would show itself in itself');
  // its own icon beside its picture
  await expect(options(page).last().locator('img')).toHaveCount(2);
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(options(page).last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.type('nothing of the kind');
  await expect(picker(page).getByText('No screen or window is called “nothing of the kind”.')).toBeVisible();
  await expect(picker(page).getByRole('button', { name: 'Share', exact: true })).toBeDisabled();
  await search.fill('headw');
  await expect(options(page)).toHaveCount(1);
  await options(page).dblclick();
  await expect(picker(page)).toBeHidden();
  await expect(sourceRow(page, 'Screen').getByText(/share|Asking/i)).toHaveCount(0);
});

test('a request without a choice, for what was never listed, or for a second time gets nothing', async ({
  screenApp: { page },
}) => {
  await expect(page.getByRole('button', { name: 'Set up the studio' })).toBeVisible();
  const share = () =>
    page.evaluate(async () => {
      try {
        const stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: true });
        const kinds = stream.getTracks().map(({ kind }) => kind);
        for (const track of stream.getTracks()) track.stop();
        return kinds.join();
      } catch (error) {
        return error instanceof Error ? error.name : String(error);
      }
    });
  const choose = (choice: unknown) =>
    page.evaluate(
      async (wanted) => window.host?.chooseCaptureSource(wanted as { id: null; withSound: boolean }),
      choice,
    );
  const refused = (code: string) => ({ ok: false, error: { code } });
  expect(await share()).toBe('NotAllowedError');
  // nothing was listed yet
  expect(await choose({ id: 'screen:0:0', withSound: false })).toMatchObject(refused('input.invalid'));
  const list = await page.evaluate(async () => window.host?.listCaptureSources(null));
  const id = list?.ok === true ? list.value.offers[0]?.id : undefined;
  if (id === undefined) throw new Error('Expected a screen');
  for (const forged of [
    { id: `${id}9`, withSound: false },
    { id: null, withSound: false },
    { id: [id], withSound: false },
    { id },
    { id, withSound: 'yes' },
    { id, withSound: false, frame: 1 },
    id,
    null,
  ])
    expect(await choose(forged)).toMatchObject(refused('input.invalid'));
  expect(await share()).toBe('NotAllowedError');
  expect(await choose({ id, withSound: true })).toEqual({ ok: true, value: null });
  expect(await share(), 'a picture, and no sound on Linux').toBe('video');
  expect(await share()).toBe('NotAllowedError');
  // a frame in the page is not the studio, whatever it was allowed by that
  expect(await choose({ id, withSound: false })).toEqual({ ok: true, value: null });
  const inFrame = await page.evaluate(async () => {
    const frame = Object.assign(document.createElement('iframe'), { allow: 'display-capture' });
    document.body.append(frame);
    const ask = frame.contentWindow?.navigator.mediaDevices.getDisplayMedia({ video: true });
    return ask?.then(
      () => 'shared',
      (error: unknown) => (error as Error).name,
    );
  });
  expect(inFrame).toBe('NotAllowedError');
});
