import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { noProcessLeft } from '../../integration/support/own-processes.js';
import { openStudio } from './desktop-bench.js';
import { appArguments, appEnvironment, electronProgram, launchApp } from './launch-app.js';

let home: string;
let app: ElectronApplication;
let page: Page;

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-electron-link-'));
});

test.afterEach(async () => {
  await app.close();
  await noProcessLeft();
  await rm(home, { recursive: true, force: true });
});

/** As a browser opens a link: a second start, with the link among its arguments. */
const openLink = (link: string) =>
  promisify(execFile)(electronProgram(), [...appArguments, link], { env: appEnvironment(home) });

test('a link starts the app where it leads, and leads a running one there', async () => {
  ({ app, page } = await launchApp(home, ['headwater://library']));
  await expect(page).toHaveURL(/#\/library$/);
  const studio = await openStudio(page);
  await openLink('headwater://settings/hotkeys');
  await expect(page).toHaveURL(/#\/settings\/hotkeys$/);
  await expect(page.getByRole('heading', { name: 'Hotkeys' })).toBeFocused();

  // a hostile one comes to nothing: the next that is one of ours is what is gone to
  await page.evaluate(() => {
    const seen: string[] = [];
    Reflect.set(window, 'seen', seen);
    window.addEventListener('hashchange', () => seen.push(window.location.hash));
  });
  for (const link of ['headwater://golive', 'headwater://library/../settings', 'headwater://x@studio#/settings']) {
    await openLink(link);
  }
  await openLink('headwater://live');
  await expect(page).toHaveURL(/#\/encoder$/);
  expect(await page.evaluate(() => Reflect.get(window, 'seen') as unknown)).toEqual(['#/encoder']);
  expect((await studio.state()).broadcast).toBeNull();
  await studio.close();
});
