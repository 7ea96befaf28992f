import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { noProcessLeft } from '../../integration/support/own-processes.js';
import { launchApp } from './launch-app.js';

let home: string;
let app: ElectronApplication;
let page: Page;

const profile = () => join(home, 'desktop');
const launch = async (): Promise<void> => {
  ({ app, page } = await launchApp(home));
  await expect(page).toHaveTitle(/Headwater/);
};
const bounds = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
const enginePid = () =>
  app.evaluate(({ app: main }) => main.getAppMetrics().find((one) => one.name === 'Headwater engine')?.pid ?? null);

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-electron-window-'));
});

test.afterEach(async () => {
  await app.close();
  await noProcessLeft();
  await rm(home, { recursive: true, force: true });
});

test('the window is where it was at the last start', async () => {
  await launch();
  const place = { x: 120, y: 90, width: 900, height: 600 };
  await app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), place);
  await expect.poll(bounds).toEqual(place);
  await app.close();
  await launch();
  expect(await bounds()).toEqual(place);
});

test('one of a display that is gone is brought back, and a file that makes no sense is no harm', async () => {
  const file = join(profile(), 'window.json');
  await mkdir(profile(), { recursive: true });
  const shape = { width: 900, height: 600, isMaximized: false, isFullScreen: false };
  await writeFile(file, JSON.stringify({ x: 5000, y: -3000, ...shape }));
  await launch();
  expect(await bounds()).toEqual({ x: 190, y: 100, width: 900, height: 600 });
  await app.close();
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ x: 190, y: 100, ...shape });

  await writeFile(file, '{"x":"javascript:alert(1)","width":1e99,"__proto__":[]');
  await launch();
  // as large as this display: without a window manager Chromium takes a pixel off
  expect(await bounds()).toMatchObject({ width: expect.closeTo(1280, -1), height: expect.closeTo(800, -1) });
});

test('the menu opens the folders of logs and of crash reports', async () => {
  await launch();
  const opened = await app.evaluate(({ Menu, shell }) => {
    const folders: string[] = [];
    shell.openPath = (path) => {
      folders.push(path);
      return Promise.resolve('');
    };
    const help = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'Help');
    for (const item of help?.submenu?.items ?? []) if (item.label.startsWith('Open')) (item.click as () => void)();
    return folders;
  });
  expect(opened).toEqual([join(home, 'logs'), join(profile(), 'crashes')]);
  expect((await readdir(join(home, 'logs'))).length).toBeGreaterThan(0);
});

test('a page that crashes is loaded anew, signed in, and said; the engine runs on, and a report stays here', async () => {
  await launch();
  const pid = await enginePid();
  await page.getByRole('link', { name: 'Encoder', exact: true }).click();
  const address = page.url();
  const pagePid = await app.evaluate(({ BrowserWindow, dialog }) => {
    dialog.showMessageBox = (...all: unknown[]) => {
      Reflect.set(globalThis, 'said', all.at(-1));
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
    return BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? -1;
  });
  expect(pagePid).toBeGreaterThan(1);
  process.kill(pagePid, 'SIGSEGV');
  // the page that the test held is gone with its process
  const shown = () =>
    app.evaluate(async ({ BrowserWindow }, old) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined || contents.isCrashed() || contents.isLoading()) return null;
      const script = `document.querySelector('h1')?.textContent ?? null`;
      return contents.getOSProcessId() === old
        ? null
        : { url: contents.getURL(), heading: (await contents.executeJavaScript(script)) as string | null };
    }, pagePid);
  await expect.poll(shown).toMatchObject({ url: address, heading: expect.stringMatching(/./) });
  expect(await app.evaluate(() => Reflect.get(globalThis, 'said') as { message: string })).toMatchObject({
    message: 'The studio’s page fell, and was loaded anew.',
  });
  expect(await enginePid()).toBe(pid);
  const reports = async () =>
    (await readdir(join(profile(), 'crashes'), { recursive: true })).filter((name) => name.endsWith('.dmp'));
  await expect.poll(async () => (await reports()).length).toBeGreaterThan(0);
});
