import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { noProcessLeft } from '../../integration/support/own-processes.js';
import type { StudioSession } from '../live-studio.js';
import { addSource, endShow, goLive } from '../studio-whole-steps.js';
import { openStudio } from './desktop-bench.js';
import { launchApp } from './launch-app.js';

let home: string;
let app: ElectronApplication;
let page: Page;
let studio: StudioSession;

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-electron-notices-'));
  ({ app, page } = await launchApp(home, ['--use-fake-device-for-media-stream']));
  await expect(page).toHaveTitle(/Headwater/);
  // a test's display has nothing that shows messages, and no other program that could be in front
  await app.evaluate(({ BrowserWindow, Notification }) => {
    const shown: Electron.Notification[] = [];
    Reflect.set(globalThis, 'shown', shown);
    Reflect.set(globalThis, 'isInFront', false);
    Notification.isSupported = () => true;
    Notification.prototype.show = function (this: Electron.Notification) {
      shown.push(this);
    };
    const [window] = BrowserWindow.getAllWindows();
    BrowserWindow.getFocusedWindow = () => (Reflect.get(globalThis, 'isInFront') === true ? (window ?? null) : null);
  });
  studio = await openStudio(page);
});

test.afterEach(async () => {
  await studio.close();
  await app.close();
  await noProcessLeft();
  await rm(home, { recursive: true, force: true });
});

const shown = () =>
  app.evaluate(() => (Reflect.get(globalThis, 'shown') as Electron.Notification[]).map(({ title }) => title));
const ready = 'The broadcast is ready on this computer';

test('says that viewers can watch; a click copies the link', async () => {
  await addSource(page, /^Camera/);
  await goLive(page);
  await expect.poll(shown).toEqual([ready]);
  await app.evaluate(() => (Reflect.get(globalThis, 'shown') as Electron.Notification[])[0]?.emit('click'));
  const links = (await studio.state()).broadcast?.links.map(({ url }) => url);
  await expect
    .poll(async () => links?.includes(await app.evaluate(({ clipboard }) => clipboard.readText())))
    .toBe(true);
  await endShow(page);
});

test('says nothing to whom the window is in front of, nor to who wants none', async () => {
  const notify = (title: string) =>
    page.evaluate((one) => window.host?.notify({ about: 'trouble', title: one, body: '' }), title);
  await app.evaluate(() => Reflect.set(globalThis, 'isInFront', true));
  expect(await notify('in front')).toEqual({ ok: true, value: null });
  await app.evaluate(() => Reflect.set(globalThis, 'isInFront', false));
  await notify('behind');
  expect(await shown()).toEqual(['behind']);

  await page.evaluate(() => {
    window.location.hash = '#/settings/general';
  });
  await page.getByRole('switch', { name: 'Messages of the system' }).click();
  await expect.poll(async () => (await studio.state()).settings.studio.notifications).toBe(false);
  await page.screenshot({ path: 'test-results/electron-notices/setting.png' });
  await page.evaluate(() => {
    window.location.hash = '#/studio';
  });
  await addSource(page, /^Camera/);
  await goLive(page);
  await expect.poll(async () => (await studio.state()).broadcast?.links.length).toBeGreaterThan(0);
  await endShow(page);
  expect(await shown()).toEqual(['behind']);
  await studio.client.updateSettings.mutate({
    commandId: randomUUID(),
    patch: { studio: { notifications: true } },
  });
});
