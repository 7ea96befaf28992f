import { expect, type Page } from '@playwright/test';
import type { CaptureOffer, CaptureOffers } from '../../src/shared/host-capture.js';
import { asked, pretendDesktop, type Desktop } from './desktop-stand-in.js';
import { test } from './studio-compose.js';

/** A picture of somebody's desktop. */
const picture = (hue: number, width: number): string => {
  const markup = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="180"><rect width="100%" height="100%" fill="hsl(${hue} 45% 40%)"/><rect x="12" y="12" width="60%" height="20" rx="4" fill="hsl(${hue} 40% 75%)"/><rect x="12" y="44" width="40%" height="110" rx="4" fill="hsl(${hue} 45% 55%)"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(markup)}`;
};

const offer = (kind: CaptureOffer['kind'], name: string, more: Partial<CaptureOffer> = {}): CaptureOffer => ({
  id: `${kind}:${name.replaceAll(/\W/g, '')}:0`,
  kind,
  name,
  thumbnail: picture(name.length * 37, 320),
  icon: kind === 'window' ? picture(name.length * 37, 180) : null,
  size: kind === 'screen' ? { width: 2560, height: 1440 } : null,
  isOwn: false,
  ...more,
});

const desk: CaptureOffers = {
  permission: 'granted',
  offers: [
    offer('window', 'Headwater', { isOwn: true }),
    offer('screen', 'Screen 1'),
    offer('screen', 'Screen 2', { size: { width: 1080, height: 1920 }, thumbnail: picture(120, 101) }),
    offer('window', 'README.md — a project with a long name — Editor'),
    offer('window', 'Terminal', { thumbnail: picture(300, 700) }),
    offer('window', 'Mail', { thumbnail: null }),
    ...Array.from({ length: 8 }, (_, index) => offer('window', `Notes ${String(index + 1)}`)),
  ],
};
const onWindows: Pick<Desktop, 'platform' | 'capture'> = {
  platform: 'win32',
  capture: { picker: 'own', hasSystemSound: true },
};
const onMac: Pick<Desktop, 'platform' | 'capture'> = {
  platform: 'darwin',
  capture: { picker: 'own', hasSystemSound: false },
};

/** The page sees a desktop app, and is asked for a screen. */
async function pretend(page: Page, desktop: Parameters<typeof pretendDesktop>[1]): Promise<void> {
  await pretendDesktop(page, desktop);
  await page.reload();
  await page.getByRole('button', { name: 'Add a source' }).click();
  await page.getByRole('menuitem', { name: /^Screen/ }).click();
}

const dialog = (page: Page) => page.getByRole('dialog', { name: 'What do you want to share?' });
const options = (page: Page) => dialog(page).getByRole('option');
const chosen = (page: Page) => dialog(page).getByRole('option', { selected: true });

test('screens and windows: by arrows, letters and clicks, with the sound of the system', async ({ compose }) => {
  const { page, look } = compose;
  await pretend(page, { ...onWindows, list: desk });
  await expect(options(page)).toHaveCount(14);
  await expect(options(page).last()).toContainText('Headwater');
  await look('picker');
  await expect(chosen(page)).toContainText('Screen 1');
  await page.keyboard.press('ArrowRight');
  await expect(chosen(page)).toContainText('Screen 2');
  await page.keyboard.press('ArrowDown');
  await expect(chosen(page)).toContainText('Terminal');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(chosen(page)).toBeInViewport();
  await page.setViewportSize({ width: 800, height: 560 });
  await look('picker-small');
  await page.keyboard.type('mail');
  await expect(options(page)).toHaveCount(1);
  // closed since: told, and the picker stays
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('alert')).toHaveText('That window was closed just now. Choose another one.');
  await look('picker-gone');
  await dialog(page).getByLabel('Share what the computer plays, too').uncheck();
  await dialog(page).getByRole('combobox').fill('nobody');
  await look('picker-nothing-found');
  await dialog(page).getByRole('combobox').fill('edit');
  await dialog(page).getByRole('button', { name: 'Share', exact: true }).click();
  await expect(dialog(page)).toBeHidden();
  expect(await asked(page)).toEqual([
    { id: 'window:Mail:0', withSound: true },
    { id: 'window:READMEmdaprojectwithalongnameEditor:0', withSound: false },
  ]);
});

test('says why there is nothing to choose, and what to do', async ({ compose }) => {
  const { page, look } = compose;
  await pretend(page, { ...onMac, list: { permission: 'denied', offers: desk.offers } });
  await expect(options(page)).toHaveCount(0);
  await expect(dialog(page).getByText('macOS does not let Headwater see the screen')).toBeVisible();
  await expect(dialog(page).getByRole('button', { name: 'Share', exact: true })).toBeDisabled();
  await look('picker-denied');
  await dialog(page).getByRole('button', { name: 'Open the system settings' }).click();
  expect(await asked(page)).toEqual(['settings screen']);
  await pretend(page, { ...onWindows, list: { permission: 'granted', offers: [] } });
  await expect(dialog(page).getByText('There is nothing to share')).toBeVisible();
  await look('picker-empty');
  await pretend(page, { ...onWindows, list: null });
  await expect(dialog(page).getByText('The system does not say what there is to share')).toBeVisible();
  await look('picker-failed');
});
