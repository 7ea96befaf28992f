import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { noProcessLeft } from '../../integration/support/own-processes.js';
import type { StudioSession } from '../live-studio.js';
import { openStudio } from './desktop-bench.js';
import { launchApp } from './launch-app.js';

const canPress = spawnSync('xdotool', ['version']).status === 0;
test.skip(!canPress, 'Expected xdotool, which presses real keys');

let home: string;
let app: ElectronApplication;
let page: Page;
let studio: StudioSession;
/** Another program, with a window of its own. */
let other: ElectronApplication;

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-electron-hotkeys-'));
  ({ app, page } = await launchApp(home));
  studio = await openStudio(page);
  const started = await launchApp(await mkdtemp(join(home, 'other-')));
  other = started.app;
  await expect(started.page).toHaveTitle(/Headwater/);
});

test.afterEach(async () => {
  await studio.close();
  await other.close();
  await app.close();
  await noProcessLeft();
  await rm(home, { recursive: true, force: true });
});

const xdotool = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)('xdotool', args)).stdout.trim();
const isMuted = async () => (await studio.state()).scenes.current?.collection.master.isMuted;
const isFocused = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null);
/** What the system takes from other programs for the app. */
const isHeld = (accelerator: string) =>
  app.evaluate(({ globalShortcut }, key) => globalShortcut.isRegistered(key), accelerator);

/** Gives its window the focus, as a window manager would: a test's display has none. */
async function focusWindowOf(one: ElectronApplication): Promise<void> {
  const id = await one.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getNativeWindowHandle().readUInt32LE(),
  );
  // one that is not on the display yet cannot have it
  await expect(() => xdotool('windowfocus', String(id))).toPass();
}

const setKeys = (hotkey: string, backgroundKeys: string[]) =>
  studio.client.updateSettings.mutate({
    commandId: randomUUID(),
    patch: { studio: { hotkeys: { muteMaster: hotkey }, backgroundKeys } },
  });

test('a key works in the background, and once alone with the focus', async () => {
  await setKeys('Ctrl+Shift+KeyM', ['Ctrl+Shift+KeyM']);
  await focusWindowOf(other);
  await expect.poll(isFocused).toBe(false);
  await expect.poll(() => isHeld('Control+Shift+M')).toBe(true);
  await xdotool('key', 'ctrl+shift+m');
  await expect.poll(isMuted).toBe(true);

  await focusWindowOf(app);
  await expect.poll(isFocused).toBe(true);
  await expect.poll(() => isHeld('Control+Shift+M')).toBe(false);
  await xdotool('key', 'ctrl+shift+m');
  // twice would leave it muted
  await expect.poll(isMuted).toBe(false);

  await focusWindowOf(other);
  await expect.poll(() => isHeld('Control+Shift+M')).toBe(true);
  // a page that goes away takes its keys along, and the next one brings them
  await page.reload();
  await expect.poll(() => isHeld('Control+Shift+M')).toBe(true);
  await setKeys('Ctrl+Shift+KeyM', []);
  await expect.poll(() => isHeld('Control+Shift+M')).toBe(false);
});

test('a window of another page in front is not the studio: keys work there, as behind another program', async () => {
  await setKeys('Ctrl+Shift+KeyM', ['Ctrl+Shift+KeyM']);
  await focusWindowOf(app);
  await expect.poll(isFocused).toBe(true);
  await expect.poll(() => isHeld('Control+Shift+M')).toBe(false);
  // as the window is that a web page source is signed in with
  const id = await app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ width: 480, height: 360 });
    await window.loadURL('about:blank');
    return window.getNativeWindowHandle().readUInt32LE();
  });
  await expect(() => xdotool('windowfocus', String(id))).toPass();
  await expect.poll(() => isHeld('Control+Shift+M')).toBe(true);
  await xdotool('key', 'ctrl+shift+m');
  await expect.poll(isMuted).toBe(true);
});

test('says beside the key that another program has it, or that it types', async () => {
  const has = await other.evaluate(({ globalShortcut }) => globalShortcut.register('Control+F10', () => undefined));
  expect(has).toBe(true);
  await setKeys('Ctrl+F10', []);
  await page.evaluate(() => {
    window.location.hash = '#/settings/hotkeys';
  });
  const box = page.getByRole('checkbox', { name: /^Mute the programme: also/ });
  await box.click();
  await expect(page.getByText('Another program has this key.')).toBeVisible();
  await page.screenshot({ path: 'test-results/electron-hotkeys/taken.png' });
  await other.evaluate(({ globalShortcut }) => globalShortcut.unregister('Control+F10'));

  const key = page.getByRole('button', { name: /^Set a key for Mute the programme/ });
  await key.click();
  await key.press('Control+Shift+F10');
  // the key that takes its place works in the background, too
  await expect.poll(async () => (await studio.state()).settings.studio.backgroundKeys).toEqual(['Ctrl+Shift+F10']);
  await expect(page.getByText('Another program has this key.')).toHaveCount(0);
  await expect(box).toBeChecked();
  await key.click();
  await key.press('KeyM');
  await expect(box).toBeDisabled();
  await expect(page.getByText('could not be typed into other programs')).toBeVisible();
  await page.screenshot({ path: 'test-results/electron-hotkeys/types.png' });
});
