import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { _electron, chromium, type Page } from '@playwright/test';
import { openStudioSession } from '../../test/e2e/live-studio.js';
import { pill } from '../../test/e2e/studio-whole-steps.js';
import { familyOf, type FamilyMember } from './process-family.js';
import { StudioEngine } from './studio-engine.js';

/** Somewhere the studio runs, with all processes that it takes. */
export interface Seat {
  readonly page: Page;
  /** Their processes now. */
  family(): readonly FamilyMember[];
  close(): Promise<void>;
}

/** Opens the studio on a data folder, and resolves when it can be worked with. */
export type OpenSeat = (home: string, display: string) => Promise<Seat>;

/** For what is waited for. */
export const longestMs = 120_000;
const camera = ['--use-fake-device-for-media-stream=fps=30'];
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const systemChromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));

const untilReady = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Add a source' }).waitFor({ timeout: longestMs });

function environment(more: Readonly<Record<string, string>>): Record<string, string> {
  const all = Object.entries({ ...process.env, ...more });
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** npm's electron package answers with the path of its program; without one it would look for it on the net. */
function electronProgram(): string {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.resolve('node_modules/electron/dist');
  if (existsSync(folder)) return createRequire(path.resolve('package.json'))('electron') as string;
  throw new Error('Expected an Electron program, got none: npx install-electron (or ELECTRON_OVERRIDE_DIST_PATH)');
}

/** The desktop app, as it is built. */
export const openDesktop: OpenSeat = async (home, display) => {
  const app = await _electron.launch({
    executablePath: electronProgram(),
    args: [path.resolve('.'), ...asRoot, ...camera],
    env: environment({ DISPLAY: display, HEADWATER_HOME: home, HEADWATER_STUDIO_PORT: '0' }),
    // of itself Playwright takes everybody's sandbox away
    chromiumSandbox: true,
    timeout: longestMs,
  });
  const page = await app.firstWindow({ timeout: longestMs });
  await untilReady(page);
  const pid = app.process().pid ?? 0;
  return { page, family: () => familyOf(pid, 'main'), close: () => app.close() };
};

/** The same studio in a Chromium with a window, its engine in a Node process. The browser's profile lies in the home, too. */
export const openBrowser: OpenSeat = async (home, display) => {
  const engine = await StudioEngine.start(home);
  const context = await chromium.launchPersistentContext(path.join(home, 'browser'), {
    headless: false,
    args: [...camera, '--use-fake-ui-for-media-stream', ...asRoot],
    env: environment({ DISPLAY: display }),
    viewport: null,
    ...(systemChromium !== undefined && { executablePath: systemChromium }),
  });
  const [page = await context.newPage()] = context.pages();
  const studio = await openStudioSession(engine.url);
  const { base, cookie } = studio;
  await studio.close();
  const [name = '', value = ''] = cookie.split('=');
  await context.grantPermissions(['camera', 'microphone', 'local-network-access'], { origin: base });
  await context.addCookies([{ name, value, url: base, httpOnly: true, sameSite: 'Strict' }]);
  await page.goto(`${base}/#/studio`);
  await untilReady(page);
  const browserPid = browserOf(process.pid, path.join(home, 'browser'));
  return {
    page,
    family: () => [...familyOf(browserPid, 'main'), ...familyOf(engine.pid, 'engine')],
    close: async () => {
      await context.close();
      await engine.stop();
    },
  };
};

/** Chromium's own process, below ours: Playwright tells none of a persistent context. */
function browserOf(parent: number, profile: string): number {
  const found = familyOf(parent, 'other').find(({ pid, kind }) => kind === 'other' && argvOf(pid).includes(profile));
  if (found === undefined) throw new Error('Expected the browser among our processes');
  return found.pid;
}

const argvOf = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8');

/** Does something at a seat that is closed afterwards, whatever happens. */
export async function withSeat<T>(
  open: OpenSeat,
  home: string,
  display: string,
  work: (seat: Seat) => Promise<T>,
): Promise<T> {
  const seat = await open(home, display);
  try {
    return await work(seat);
  } finally {
    await seat.close();
  }
}

/** Says that the show is on, and heard. */
export const livePill = ({ page }: Seat) => pill(page).filter({ hasText: /^Live$/ });

/** Goes live with the scene that there is; resolves when it is. */
export async function goLive(seat: Seat): Promise<void> {
  await seat.page.getByRole('tab', { name: 'Live' }).click();
  await seat.page.getByRole('button', { name: 'Go live' }).click();
  await livePill(seat).waitFor({ timeout: longestMs });
}
