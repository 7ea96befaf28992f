import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import type { StudioState } from '../../src/shared/studio-state.js';
import { expectNoViolations } from './studio-axe.js';
import { startStudioHarness, type StudioHarness } from './studio-harness.js';

/** The built studio. */
const rendererDir = process.env['STUDIO_DIR'] ?? fileURLToPath(new URL('../../out/renderer', import.meta.url));
/** Where the pictures go. */
export const shots = fileURLToPath(new URL('../../test-results/studio', import.meta.url));

/** The studio in a page, in front of an engine whose state the test drives. */
export interface StudioPage {
  readonly harness: StudioHarness;
  /** In both themes: axe has nothing to say, nothing sticks out, and a picture is kept. */
  readonly look: (name: string) => Promise<void>;
}

interface StudioFixtures {
  /** An engine over a state, on a free port unless told; closed after the test. */
  readonly startHarness: (state: StudioState, port?: number) => Promise<StudioHarness>;
  /** Opens the studio on a state, at a page of it (`settings/destinations/new`; the encoder's unless told). Once per test. */
  readonly openStudio: (
    state: StudioState,
    options?: { readonly at?: string; readonly size?: { width: number; height: number } },
  ) => Promise<StudioPage>;
}

export const test = base.extend<StudioFixtures>({
  startHarness: async ({ page }, use) => {
    const started: StudioHarness[] = [];
    await use(async (state, port) => {
      const harness = await startStudioHarness({ rendererDir, state, ...(port !== undefined && { port }) });
      started.push(harness);
      return harness;
    });
    // The page goes first: an engine that goes away under it is a state of its own.
    await page.close();
    for (const harness of started) await harness.close();
  },
  openStudio: async ({ page, startHarness }, use) => {
    const problems: string[] = [];
    // Everything that a page complains about is a fault: exceptions, CSP violations, warnings of React.
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      const isOwn = !/^axe\.|net::ERR|Failed to load resource|WebSocket connection|AudioContext/.test(message.text());
      if (isOwn && ['error', 'warning'].includes(message.type())) problems.push(message.text());
    });
    await use(async (state, { at = 'encoder', size = { width: 1440, height: 900 } } = {}) => {
      const harness = await startHarness(state);
      // Colours in the middle of a transition are nobody's colours.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.setViewportSize(size);
      await page.goto(harness.server.studioUrl());
      await expect(page.getByRole('navigation')).toBeVisible();
      await page.evaluate((path) => void (window.location.hash = `#/${path}`), at);
      return { harness, look: (name) => look(page, harness, name) };
    });
    expect(problems).toEqual([]);
  },
});

async function look(page: Page, harness: StudioHarness, name: string): Promise<void> {
  const sticksOut = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
      const isPageTooBig = scrollWidth > clientWidth || scrollHeight > clientHeight;
      return isPageTooBig || [...document.querySelectorAll('main')].some((main) => main.scrollWidth > main.clientWidth);
    });
  // a page that was just made narrower is laid out a moment later
  await expect.poll(sticksOut, `${name}: only the page's content scrolls, and only down`).toBe(false);
  for (const theme of ['dark', 'light'] as const) {
    harness.store.update((draft) => void (draft.settings.theme = theme));
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await expectNoViolations(page);
    const path = `${shots}/${name}-${theme}.jpg`;
    // to be looked at: a PNG takes three times as long
    await page.screenshot({ path, type: 'jpeg', quality: 90, animations: 'disabled' });
  }
}
