import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type ElectronApplication, type Page } from '@playwright/test';
import { noProcessLeft } from '../../integration/support/own-processes.js';
import { openCounter, screenSize, startScreen } from '../studio-whole-screen.js';
import { launchApp } from './launch-app.js';

/** The app on a screen of its own, which another program covers and counts on; the app's window stands beside it. */
export interface ScreenApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** The window that covers the screen. */
  readonly counter: Page;
  /** Of the screen. */
  readonly display: string;
}

export const test = base.extend<{ screenApp: ScreenApp }>({
  screenApp: async ({ playwright, launchOptions }, use) => {
    const home = await mkdtemp(join(tmpdir(), 'headwater-electron-screen-'));
    const screen = await startScreen();
    const { display } = screen;
    // an X server, whatever the person before this computer has
    const own = { DISPLAY: display, XDG_SESSION_TYPE: 'x11' };
    const inherited = Object.entries({ ...process.env, ...own });
    const env = Object.fromEntries(inherited.filter((entry): entry is [string, string] => entry[1] !== undefined));
    const counting = await playwright.chromium.launch({ ...launchOptions, headless: false, env });
    const counter = await openCounter(counting, 5);
    const { app, page } = await launchApp(home, ['--use-fake-device-for-media-stream'], own);
    await app.evaluate(({ BrowserWindow }, left) => {
      for (const window of BrowserWindow.getAllWindows()) window.setPosition(left, 0);
    }, screenSize.width + 100);
    try {
      await use({ app, page, counter, display });
    } finally {
      await app.close();
      await counting.close();
      await screen.close();
      await noProcessLeft();
      await rm(home, { recursive: true, force: true });
    }
  },
});
