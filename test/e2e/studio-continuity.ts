import { expect, test as base, type Page } from '@playwright/test';
import type { StudioState } from '../../src/shared/studio-state.js';
import { ownPorts } from '../integration/support/own-ports.js';
import { LiveEngine } from './live-engine.js';
import { prepareStudio } from './prepare-studio.js';

/** The studio in a tab, in front of a real engine that may be killed and started again on the same port. */
export interface ContinuousStudio {
  readonly engine: LiveEngine;
  readonly page: Page;
  /** Of its pages, the one that shows a route. */
  readonly go: (route: 'studio' | 'settings' | 'library' | 'encoder') => Promise<void>;
  /** What the engine shows now. */
  readonly state: () => Promise<StudioState>;
  /** Begins a show that is recorded only, and answers its broadcast's id. */
  readonly record: () => Promise<string>;
  /** Ends the worker that composes, as a crash of it does. */
  readonly killWorker: () => Promise<void>;
}

/** Small, for a machine without a GPU. */
const canvas = { width: 320, height: 180, fps: 10 } as const;

/** What the script below puts into the page. */
interface Workers {
  readonly made: Worker[];
}

/** The word on the pill of the live bar. */
export const pill = (page: Page) =>
  page.getByRole('region', { name: 'Broadcast', exact: true }).getByRole('status').first();

export const test = base.extend<{ readonly studio: ContinuousStudio }>({
  studio: async ({ page, context }, use) => {
    const [port] = await ownPorts(1);
    const engine = await LiveEngine.start({ latency: 'low' }, { args: ['--port', String(port)] });
    try {
      await prepareStudio(engine.studio, canvas);
      await context.addInitScript(() => {
        const made: Worker[] = [];
        Object.assign(window, { made });
        const Real = window.Worker;
        window.Worker = class extends Real {
          constructor(url: string | URL, options?: WorkerOptions) {
            super(url, options);
            made.push(this);
          }
        };
      });
      const address = await engine.openStudio(context);
      const state = (): Promise<StudioState> => engine.studio.state();
      await page.goto(address.replace(/#.*$/, '#/studio'));
      await use({
        engine,
        page,
        state,
        go: (route) => page.evaluate((to) => void (window.location.hash = `#/${to}`), route),
        record: () => record(page, state),
        killWorker: () =>
          page.evaluate(() => {
            const worker = (window as unknown as Workers).made.at(-1);
            worker?.terminate();
            worker?.dispatchEvent(new Event('error'));
          }),
      });
    } finally {
      await page.close();
      await engine.stop();
    }
  },
});

async function record(page: Page, state: () => Promise<StudioState>): Promise<string> {
  await page.getByRole('button', { name: 'More ways to begin' }).click();
  await page.getByRole('menuitem', { name: /^Record without going live/ }).click();
  await expect(pill(page)).toHaveText('Recording');
  const { broadcast } = await state();
  if (broadcast === null) throw new Error('Expected a broadcast');
  return broadcast.id;
}
