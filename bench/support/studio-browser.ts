import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser, type BrowserContext } from '@playwright/test';
import type { StudioSession } from '../../test/e2e/live-studio.js';
import { cpuSecondsOf } from './process-figures.js';

const systemChromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));

/** Chromium with a camera of 30 pictures a second and a microphone that beeps, nobody asked. */
export class StudioBrowser {
  readonly pid: number;
  readonly #browser: Browser;
  readonly #close: () => Promise<void>;

  private constructor(pid: number, browser: Browser, close: () => Promise<void>) {
    this.pid = pid;
    this.#browser = browser;
    this.#close = close;
  }

  static async launch(): Promise<StudioBrowser> {
    const server = await chromium.launchServer({
      args: [
        // its own default is 20 a second
        ...['--use-fake-device-for-media-stream=fps=30', '--use-fake-ui-for-media-stream'],
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
      ...(systemChromium !== undefined && { executablePath: systemChromium }),
    });
    const browser = await chromium.connect(server.wsEndpoint());
    return new StudioBrowser(server.process().pid ?? 0, browser, async () => {
      await browser.close();
      await server.close();
    });
  }

  /** Nothing in its cache, and signed in to the studio. */
  async context({ base, cookie }: StudioSession): Promise<BrowserContext> {
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 760 } });
    await context.grantPermissions(['camera', 'microphone', 'local-network-access'], { origin: base });
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: base, httpOnly: true, sameSite: 'Strict' }]);
    return context;
  }

  close(): Promise<void> {
    return this.#close();
  }
}

/** Cores that the browser and the engine use on average, all their processes counted. */
export interface Cores {
  readonly browser: number;
  readonly engine: number;
}

/** Looks at them for a while. A process that ends meanwhile is not counted: a closed page takes its own with it. */
export async function coresOf(
  pids: { readonly browser: number; readonly engine: number },
  seconds: number,
): Promise<Cores> {
  const look = () => ({ browser: secondsBelow(pids.browser), engine: secondsBelow(pids.engine) });
  const [before, sinceMs] = [look(), performance.now()];
  await pause(seconds * 1000);
  const [after, lasted] = [look(), (performance.now() - sinceMs) / 1000];
  const used = (of: keyof Cores): number =>
    [...after[of]].reduce((sum, [pid, own]) => sum + own - (before[of].get(pid) ?? 0), 0) / lasted;
  return { browser: used('browser'), engine: used('engine') };
}

/** CPU that each process has used so far, in seconds, of one and all below it. Linux. */
function secondsBelow(root: number): ReadonlyMap<number, number> {
  const parents = new Map<number, number>();
  const seconds = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const line = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1]));
      seconds.set(Number(name), cpuSecondsOf(Number(name)).own);
    } catch {
      // it has ended since it was listed
    }
  }
  const isBelow = (pid: number): boolean => pid === root || (parents.has(pid) && isBelow(parents.get(pid) ?? 0));
  return new Map([...seconds].filter(([pid]) => isBelow(pid)));
}
