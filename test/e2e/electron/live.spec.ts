import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { noProcessLeft } from '../../integration/support/own-processes.js';
import { expectNoViolations } from '../studio-axe.js';
import { appArguments, appEnvironment, electronProgram, launchApp } from './launch-app.js';
import { expectOneRecording, startProgramme, watchToItsEnd } from './watched-programme.js';

const shots = 'test-results/live';

let home: string;
let app: ElectronApplication;
let page: Page;

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-electron-live-'));
  ({ app, page } = await launchApp(home));
});

test.afterEach(async () => {
  await app.close();
  await noProcessLeft();
  await rm(home, { recursive: true, force: true });
});

/** The folder of the one recording is shown as the system shows files: once, and by the engine's own path. */
async function expectRevealed(): Promise<void> {
  await app.evaluate(({ shell }) => {
    const shown: string[] = [];
    Reflect.set(globalThis, 'shown', shown);
    shell.showItemInFolder = (path) => void shown.push(path);
  });
  await page.getByRole('button', { name: /^Reveal “/ }).click();
  const broadcasts = join(home, 'archive', 'live', 'b');
  const folders = (await readdir(broadcasts)).map((id) => join(broadcasts, id));
  expect(folders).toHaveLength(1);
  await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'shown') as string[])).toEqual(folders);
}

test('from the window to a viewer and into the library', async ({ playwright, launchOptions }) => {
  await startProgramme(page);
  await expectNoViolations(page);
  await page.screenshot({ path: `${shots}/electron-live.png` });
  await watchToItsEnd(page, playwright.chromium, launchOptions);
  await expectNoViolations(page);
  await page.screenshot({ path: `${shots}/electron-ended.png` });
  await expectOneRecording(page);
  await expectNoViolations(page);
  await page.screenshot({ path: `${shots}/electron-library.png` });
  await expectRevealed();
});

test('quits in the middle of a broadcast, leaves no process, and has the recording afterwards', async () => {
  await startProgramme(page);
  await app.close();
  await noProcessLeft();
  ({ app, page } = await launchApp(home));
  await expectOneRecording(page);
});

test('a second start only wakes the window of the first', async () => {
  await expect(page).toHaveTitle(/Headwater/);
  // A display without a window manager tells no window of its focus: who asks for it is noted.
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) {
      const focus = window.focus.bind(window);
      window.focus = () => {
        Reflect.set(globalThis, 'focused', window.id);
        focus();
      };
    }
  });
  // Ends by itself, with success: there is an app on this home already.
  await promisify(execFile)(electronProgram(), appArguments, { env: appEnvironment(home) });
  const windows = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.id === Reflect.get(globalThis, 'focused')),
    );
  await expect.poll(windows).toEqual([true]);
  await expect(page).toHaveTitle(/Headwater/);
});
