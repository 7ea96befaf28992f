import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { noProcessLeft } from '../../integration/support/own-processes.js';
import { launchApp, type Start } from './launch-app.js';
import { startWebPageSite, type WebPageSite } from './web-page-site.js';

/** A place of the programme: shares of its width and height. */
type Place = readonly [x: number, y: number];

interface OpenOptions {
  readonly as?: (home: string) => Promise<Start>;
  readonly switches?: readonly string[];
  readonly env?: (home: string) => Record<string, string>;
}

/** The app with an empty scene, and a server whose pages it shows. */
export class WebPageStudio {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly site: WebPageSite;
  /** Of the app; gone with it. */
  readonly home: string;

  private constructor(home: string, app: ElectronApplication, page: Page, site: WebPageSite) {
    this.home = home;
    this.app = app;
    this.page = page;
    this.site = site;
  }

  /** `as`: how the app is started on that home; `switches`: more of Chromium's; `env`: more of its environment. */
  static async open({ as, switches, env }: OpenOptions = {}): Promise<WebPageStudio> {
    const home = await mkdtemp(join(tmpdir(), 'headwater-electron-web-'));
    const site = await startWebPageSite();
    const { app, page } = await launchApp(home, switches, env?.(home), await as?.(home));
    const skip = page.getByRole('button', { name: 'Skip for now' });
    await expect(skip).toBeVisible();
    await page.evaluate(() => void (window.location.hash = '#/studio'));
    await skip.click();
    await expect(page.getByRole('group', { name: 'Stage' }).first()).toBeVisible();
    return new WebPageStudio(home, app, page, site);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.site.stop();
    await noProcessLeft();
    await rm(this.home, { recursive: true, force: true });
  }

  sources(): Locator {
    return this.page.getByRole('list', { name: 'Sources' });
  }

  properties(): Locator {
    return this.page.getByRole('tabpanel', { name: 'Properties' });
  }

  async addSource(name: RegExp): Promise<void> {
    await this.page.getByRole('button', { name: 'Add a source' }).click();
    await this.page.getByRole('menuitem', { name }).click();
  }

  /** A web page source of a page of the site. */
  async addPage(path: string): Promise<void> {
    await this.addSource(/^Web page/);
    await this.goTo(`${this.site.url}${path}`);
  }

  async goTo(url: string): Promise<void> {
    const address = this.properties().getByLabel('Address');
    await address.fill(url);
    await address.press('Enter');
  }

  /** The programme has that colour there, give or take the rounding of its alpha. */
  async expectPixel(place: Place, colour: readonly number[]): Promise<void> {
    await expect.poll(() => this.#pixel(place)).toEqual(colour.map((part) => expect.closeTo(part, -0.6)));
  }

  /** Contents that show a page of the site: the source's, and maybe a window's. */
  pageContents(): Promise<{ pid: number; isOffscreen: boolean; isMuted: boolean }[]> {
    return this.app.evaluate(
      ({ webContents }, url) =>
        webContents
          .getAllWebContents()
          .filter((contents) => contents.getURL().startsWith(url))
          .map((contents) => ({
            pid: contents.getOSProcessId(),
            isOffscreen: contents.isOffscreen(),
            isMuted: contents.isAudioMuted(),
          })),
      this.site.url,
    );
  }

  /** What the page's own script answers. */
  inPage(script: string): Promise<unknown> {
    return this.app.evaluate(
      ({ webContents }, { url, code }) =>
        webContents
          .getAllWebContents()
          .find((contents) => contents.getURL().startsWith(url))
          ?.executeJavaScript(code) as Promise<unknown>,
      { url: this.site.url, code: script },
    );
  }

  #pixel([x, y]: Place): Promise<number[]> {
    return this.page.evaluate(
      ([across, down]) => {
        const [shown] = document.querySelectorAll<HTMLCanvasElement>('[role=group] canvas');
        const context = new OffscreenCanvas(1, 1).getContext('2d');
        if (shown === undefined || context === null) return [];
        context.drawImage(shown, -Math.floor(across * shown.width), -Math.floor(down * shown.height));
        return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
      },
      [x, y] as const,
    );
  }
}
