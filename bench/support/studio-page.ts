import type { BrowserContext, Page } from '@playwright/test';
import type { Canvas } from '../../src/shared/scenes/scene-collection.js';

interface StageWindow {
  /** Since the page was asked for. */
  previewMs?: number;
}

/** The real studio in a page. */
export class StudioPage {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /**
   * Resolves when it is there, before it shows any picture. `watched`: the canvas on which the camera is waited for; null: none is,
   * and nothing looks.
   */
  static async open(context: BrowserContext, base: string, watched: Canvas | null): Promise<StudioPage> {
    const page = await context.newPage();
    if (watched !== null) await page.addInitScript(watchStage, watched.width);
    await page.goto(`${base}/#/studio`);
    await page.getByRole('button', { name: 'Add a source' }).waitFor();
    return new StudioPage(page);
  }

  /** From the page's being asked for to the camera's first picture on the stage, milliseconds. Waits a minute for it. */
  async previewMs(): Promise<number> {
    // not waitForFunction: the page's own content policy forbids what that needs
    const shownMs = await this.page.evaluate(async () => {
      const here = window as StageWindow;
      const untilMs = performance.now() + 60_000;
      while (here.previewMs === undefined && performance.now() < untilMs)
        await new Promise((resolve) => setTimeout(resolve, 50));
      return here.previewMs ?? null;
    });
    if (shownMs === null) throw new Error('Expected the camera on the stage, got no green picture');
    return shownMs;
  }

  /** A browser makes no sound before somebody has touched the page. */
  async touch(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Live' }).click();
  }

  async goLive(): Promise<void> {
    await this.page.getByRole('button', { name: 'Go live' }).click();
  }
}

/** Runs in the page, before its own scripts: looks at the stage at each of the screen's pictures until it is as green as the camera. */
function watchStage(width: number): void {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const isGreen = (canvas: HTMLCanvasElement): boolean => {
    context?.drawImage(canvas, canvas.width * 0.1, canvas.height * 0.8, 1, 1, 0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context?.getImageData(0, 0, 1, 1).data ?? [];
    return green > 90 && green > red * 1.5 && green > blue * 1.5;
  };
  const look = (): void => {
    const stage = [...document.querySelectorAll('canvas')].find((canvas) => canvas.width === width);
    if (stage === undefined || !isGreen(stage)) return void requestAnimationFrame(look);
    (window as StageWindow).previewMs = performance.now();
  };
  requestAnimationFrame(look);
}
