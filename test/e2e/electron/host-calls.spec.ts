import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { launchApp } from './launch-app.js';

let home: string;
let app: ElectronApplication;
let page: Page;

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-electron-host-'));
  ({ app, page } = await launchApp(home));
  await expect(page.getByRole('link', { name: 'Encoder', exact: true })).toBeVisible();
});

test.afterEach(async () => {
  await app.close();
  await rm(home, { recursive: true, force: true });
});

/** The next dialogs of files are answered with these. Resolves with what tells their titles. */
async function answerFiles(paths: readonly string[]): Promise<() => Promise<string[]>> {
  await app.evaluate(({ dialog }, filePaths) => {
    const shown: string[] = [];
    Reflect.set(globalThis, 'shown', shown);
    dialog.showOpenDialog = (...args: unknown[]) => {
      shown.push((args.at(-1) as Electron.OpenDialogOptions).title ?? '');
      return Promise.resolve({ canceled: filePaths.length === 0, filePaths: [...filePaths] });
    };
  }, paths);
  return () => app.evaluate(() => Reflect.get(globalThis, 'shown') as string[]);
}

test('does what the page may ask for, and nothing that is forged', async () => {
  const shown = () => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
  const ask = (theme: unknown) =>
    page.evaluate(async (wanted) => window.host?.setTheme(wanted as 'dark'), theme as string);
  expect(await ask('dark')).toEqual({ ok: true, value: null });
  expect(await shown()).toBe('dark');
  for (const forged of ['black', '', 7, null, ['light'], { theme: 'light' }]) {
    expect(await ask(forged)).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
  }
  expect(await shown()).toBe('dark');
});

test('a file to send is chosen in the system’s dialog, which opens for what it is for alone', async () => {
  const shown = await answerFiles(['/films/River.mkv']);
  await page.getByRole('link', { name: 'Encoder', exact: true }).click();
  await page.getByRole('button', { name: 'Choose a file…' }).click();
  const field = page.getByLabel('Address or path');
  await expect(field).toHaveValue('/films/River.mkv');
  expect(await shown()).toEqual(['Choose what to send']);
  // closed: what stands there stays
  await answerFiles([]);
  const closed = await page.evaluate(() => window.host?.pickFile('programme'));
  expect(closed).toEqual({ ok: true, value: null });
  await expect(field).toHaveValue('/films/River.mkv');
  const unasked = await answerFiles(['/etc/passwd']);
  for (const forged of ['folder', null, { title: 'x' }, ['programme']]) {
    const answer = await page.evaluate((purpose) => window.host?.pickFile(purpose as 'programme'), forged as string);
    expect(answer).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
  }
  expect(await unasked()).toEqual([]);
});

test('MP4s go to a folder that is chosen in the system’s dialog, if the engine may write there', async () => {
  const shown = await answerFiles([home]);
  await page.evaluate(() => void (window.location.hash = '#/settings'));
  const group = page.getByRole('region', { name: 'Storage' });
  const choose = group.getByRole('button', { name: 'Choose a folder…' });
  await choose.click();
  await expect(group.getByText(home, { exact: true })).toBeVisible();
  expect(await shown()).toEqual(['Choose where MP4 files are saved']);
  const gone = join(home, 'gone');
  await answerFiles([gone]);
  await choose.click();
  await expect(page.getByText(`MP4 files cannot be saved to ${gone}`).first()).toBeVisible();
  await expect(group.getByText(home, { exact: true })).toBeVisible();
});

test('Linux guards no camera, and has no settings of its own for it', async () => {
  test.skip(process.platform !== 'linux', 'other systems guard them');
  await app.evaluate(({ shell }) => {
    Reflect.set(globalThis, 'opened', []);
    shell.openExternal = (url) => Promise.resolve(void (Reflect.get(globalThis, 'opened') as string[]).push(url));
  });
  const said = await page.evaluate(async () => [
    await window.host?.mediaPermissions(null),
    await window.host?.askMediaPermission('camera'),
    await window.host?.openPermissionSettings('camera'),
    await window.host?.openPermissionSettings('https://example.invalid/' as 'camera'),
    await window.host?.askMediaPermission('screen' as 'camera'),
  ]);
  const forged = { ok: false, error: expect.objectContaining({ code: 'input.invalid' }) };
  expect(said).toEqual([
    { ok: true, value: { camera: 'not-needed', microphone: 'not-needed', screen: 'not-needed' } },
    { ok: true, value: 'not-needed' },
    { ok: true, value: false },
    forged,
    forged,
  ]);
  expect(await app.evaluate(() => Reflect.get(globalThis, 'opened') as string[])).toEqual([]);
});

test('a copy that no release made says that it looks for no updates, and does not', async () => {
  await page.evaluate(() => void (window.location.hash = '#/settings'));
  const group = page.getByRole('region', { name: 'This program' });
  await expect(group.getByText(/^This copy of Headwater does not look for updates/)).toBeVisible();
  await expect(group.getByRole('button', { name: 'Look for updates' })).toHaveCount(0);
  await expect(group.getByText('What the system allows')).toHaveCount(0);
  const said = await page.evaluate(async () => [
    await window.host?.updateNews(null),
    await window.host?.installUpdate(null),
  ]);
  expect(said).toEqual([
    { ok: true, value: { standing: { is: 'without', why: 'no-feed' }, isOn: false } },
    { ok: true, value: false },
  ]);
});
