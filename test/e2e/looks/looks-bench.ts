import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { type FaultProxy, startFaultProxy } from '../../servers/fault-proxy.js';
import { startS3Server } from '../../servers/s3-server.js';
import { LiveEngine } from '../live-engine.js';
import { expectNoViolations } from '../studio-axe.js';
import { startStudioLine, type StudioLine } from '../studio-whole-line.js';
import { moveAside, openCounter, startScreen } from '../studio-whole-screen.js';
import { ffmpeg } from '../programme-media.js';
import { looksCollection } from './looks-scenes.js';
import { makeCamera, sharedWindow } from './stand-ins.js';

const shots = fileURLToPath(new URL('../../../test-results/looks', import.meta.url));

/** The windows that the studio must look well in. `doubled`: a screen of 1920×1080 at 200 %. */
export const sizes = {
  laptop: { width: 1024, height: 640 },
  desk: { width: 1920, height: 1080 },
  doubled: { width: 960, height: 540 },
} as const;
type Size = keyof typeof sizes;
const all = Object.keys(sizes) as Size[];

/** The studio as people have it: a real engine, a screen, a camera and a microphone, and a bucket behind a bad line. */
export interface LooksBench {
  readonly engine: LiveEngine;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Of the screen that is shared. */
  readonly display: string;
  /** Between the browser and the engine. */
  readonly line: StudioLine;
  /** Between the engine and the bucket. */
  readonly uplink: FaultProxy;
  /** Keeps pictures `<name>-<size>-<theme>.jpg`, and what axe finds or sticks out for the end of the test. */
  readonly look: (name: string, at?: readonly Size[]) => Promise<void>;
}

interface LooksOptions {
  /** Whether the first questions are still to be answered. */
  readonly isNew: boolean;
  /** Where it is published. */
  readonly goesTo: 'computer' | 'bucket';
  /** Pictures a second. */
  readonly fps: number;
  /** Whether the browser may use the camera and microphone without asking. */
  readonly isAllowed: boolean;
}

export const test = base.extend<LooksOptions & { bench: LooksBench }>({
  isNew: [false, { option: true }],
  goesTo: ['computer', { option: true }],
  fps: [15, { option: true }],
  isAllowed: [true, { option: true }],
  bench: async ({ playwright, launchOptions, isNew, goesTo, fps, isAllowed }, use) => {
    const dir = await mkdtemp(join(tmpdir(), 'headwater-looks-'));
    const bucket = await startS3Server();
    const uplink = await startFaultProxy({ target: bucket.endpoint, seed: 1 });
    const to = ['--to', `s3://${bucket.bucket}/shows`, '--endpoint', uplink.endpoint, '--region', bucket.region];
    const engine = await LiveEngine.start(
      { latency: 'balanced' },
      goesTo === 'computer'
        ? {}
        : {
            args: [...to, '--public-url', bucket.publicUrl],
            env: { AWS_ACCESS_KEY_ID: bucket.accessKeyId, AWS_SECRET_ACCESS_KEY: bucket.secretAccessKey },
          },
    );
    const screen = await startScreen();
    const line = await startStudioLine();
    const drawing = await playwright.chromium.launch(launchOptions);
    const camera = await makeCamera(drawing, dir);
    const voice = join(dir, 'voice.wav');
    const speech = '0.08*sin(2*PI*190*t)*(0.6+0.4*sin(2*PI*3*t))';
    await ffmpeg(['-f', 'lavfi', '-i', `aevalsrc='${speech}':s=48000:d=20`, voice], Buffer.alloc(0));
    await drawing.close();
    const environment = Object.entries({ ...process.env, DISPLAY: screen.display });
    const browser = await playwright.chromium.launch({
      ...launchOptions,
      headless: false,
      proxy: { server: line.url },
      env: Object.fromEntries(environment.filter((entry): entry is [string, string] => entry[1] !== undefined)),
      args: [
        ...(launchOptions.args ?? []),
        '--auto-select-desktop-capture-source=Entire screen',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${camera}`,
        `--use-file-for-fake-audio-capture=${voice}`,
      ],
    });
    const problems: string[] = [];
    try {
      await prepare(engine, isNew, fps);
      const context = await browser.newContext({ viewport: sizes.desk, reducedMotion: 'reduce', colorScheme: 'dark' });
      if (isAllowed) await context.grantPermissions(['camera', 'microphone'], { origin: engine.studio.base });
      const address = await engine.openStudio(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => problems.push(error.message));
      await page.goto(address.replace(/#.*$/, '#/studio'));
      await expect(page.getByRole('navigation', { name: 'Studio' })).toBeVisible();
      await moveAside(page);
      const window = await openCounter(browser, 1);
      await window.setContent(sharedWindow);
      const look = async (name: string, at: readonly Size[] = ['laptop']) => {
        problems.push(...(await keep(page, name, at)));
      };
      await use({ engine, context, page, display: screen.display, line, uplink, look });
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
      await line.close();
      await screen.close();
      await engine.stop();
      await uplink.stop();
      await bucket.stop();
      await rm(dir, { recursive: true, force: true });
    }
  },
});

/** Pictures in both themes at these sizes; answers what is wrong with them. */
async function keep(page: Page, name: string, at: readonly Size[]): Promise<string[]> {
  const problems: string[] = [];
  for (const size of all.filter((each) => at.includes(each))) {
    await page.setViewportSize(sizes[size]);
    for (const theme of ['dark', 'light'] as const) {
      const picture = `${name}-${size}-${theme}`;
      await page.emulateMedia({ colorScheme: theme });
      // two pictures later the page stands as it will
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const scrolls = await page.evaluate(() => {
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
        return scrollWidth > clientWidth || scrollHeight > clientHeight;
      });
      if (scrolls) problems.push(`${picture}: the page sticks out`);
      await page.screenshot({ path: `${shots}/${picture}.jpg`, type: 'jpeg', quality: 90, animations: 'disabled' });
      await expectNoViolations(page).catch((error: Error) => problems.push(`${picture}: ${error.message}`));
    }
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(sizes.desk);
  return problems;
}

async function prepare({ studio }: LiveEngine, isNew: boolean, fps: number): Promise<void> {
  const { client } = studio;
  if (isNew) return;
  const patch = { studio: { firstRun: 'done', start: 'studio' } } as const;
  await client.updateSettings.mutate({ commandId: randomUUID(), patch });
  const { current } = (await studio.state()).scenes;
  if (current === null) throw new Error('Expected a scene collection');
  const { id, revision: baseRevision } = current;
  const collection = looksCollection(fps);
  await client.saveCollection.mutate({ commandId: randomUUID(), id, baseRevision, collection });
}
