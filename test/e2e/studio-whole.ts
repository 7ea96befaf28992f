import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import type { StudioState } from '../../src/shared/studio-state.js';
import { LiveEngine } from './live-engine.js';
import { ownPorts } from '../integration/support/own-ports.js';
import { ffmpeg } from './programme-media.js';
import { prepareStudio } from './prepare-studio.js';
import { startStudioLine, type StudioLine } from './studio-whole-line.js';
import { moveAside, openCounter, startScreen } from './studio-whole-screen.js';

/** What is composed: small, for a machine without a GPU. */
export const canvas = { width: 640, height: 360, fps: 15 } as const;
/** The tone that the microphone hears: hertz, and amplitude (−20 dBFS). */
export const tone = { hertz: 440, amplitude: 0.1 } as const;

/** The real studio, composing a real screen and the browser's own test camera, in front of a real engine. */
export interface WholeStudio {
  readonly engine: LiveEngine;
  readonly context: BrowserContext;
  /** The studio. */
  readonly page: Page;
  /** The window that covers the screen. */
  readonly counter: Page;
  /** Of the screen. */
  readonly display: string;
  /** Between the browser and the engine. */
  readonly line: StudioLine;
  /** What the engine shows now. */
  readonly state: () => Promise<StudioState>;
}

interface WholeFixtures {
  /** More of the browser's switches. */
  readonly switches: readonly string[];
  /** Pictures a second of the window that counts. */
  readonly countRate: number;
  readonly whole: WholeStudio;
}

export const test = base.extend<WholeFixtures>({
  countRate: [5, { option: true }],
  switches: [[], { option: true }],
  whole: async ({ playwright, launchOptions, countRate, switches }, use) => {
    const dir = await mkdtemp(join(tmpdir(), 'headwater-whole-'));
    const voice = join(dir, 'voice.wav');
    const { hertz, amplitude } = tone;
    const sound = `aevalsrc='${amplitude}*sin(2*PI*${hertz}*t)':s=48000:d=60`;
    await ffmpeg(['-f', 'lavfi', '-i', sound, voice], Buffer.alloc(0));
    const [port] = await ownPorts(1);
    const engine = await LiveEngine.start({ latency: 'balanced' }, { args: ['--port', String(port)] });
    const screen = await startScreen();
    const environment = Object.entries({ ...process.env, DISPLAY: screen.display });
    const line = await startStudioLine();
    const env = Object.fromEntries(environment.filter((entry): entry is [string, string] => entry[1] !== undefined));
    // what is on the screen is another program: it draws on, whatever becomes of the studio's browser and its GPU process
    const counting = await playwright.chromium.launch({ ...launchOptions, headless: false, env });
    const browser = await playwright.chromium.launch({
      ...launchOptions,
      headless: false,
      proxy: { server: line.url },
      env,
      args: [
        ...(launchOptions.args ?? []),
        '--auto-select-desktop-capture-source=Entire screen',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${voice}`,
        ...switches,
      ],
    });
    try {
      await prepareStudio(engine.studio, canvas);
      const context = await browser.newContext({ viewport: { width: 1280, height: 760 } });
      await context.grantPermissions(['camera', 'microphone'], { origin: engine.studio.base });
      const address = await engine.openStudio(context);
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      await page.goto(address.replace(/#.*$/, '#/studio'));
      await expect(page.getByRole('button', { name: 'Add a source' })).toBeVisible();
      await moveAside(page);
      const counter = await openCounter(counting, countRate);
      await use({
        engine,
        context,
        page,
        counter,
        line,
        display: screen.display,
        state: () => engine.studio.state(),
      });
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
      await counting.close();
      await line.close();
      await screen.close();
      await engine.stop();
      await rm(dir, { recursive: true, force: true });
    }
  },
});
