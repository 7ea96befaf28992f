import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { expectNoViolations } from './studio-axe.js';
import { pushEncoder, startStudioEngine, type StudioEngine } from './studio-engine.js';

const shots = fileURLToPath(new URL('../../test-results/studio', import.meta.url));

let engine: StudioEngine;
let problems: string[];

test.beforeEach(async ({ page }) => {
  problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && /Content Security Policy|React|Uncaught/.test(text)) problems.push(text);
  });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
  engine = await startStudioEngine();
  await page.goto(engine.url);
  await page.getByRole('link', { name: 'Encoder', exact: true }).click();
});

test.afterEach(async () => {
  await engine.stop();
  expect(problems).toEqual([]);
});

const pill = (page: Page, word: string | RegExp) => page.getByRole('status').filter({ hasText: word }).first();

/** The preview shows pictures that move: frames are decoded and the time goes on. */
async function expectMovingPreview(page: Page): Promise<void> {
  const video = page.getByLabel('Live preview');
  const seen = () =>
    video.evaluate((element: HTMLVideoElement) => ({
      frames: element.getVideoPlaybackQuality().totalVideoFrames,
      time: element.currentTime,
    }));
  await expect.poll(async () => (await seen()).frames).toBeGreaterThan(5);
  const before = await seen();
  await expect.poll(async () => (await seen()).frames).toBeGreaterThan(before.frames);
  await expect.poll(async () => (await seen()).time).toBeGreaterThan(before.time);
}

test('a test programme from the first click to the saved MP4', async ({ page, context }) => {
  await page.getByRole('button', { name: 'Start a test programme' }).click();
  await expect(pill(page, /^Live$/)).toBeVisible();
  await expectMovingPreview(page);
  for (const name of ['Ingest', 'Transcode', 'Package', 'Publish']) {
    await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
  }
  await expect(page.getByRole('table').getByRole('row')).not.toHaveCount(0);
  await expectNoViolations(page);
  await page.screenshot({ path: `${shots}/engine-live.png` });

  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  expect(link).toMatch(/\/index\.html$/);
  const viewer = await context.newPage();
  expect((await viewer.goto(link))?.status()).toBe(200);
  await viewer.close();

  await page.getByRole('button', { name: /^Rename/ }).click();
  await page.getByLabel('Title', { exact: true }).fill('Test of the studio');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Test of the studio' })).toBeVisible();

  await page.getByRole('button', { name: 'End broadcast' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End broadcast' }).click();
  await expect(page.getByRole('heading', { name: 'What do you want to send?' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Last broadcast' })).toContainText('Test of the studio');

  await page.getByRole('link', { name: 'Library', exact: true }).first().click();
  await page.getByRole('button', { name: /^Save as MP4/ }).click();
  const file = page.getByRole('link', { name: /download “Test of the studio”/ });
  await expect(file).toBeVisible();
  await expectNoViolations(page);
  await page.screenshot({ path: `${shots}/engine-library.png` });
  const download = page.waitForEvent('download');
  await file.click();
  expect(await (await download).failure()).toBeNull();

  await page.getByRole('button', { name: /^Delete/ }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByRole('heading', { name: 'Your broadcasts will be here' })).toBeVisible();
});

test('an encoder goes live by itself, drops and comes back, and is held after the end', async ({ page }) => {
  const server = await page.getByLabel('Server', { exact: true }).inputValue();
  await page.getByRole('button', { name: 'Show stream key' }).click();
  const keyField = page.getByLabel('Stream key', { exact: true });
  await expect(keyField).not.toHaveValue(/•/);
  const key = await keyField.inputValue();

  const first = pushEncoder(server, key);
  try {
    await expect(pill(page, /^Live$/)).toBeVisible();
    await expectMovingPreview(page);
    await expect(page.getByText('640 × 360', { exact: false }).first()).toBeVisible();
  } finally {
    await first.stop();
  }
  await expect(pill(page, /Reconnecting/)).toBeVisible();
  await page.screenshot({ path: `${shots}/engine-reconnecting.png` });

  const second = pushEncoder(server, key);
  try {
    await expect(pill(page, /^Live$/)).toBeVisible();
    await page.getByRole('button', { name: 'End broadcast' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'End broadcast' }).click();
    await expect(page.getByText('Your encoder is still sending')).toBeVisible();
    await page.getByRole('button', { name: 'Go live again' }).click();
    await expect(pill(page, /^Live$/)).toBeVisible();
  } finally {
    await second.stop();
  }
});
