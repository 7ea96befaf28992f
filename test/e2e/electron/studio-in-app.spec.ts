import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { noProcessLeft } from '../../integration/support/own-processes.js';
import { longFilm, shortFilm } from '../media-films.js';
import { prepareStudio } from '../prepare-studio.js';
import { ffmpeg } from '../programme-media.js';
import { addSource, sourceRow } from '../studio-whole-steps.js';
import { besidePage } from './beside-page.js';
import { launchApp } from './launch-app.js';

let home: string;
let app: ElectronApplication;
let page: Page;
/** What the page could not have, or was not allowed. */
let trouble: string[];

test.beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'headwater-electron-studio-'));
  ({ app, page } = await launchApp(home, ['--use-fake-device-for-media-stream']));
  trouble = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) trouble.push(message.text());
  });
  page.on('pageerror', (error) => trouble.push(String(error)));
  await expect(page.getByRole('link', { name: 'Encoder', exact: true })).toBeVisible();
  const studio = besidePage(page);
  await prepareStudio(studio, { width: 640, height: 360, fps: 15 });
  await studio.close();
  await page.evaluate(() => {
    window.location.hash = '#/studio';
  });
});

test.afterEach(async () => {
  await app.close();
  await noProcessLeft();
  await rm(home, { recursive: true, force: true });
});

const stage = () => page.getByRole('group', { name: 'Stage' }).first();

/** The colour in the middle of the stage: red, green, blue. */
async function middle(): Promise<readonly number[]> {
  const png = await stage().locator('canvas').first().screenshot();
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    return [...(context?.getImageData(bitmap.width / 2, bitmap.height / 2, 1, 1).data.slice(0, 3) ?? [])];
  }, png.toString('base64'));
}

const isNear = (seen: readonly number[], wanted: readonly number[]): boolean =>
  wanted.every((value, index) => Math.abs((seen[index] ?? -1) - value) < 40);

/** Adds a file by the menu and the browser's dialog. */
async function addFile(kind: RegExp, name: string, mimeType: string, buffer: Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser', { timeout: 120_000 });
  await addSource(page, kind);
  await (await chooser).setFiles({ name, mimeType, buffer });
  await expect(sourceRow(page, name.replace(/\..*/, ''))).toBeVisible();
}

/** Where the next download goes; answers how it ended. */
async function saveTo(file: string, act: () => Promise<void>): Promise<{ state: string; name: string }> {
  await app.evaluate(({ session }, path) => {
    const saved = new Promise((resolve) => {
      session.defaultSession.once('will-download', (_event, item) => {
        item.setSavePath(path);
        item.once('done', (_done, state) => resolve({ state, name: item.getFilename() }));
      });
    });
    Reflect.set(globalThis, 'saved', saved);
  }, file);
  await act();
  return app.evaluate(() => Reflect.get(globalThis, 'saved') as Promise<{ state: string; name: string }>);
}

const picture = (colour: string): Promise<Buffer> =>
  ffmpeg(
    ['-f', 'lavfi', '-i', `color=${colour}:s=320x180`, '-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe', 'pipe:1'],
    Buffer.alloc(0),
  );

async function drop(on: Locator, name: string, type: string, bytes: Buffer): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, mime, base64]) => {
      const transfer = new DataTransfer();
      const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([content], fileName, { type: mime }));
      return transfer;
    },
    [name, type, bytes.toString('base64')] as const,
  );
  await on.dispatchEvent('dragover', { dataTransfer });
  await on.dispatchEvent('drop', { dataTransfer });
}

test('pictures and films go in and onto the stage, films are heard, and collections go out as files', async () => {
  await addFile(/^Image/, 'river.png', 'image/png', await picture('0xc04020'));
  await expect.poll(async () => isNear(await middle(), [0xc0, 0x40, 0x20])).toBe(true);
  await drop(stage(), 'bank.png', 'image/png', await picture('0x208040'));
  await expect(sourceRow(page, 'bank')).toBeVisible();
  await expect.poll(async () => isNear(await middle(), [0x20, 0x80, 0x40])).toBe(true);

  await addFile(/^Media file/, 'jingle.webm', 'video/webm', await shortFilm());
  await expect.poll(async () => isNear(await middle(), [0x20, 0x40, 0xc0])).toBe(true);
  const meter = page.getByRole('meter', { name: /jingle/ }).first();
  await expect.poll(async () => Number(await meter.getAttribute('aria-valuenow'))).toBeGreaterThan(-50);
  await page.screenshot({ path: 'test-results/live/electron-studio.png' });

  const file = join(home, 'scenes.zip');
  const saved = await saveTo(file, async () => {
    await page.getByRole('button', { name: /^Scene collections: / }).click();
    await page.getByRole('menuitem', { name: 'Export to a file' }).click();
  });
  expect(saved).toMatchObject({ state: 'completed', name: expect.stringMatching(/\.zip$/) });
  expect((await readFile(file)).subarray(0, 2).toString()).toBe('PK');
  expect(trouble).toEqual([]);
});

test('a film that is too large to be had at once plays, and starts over', async () => {
  await addFile(/^Media file/, 'long.webm', 'video/webm', await longFilm());
  await expect.poll(async () => isNear(await middle(), [0x20, 0x40, 0xc0])).toBe(true);
  await expect.poll(async () => isNear(await middle(), [0xc0, 0x20, 0x40])).toBe(true);
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect.poll(async () => isNear(await middle(), [0x20, 0x40, 0xc0])).toBe(true);
  expect(trouble).toEqual([]);
});

test('no page of the studio asks for what it may not have, and what it keeps is there at the next start', async () => {
  for (const route of ['encoder', 'library', 'settings', 'studio']) {
    await page.evaluate((to) => {
      window.location.hash = `#/${to}`;
    }, route);
    await expect(page.locator('main')).toBeVisible();
    await page.screenshot({ path: `test-results/live/electron-app-${route}.png` });
  }
  expect(trouble).toEqual([]);
  await page.evaluate(() => localStorage.setItem('kept', 'yes'));
  await app.close();
  ({ app, page } = await launchApp(home));
  await expect(page.getByRole('link', { name: 'Encoder', exact: true })).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem('kept'))).toBe('yes');
});
