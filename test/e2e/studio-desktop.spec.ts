import { expect } from '@playwright/test';
import type { UpdateNews } from '../../src/shared/update-news.js';
import { asked, pretendDesktop, tellUpdateNews } from './desktop-stand-in.js';
import { addSource, test as composeTest } from './studio-compose.js';
import { quietState } from './studio-states.js';
import { test } from './studio-test.js';

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), '--use-fake-device-for-media-stream'] });
  },
});

const laptop = { width: 1024, height: 640 };
const onMac = { platform: 'darwin', capture: { picker: 'own', hasSystemSound: true } } as const;

test('how it stands with updates is shown as it changes, and nothing is put in place while something is on', async ({
  page,
  openStudio,
}) => {
  await pretendDesktop(page, onMac);
  const { look } = await openStudio(quietState(), { at: 'settings', size: laptop });
  await page.getByRole('searchbox', { name: 'Find a setting' }).fill('updates newer');
  const group = page.getByRole('region', { name: 'This program' });
  const search = group.getByRole('button', { name: 'Look for updates' });
  const install = group.getByRole('button', { name: 'Restart and update' });
  const standing = (is: UpdateNews['standing'], isOn = false) => tellUpdateNews(page, { standing: is, isOn });
  await expect(group.getByRole('status')).toHaveText('This is 1.0.0. Nobody was asked for a newer one yet.');
  await search.click();
  expect(await asked(page)).toEqual(['look']);

  await standing({ is: 'looking' });
  await expect(search).toBeDisabled();
  await standing({ is: 'failed', why: 'unreachable' });
  await expect(group.getByRole('status')).toHaveText(/^Nobody answers where updates are/);
  await look('updates-failed');
  await standing({ is: 'none' });
  await expect(group.getByRole('status')).toHaveText('This is 1.0.0, the newest version.');
  await expect(search).toBeEnabled();
  await standing({ is: 'none' }, true);
  await expect(search).toBeDisabled();
  await standing({ is: 'fetching', version: '2.0.0', percent: 42 });
  await expect(group.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '42');
  await look('updates-fetching');

  await standing({ is: 'ready', version: '2.0.0' }, true);
  await expect(install).toBeDisabled();
  await expect(group.getByRole('status')).toContainText('Something is live or recorded');
  await look('updates-on');
  await standing({ is: 'ready', version: '2.0.0' });
  await look('updates-ready');
  await install.click();
  expect(await asked(page)).toEqual(['look', 'install']);
  await standing({ is: 'without', why: 'system-package' });
  await expect(group.getByRole('button')).toHaveCount(0);
  await look('updates-without');
});

test('what the system allows, and the way to its settings', async ({ page, openStudio }) => {
  const permissions = { camera: 'denied', microphone: 'not-determined', screen: 'granted' } as const;
  await pretendDesktop(page, { ...onMac, permissions });
  const { look } = await openStudio(quietState(), { at: 'settings', size: laptop });
  await page.getByRole('searchbox', { name: 'Find a setting' }).fill('allows camera');
  const rows = page.getByRole('region', { name: 'This program' }).getByRole('listitem');
  await expect(rows).toHaveText([/^CameraNot allowed/, /^MicrophoneNot asked yet/, /^ScreenAllowed/]);
  await look('permissions');
  await page.getByRole('button', { name: 'Open the system settings: Camera' }).click();
  await page.getByRole('button', { name: 'Ask now: Microphone' }).click();
  expect(await asked(page)).toEqual(['settings camera', 'ask microphone']);
});

test('a file is chosen in the system’s dialog, and sent by its path', async ({ page, openStudio }) => {
  await pretendDesktop(page, onMac);
  const { look } = await openStudio(quietState(), { size: laptop });
  await page.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(page.getByLabel('Address or path')).toHaveValue('/home/me/Film.mkv');
  expect(await asked(page)).toEqual(['file for programme']);
  await look('start-file');
});

test('saved MP4s go where the creator says, until that is taken back', async ({ page, openStudio }) => {
  await pretendDesktop(page, onMac);
  const { harness, look } = await openStudio(quietState(), { at: 'settings', size: laptop });
  const folder = () => harness.store.get().settings.library.exportsFolder;
  await page.getByRole('searchbox', { name: 'Find a setting' }).fill('saved mp4');
  const group = page.getByRole('region', { name: 'Storage' });
  await expect(group.getByText('The folder “exports” in Headwater’s data folder')).toBeVisible();
  await group.getByRole('button', { name: 'Choose a folder…' }).click();
  await expect(group.getByText('/media/me/Films')).toBeVisible();
  expect([await asked(page), folder()]).toEqual([['folder for exports'], '/media/me/Films']);
  await look('exports-folder');
  await group.getByRole('button', { name: 'Use Headwater’s own' }).click();
  await expect.poll(folder).toBeNull();
});

composeTest('a camera that the system keeps away says so, and leads to the settings', async ({ compose }) => {
  const { page, look } = compose;
  const permissions = { camera: 'denied', microphone: 'granted', screen: 'granted' } as const;
  await pretendDesktop(page, { ...onMac, permissions });
  await page.reload();
  await addSource(page, /^Camera/);
  await expect(page.getByText('The system does not let this program use the camera').first()).toBeVisible();
  await look('camera-denied-by-system');
  await page.getByRole('button', { name: 'Open the system settings' }).first().click();
  expect(await asked(page)).toContain('settings camera');
});
