import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import type { Host } from '../../../src/shared/host.js';
import { launchApp } from './launch-app.js';
import { answerQuestions } from './questions.js';

let home: string;
let app: ElectronApplication;
let page: Page;

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-electron-'));
  ({ app, page } = await launchApp(home));
});

test.afterEach(async () => {
  await app.close();
  await rm(home, { recursive: true, force: true });
});

/** Process id of the engine, as Electron itself counts it. */
const enginePid = () =>
  app.evaluate(({ app: main }) => main.getAppMetrics().find((one) => one.name === 'Headwater engine')?.pid ?? null);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('opens the studio in a sandboxed window that knows its host', async () => {
  await expect(page).toHaveTitle(/Headwater/);
  await expect(page).toHaveURL(/^app:\/\/studio\/\?engine=\d+$/);
  // signed in, with nothing of it in the page's hands
  await expect(page.getByRole('link', { name: 'Encoder', exact: true })).toBeVisible();
  expect(await page.evaluate(() => fetch('/api/session').then(({ status }) => status))).toBe(204);
  expect(await page.evaluate(() => document.cookie)).toBe('');
  const host = await page.evaluate(() => (globalThis as { host?: Host }).host);
  expect(host).toMatchObject({ platform: process.platform, versions: { app: expect.stringMatching(/^\d/) } });
});

const [leave, stay] = [0, 1];

/** From here on the page does not want to be left. */
async function holdPage(): Promise<void> {
  await expect(page).toHaveTitle(/Headwater/);
  await page.evaluate(() => window.addEventListener('beforeunload', (event) => event.preventDefault()));
  // a page that nobody has touched has no say
  await expect(async () => {
    await page.mouse.click(5, 5);
    expect(await page.evaluate(() => navigator.userActivation.hasBeenActive)).toBe(true);
  }).toPass();
  // nor one that the app itself still loads
  const isLoading = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.isLoading());
  await expect.poll(isLoading).toBe(false);
}

for (const how of ['closes', 'quits']) {
  test(`asks before it ${how} over a page that does not want to be left`, async () => {
    await holdPage();
    const go = () =>
      app.evaluate(({ app: main, BrowserWindow }, one) => {
        // an answer must be on its way before all ends
        setImmediate(() => (one === 'quits' ? main.quit() : BrowserWindow.getAllWindows()[0]?.close()));
      }, how);
    const asked = await answerQuestions(app, stay);
    await go();
    await expect.poll(asked).toEqual(['Scenes are not saved yet. Close Headwater all the same?']);
    // all is there as before
    expect(await page.evaluate(() => fetch('/').then(({ ok }) => ok))).toBe(true);
    const pid = await enginePid();
    expect(pid).not.toBeNull();
    await answerQuestions(app, leave);
    const closed = app.waitForEvent('close', { timeout: 0 });
    await go();
    await closed;
    await expect.poll(() => pid !== null && isAlive(pid)).toBe(false);
  });
}

test('asks before it loads a page anew that does not want to be left, and says so', async () => {
  await holdPage();
  await page.evaluate(() => Reflect.set(window, 'mark', 'the same page'));
  // by way of the app: Playwright waits for a load that was begun
  const mark = () =>
    app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return window?.webContents.executeJavaScript('window.mark ?? null') as Promise<unknown>;
    });
  const reload = () =>
    app.evaluate(({ BrowserWindow, Menu }) => {
      const view = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'View');
      const item = view?.submenu?.items.find(({ label }) => label === 'Reload the studio');
      (item?.click as ((event: object, window: unknown) => void) | undefined)?.({}, BrowserWindow.getAllWindows()[0]);
    });
  const question = 'Scenes are not saved yet. Reload the studio all the same?';
  let asked = await answerQuestions(app, stay);
  await reload();
  await expect.poll(asked).toEqual([question]);
  expect(await mark()).toBe('the same page');

  asked = await answerQuestions(app, leave);
  await reload();
  await expect.poll(() => mark().catch(() => 'on its way')).toBeNull();
  expect(await asked()).toEqual([question]);
});

test('a page that hangs can be closed, and is asked about', async () => {
  await holdPage();
  await answerQuestions(app, leave);
  const closed = app.waitForEvent('close', { timeout: 0 });
  await page.evaluate(
    () =>
      void setTimeout(() => {
        for (;;);
      }),
  );
  await app.evaluate(({ app: main }) => void setImmediate(() => main.quit()));
  await closed;
});

test('who ends it from outside is not asked', async () => {
  await holdPage();
  // whoever is asked stays
  await answerQuestions(app, stay);
  const pid = await enginePid();
  const closed = app.waitForEvent('close', { timeout: 0 });
  app.process().kill('SIGTERM');
  await closed;
  await expect.poll(() => pid !== null && isAlive(pid)).toBe(false);
});

for (const event of ['shutdown', 'session-end'] as const) {
  test(`who shuts the computer down is not asked (${event})`, async () => {
    await holdPage();
    await answerQuestions(app, stay);
    const closed = app.waitForEvent('close', { timeout: 0 });
    await app.evaluate(({ powerMonitor, BrowserWindow }, name) => {
      const [window] = BrowserWindow.getAllWindows();
      // as Electron tells it on Linux and macOS, and on Windows
      setImmediate(() => (name === 'shutdown' ? powerMonitor : window)?.emit(name, new Event(name)));
    }, event);
    await closed;
  });
}

test('takes the engine along when it quits', async () => {
  await expect(page).toHaveTitle(/Headwater/);
  const pid = await enginePid();
  expect(pid).not.toBeNull();
  await app.close();
  // it says good-bye to whom it sends to, and may be a moment behind the window
  await expect.poll(() => pid !== null && isAlive(pid)).toBe(false);
});
