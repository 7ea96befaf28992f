import { randomUUID } from 'node:crypto';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { canSeeProcesses, ladderProcesses } from '../../integration/support/own-processes.js';
import type { StudioSession } from '../live-studio.js';
import { addSource, endShow, goLive, sourceRow } from '../studio-whole-steps.js';
import { openDesktop, type Desktop } from './desktop-bench.js';
import { answerQuestions } from './questions.js';

let desktop: Desktop;
let app: ElectronApplication;
let page: Page;
let studio: StudioSession;

test.beforeEach(async () => {
  desktop = await openDesktop();
  ({ app, page, studio } = desktop);
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
    if (window !== undefined) window.isFocused = () => Reflect.get(globalThis, 'isInFront') === true;
    // some window of the app always is: one for signing in
    BrowserWindow.getFocusedWindow = () => window ?? null;
  });
});

test.afterEach(() => desktop.close());

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

/** The transcoder dies under the show. Resolves once the studio's log has one more line of it. */
async function dropShow(): Promise<void> {
  const told = async () =>
    (await studio.state()).notices.filter(({ reason }) => reason.code === 'transcode.restarted').length;
  const before = await told();
  const ladder = ladderProcesses();
  expect(ladder.length).toBeGreaterThan(0);
  for (const { pid } of ladder) process.kill(pid, 'SIGKILL');
  await expect.poll(told).toBeGreaterThan(before);
}
const dropped = 'The transcoder was restarted';

test('says what drops; and while viewers would see it on a shared screen, nothing', async () => {
  test.skip(!canSeeProcesses, 'Expected /proc: the transcoder is looked for');
  await addSource(page, /^Camera/);
  await addSource(page, /^Screen/);
  await page.getByRole('dialog', { name: 'What do you want to share?' }).getByRole('option').first().dblclick();
  await expect(sourceRow(page, 'Screen').getByText(/share|Asking/i)).toHaveCount(0);
  await goLive(page);
  await expect.poll(async () => (await studio.state()).broadcast?.links.length).toBeGreaterThan(0);
  await dropShow();
  // the page has heard of it, and of the link before that
  await expect(page.getByText(dropped).first()).toBeVisible();
  expect(await shown()).toEqual([]);

  await page.getByRole('button', { name: /^More for Screen/ }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(sourceRow(page, 'Screen')).toHaveCount(0);
  await dropShow();
  await expect.poll(shown).toEqual([dropped]);
  await endShow(page);
});

/** The page’s process ends; resolves with what the app has said of it once the next one is there. */
async function fallPage(): Promise<readonly string[]> {
  const asked = await answerQuestions(app, 0);
  const old = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId());
  expect(old).toBeGreaterThan(1);
  process.kill(old ?? NaN, 'SIGKILL');
  const isAnother = () =>
    app.evaluate(({ BrowserWindow }, before) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return contents?.isCrashed() === false && !contents.isLoading() && contents.getOSProcessId() !== before;
    }, old);
  await expect.poll(isAnother).toBe(true);
  return asked();
}

for (const { what, says } of [
  { what: 'while it shares a screen, with nothing on it', says: [] },
  { what: 'when it no longer shares one, by a box', says: ['The studio’s page fell, and was loaded anew.'] },
]) {
  test(`a page that falls is told of ${what}`, async () => {
    await addSource(page, /^Screen/);
    await page.getByRole('dialog', { name: 'What do you want to share?' }).getByRole('option').first().dblclick();
    await expect(sourceRow(page, 'Screen').getByText(/share|Asking/i)).toHaveCount(0);
    if (says.length > 0) {
      await page.getByRole('button', { name: /^More for Screen/ }).click();
      await page.getByRole('menuitem', { name: 'Remove' }).click();
      await expect(sourceRow(page, 'Screen')).toHaveCount(0);
    }
    expect(await fallPage()).toEqual(says);
  });
}
