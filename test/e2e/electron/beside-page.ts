import type { ElectronApplication, Page } from '@playwright/test';
import { studioSession, type StudioSession } from '../live-studio.js';

/** Beside the app's page, with its cookie. */
export async function besidePage(app: ElectronApplication, page: Page): Promise<StudioSession> {
  const { origin } = new URL(page.url());
  const cookie = await app.evaluate(async ({ session }, url) => {
    const [found] = await session.defaultSession.cookies.get({ url });
    return `${found?.name ?? ''}=${found?.value ?? ''}`;
  }, origin);
  return studioSession(origin, cookie);
}
