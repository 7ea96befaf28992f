import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { noProcessLeft } from '../../integration/support/own-processes.js';
import type { StudioSession } from '../live-studio.js';
import { prepareStudio } from '../prepare-studio.js';
import { expectGrowth } from '../studio-whole-show.js';
import { addSource, endShow, goLive, pill } from '../studio-whole-steps.js';
import { besidePage, sessionsFile } from './beside-page.js';
import { launchApp } from './launch-app.js';

let home: string;
let app: ElectronApplication;
let page: Page;
let studio: StudioSession;

/** Has the ports that the engine wants by itself, unless somebody else has: it listens elsewhere. Answers what lets them go. */
async function takeUsualPorts(): Promise<() => void> {
  const servers = [1935, 8088].map((port) => createServer().listen(port, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening').catch(() => undefined)));
  return () => servers.forEach((server) => server.close());
}

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-electron-falls-'));
  const letGo = await takeUsualPorts();
  ({ app, page } = await launchApp(home, ['--use-fake-device-for-media-stream']));
  letGo();
  await expect(page.getByRole('link', { name: 'Encoder', exact: true })).toBeVisible();
  await app.evaluate(({ powerSaveBlocker }) => {
    const held = new Map<number, string>();
    Reflect.set(globalThis, 'held', held);
    const start = powerSaveBlocker.start.bind(powerSaveBlocker);
    const stop = powerSaveBlocker.stop.bind(powerSaveBlocker);
    powerSaveBlocker.start = (type) => {
      const id = start(type);
      held.set(id, type);
      return id;
    };
    powerSaveBlocker.stop = (id) => {
      held.delete(id);
      return stop(id);
    };
  });
  studio = besidePage(page);
});

test.afterEach(async () => {
  await studio.close();
  await app.close();
  await noProcessLeft();
  await rm(home, { recursive: true, force: true });
});

/** What keeps the computer awake. */
const held = () => app.evaluate(() => [...(Reflect.get(globalThis, 'held') as Map<number, string>).values()]);

const enginePid = () =>
  app.evaluate(({ app: main }) => main.getAppMetrics().find((one) => one.name === 'Headwater engine')?.pid ?? null);

/** As a crash does. Answers once another one is there. */
async function killEngine(): Promise<void> {
  const pid = await enginePid();
  if (pid === null) throw new Error('Expected an engine');
  // it may be back at once: looked for from before on, at each of the screen's pictures
  const told = page.getByText('Reconnecting to Headwater.').waitFor({ timeout: 90_000 });
  process.kill(pid, 'SIGKILL');
  await told;
  await expect.poll(async () => [null, pid].includes(await enginePid())).toBe(false);
}

test('the engine is killed during a show of the page: it comes back, with the same page, link and broadcast', async () => {
  await prepareStudio(studio, { width: 640, height: 360, fps: 15 });
  await page.evaluate(() => {
    window.location.hash = '#/studio';
    Reflect.set(window, 'mark', 'the same page');
  });
  expect(await held()).toEqual([]);
  await addSource(page, /^Camera/);
  await goLive(page);
  await expect.poll(held).toEqual(['prevent-display-sleep']);
  await expectGrowth(studio, 3);
  const before = (await studio.state()).broadcast;
  const address = page.url();

  await killEngine();
  expect(await held()).toEqual(['prevent-display-sleep']);
  await expect(page.getByText('Reconnecting to Headwater.')).toHaveCount(0);
  await expect(pill(page)).toHaveText('Live');
  await expectGrowth(studio, 3);
  const after = (await studio.state()).broadcast;
  expect(after?.id).toBe(before?.id);
  expect(after?.links).toEqual(before?.links);
  expect(page.url()).toBe(address);
  expect(await page.evaluate(() => Reflect.get(window, 'mark') as unknown)).toBe('the same page');

  await endShow(page);
  expect((await studio.state()).recordings.map(({ id }) => id)).toEqual([before?.id]);
  await expect.poll(held).toEqual([]);
});

test('the page crashes during its show: it is loaded anew, and goes on with the same broadcast', async () => {
  await prepareStudio(studio, { width: 640, height: 360, fps: 15 });
  await page.evaluate(() => {
    window.location.hash = '#/studio';
  });
  await addSource(page, /^Camera/);
  await goLive(page);
  await expectGrowth(studio, 3);
  const before = (await studio.state()).broadcast;
  const pagePid = await app.evaluate(({ BrowserWindow, dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false });
    return BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? -1;
  });
  expect(pagePid).toBeGreaterThan(1);
  process.kill(pagePid, 'SIGKILL');
  const feed = async () => (await studio.state()).studioFeed.status;
  await expect.poll(feed).not.toBe('sending');
  await expect.poll(feed).toBe('sending');
  await expectGrowth(studio, 3);
  expect((await studio.state()).broadcast?.id).toBe(before?.id);
  // the test's own hold of the page went with its process
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.destroy());
});

test('a new engine that does not know the app is signed in to anew, and the page stays', async () => {
  await page.evaluate(() => Reflect.set(window, 'mark', 'the same page'));
  await rm(sessionsFile(home));
  await killEngine();
  await expect(page.getByText('Reconnecting to Headwater.')).toHaveCount(0);
  expect(await page.evaluate(() => fetch('/api/session').then(({ status }) => status))).toBe(204);
  expect(await page.evaluate(() => Reflect.get(window, 'mark') as unknown)).toBe('the same page');
  // that was another session: the engine keeps it by itself
  expect(await readFile(sessionsFile(home), 'utf8')).toContain('hash');
});
