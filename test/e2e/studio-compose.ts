import { fileURLToPath } from 'node:url';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { expectNoViolations } from './studio-axe.js';
import { startStudioEngine } from './studio-engine.js';

/** Where the pictures go. */
const shots = fileURLToPath(new URL('../../test-results/studio', import.meta.url));

/** The compose page in front of a real engine. */
export interface ComposePage {
  readonly page: Page;
  /** In both themes: axe has nothing to say, nothing sticks out, and a picture is kept. */
  readonly look: (name: string) => Promise<void>;
  /** Waits until the engine has what was edited. */
  readonly saved: () => Promise<void>;
}

export const test = base.extend<{ compose: ComposePage }>({
  compose: async ({ page }, use) => {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      const isOwn = !/^axe\.|net::ERR|Failed to load resource|WebSocket connection|AudioContext/.test(message.text());
      if (isOwn && ['error', 'warning'].includes(message.type())) problems.push(message.text());
    });
    const engine = await startStudioEngine();
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(engine.url);
    await page.evaluate(() => void (window.location.hash = '#/studio'));
    await page.getByRole('button', { name: 'Skip for now' }).click();
    await expect(page.getByRole('group', { name: 'Stage' }).first()).toBeVisible();
    await use({ page, look: (name) => look(page, name), saved: () => saved(page) });
    await page.close();
    await engine.stop();
    expect(problems).toEqual([]);
  },
});

/** A field of the inspector's place. */
export const placeField = (page: Page, label: string): Locator =>
  page.getByRole('region', { name: 'Place' }).getByLabel(label, { exact: true });

export async function addSource(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Add a source' }).click();
  await page.getByRole('menuitem', { name }).click();
}

/** Drags from the middle of one thing by so many pixels of the page. */
export async function dragBy(page: Page, from: Locator, x: number, y: number, key?: string): Promise<void> {
  const box = await from.boundingBox();
  if (box === null) throw new Error('Expected something to drag');
  const [left, top] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(left, top);
  if (key !== undefined) await page.keyboard.down(key);
  await page.mouse.down();
  await page.mouse.move(left + x / 2, top + y / 2);
  await page.mouse.move(left + x, top + y);
  await page.mouse.up();
  if (key !== undefined) await page.keyboard.up(key);
}

async function saved(page: Page): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible();
}

async function look(page: Page, name: string): Promise<void> {
  const isTooBig = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
      return scrollWidth > clientWidth || scrollHeight > clientHeight;
    });
  await expect.poll(isTooBig, `${name}: only parts of the page scroll`).toBe(false);
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expectNoViolations(page);
    const path = `${shots}/${name}-${theme}.jpg`;
    await page.screenshot({ path, type: 'jpeg', quality: 90, animations: 'disabled' });
  }
}
