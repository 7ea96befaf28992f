import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Browser, Page } from '@playwright/test';
import { bits } from './live-clip.js';

/** Pixels of the screen: wide enough for the studio, and of a programme's shape. */
export const screenSize = { width: 1024, height: 576 };

/** A screen that nobody looks at, with the size above. */
export interface TestScreen {
  /** For programs: `DISPLAY`. */
  readonly display: string;
  close(): Promise<void>;
}

/** Starts an X server without a monitor on a free number. Rejects when it ends before it has told its number. */
export async function startScreen(): Promise<TestScreen> {
  const { width, height } = screenSize;
  // it writes its number once it takes windows
  const argv = ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'];
  const child = spawn('Xvfb', argv, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  const told = child.stdio[3];
  if (told === null || told === undefined || !('on' in told)) throw new Error('Expected a pipe to the X server');
  const close = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  for await (const line of createInterface({ input: told as NodeJS.ReadableStream }))
    return { display: `:${line}`, close };
  await close();
  throw new Error('Expected the X server to tell its number, got its end');
}

/** Moves the window of a page beside the screen: it works on there, and is not in its picture. */
export async function moveAside(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const { windowId } = await cdp.send('Browser.getWindowForTarget');
  await cdp.send('Browser.setWindowBounds', { windowId, bounds: { left: screenSize.width + 100, top: 0 } });
}

/** What the window that is captured shows below its number. */
export const screenColour = [32, 64, 176] as const;

/**
 * Covers the screen with a window that counts: the uppermost tenth is a number in binary (as live-clip.ts has it), one more at each
 * picture. It never leaves one out, however busy the machine is.
 */
export async function openCounter(browser: Browser, picturesPerSecond: number): Promise<Page> {
  const context = await browser.newContext({ viewport: null });
  const page = await context.newPage();
  await page.setContent('<style>html, body { margin: 0; overflow: hidden } canvas { display: block }</style><canvas>');
  const cdp = await context.newCDPSession(page);
  const { windowId } = await cdp.send('Browser.getWindowForTarget');
  // a new window stands beside the last one, and a full screen is the one that it stands on
  await cdp.send('Browser.setWindowBounds', { windowId, bounds: { left: 0, top: 0, ...screenSize } });
  await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'fullscreen' } });
  await page.evaluate(
    ([fields, colour, rate]) => {
      const canvas = document.querySelector('canvas');
      const context = canvas?.getContext('2d') ?? null;
      if (canvas === null || context === null) throw new Error('Expected a canvas');
      let number = 0;
      const draw = (): void => {
        if (canvas.width !== innerWidth) canvas.width = innerWidth;
        if (canvas.height !== innerHeight) canvas.height = innerHeight;
        const { width, height } = canvas;
        context.fillStyle = `rgb(${colour.join(' ')})`;
        context.fillRect(0, 0, width, height);
        for (let bit = 0; bit < fields; bit++) {
          context.fillStyle = (number >> bit) & 1 ? 'white' : 'black';
          context.fillRect((width * bit) / fields, 0, width / fields + 1, height / 10);
        }
        number = (number + 1) % 2 ** fields;
        requestAnimationFrame(() => setTimeout(draw, 1000 / rate));
      };
      draw();
    },
    [bits, screenColour, picturesPerSecond] as const,
  );
  return page;
}
