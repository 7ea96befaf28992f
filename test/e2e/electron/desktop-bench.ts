import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type ElectronApplication, type Page } from '@playwright/test';
import { noProcessLeft } from '../../integration/support/own-processes.js';
import type { StudioSession } from '../live-studio.js';
import { prepareStudio } from '../prepare-studio.js';
import { besidePage } from './beside-page.js';
import { launchApp } from './launch-app.js';

/** The app with its studio open, on a home of its own. */
export interface Desktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Beside the page. */
  readonly studio: StudioSession;
  /** Quits it, and looks whether anything of it is left. */
  close(): Promise<void>;
}

/** The studio's page, with the questions of the first start answered and a small canvas. */
export async function openStudio(page: Page): Promise<StudioSession> {
  await expect(page.getByRole('link', { name: 'Encoder', exact: true })).toBeVisible();
  const studio = besidePage(page);
  await prepareStudio(studio, { width: 640, height: 360, fps: 15 });
  await page.evaluate(() => {
    window.location.hash = '#/studio';
  });
  await expect(page.getByRole('button', { name: 'Add a source' })).toBeVisible();
  return studio;
}

/** Starts the app, with a camera and a microphone that are none, and opens its studio. */
export async function openDesktop(): Promise<Desktop> {
  const home = await mkdtemp(join(tmpdir(), 'headwater-electron-desktop-'));
  const { app, page } = await launchApp(home, ['--use-fake-device-for-media-stream']);
  const studio = await openStudio(page);
  const close = async (): Promise<void> => {
    await studio.close();
    await app.close();
    await noProcessLeft();
    await rm(home, { recursive: true, force: true });
  };
  return { app, page, studio, close };
}
