import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import type { ElectronApplication, Page } from '@playwright/test';
import { launchProgram } from './launch-app.js';
import type { PackagedApp } from './packaged-app.js';
import { UpdateFeed } from './update-feed.js';

/** A packed app that looks for updates, and the place where there is one. */
export interface UpdatingApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly feed: UpdateFeed;
  /** As the menu's item does. */
  readonly checkForUpdates: () => Promise<void>;
}

/** Starts it on that home, taking itself for what lies at `appImage`. `newer`: what version 99.0.0 is. */
export async function launchUpdating(
  { program, resources }: PackagedApp,
  home: string,
  { appImage, newer }: { readonly appImage: string; readonly newer: string },
): Promise<UpdatingApp> {
  const feed = await UpdateFeed.open('99.0.0', newer);
  await writeFile(join(resources, 'app-update.yml'), feed.config);
  // Playwright needs the one way in that is shut in what ships
  await flipFuses(program, { version: FuseVersion.V1, [FuseV1Options.EnableNodeCliInspectArguments]: true });
  const { app, page } = await launchProgram(program, home, {
    APPIMAGE: appImage,
    APPDIR: join(program, '..'),
    XDG_CACHE_HOME: join(home, 'cache'),
  });
  const checkForUpdates = (): Promise<void> =>
    app.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
      // an answer must be on its way before all ends
      setImmediate(() => void items?.find(({ label }) => label.startsWith('Check for updates'))?.click());
    });
  return { app, page, feed, checkForUpdates };
}
