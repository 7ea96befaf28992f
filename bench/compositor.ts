import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import type { ProgrammeFigures } from '../src/renderer/media/protocol.js';
import { isSoftwareDriver } from '../src/renderer/media/gl/gl-driver.js';
import { cameraCollection } from '../test/e2e/programme-scenes.js';
import { startProgrammeSite, type ProgrammeSite } from '../test/e2e/programme-site.js';
import { cpuSecondsOfTree } from './support/process-tree.js';
import { isQuick, runBench, type BenchResult, type Figure } from './support/report.js';

/** Share of the CPU that a machine with a GPU may need per picture: milliseconds, p95. */
const aimMs = 6;
const seconds = isQuick ? 3 : 8;
const first = { width: 1280, height: 720, fps: 30 };
const canvases = [first, { width: 1920, height: 1080, fps: 30 }, { width: 1920, height: 1080, fps: 60 }];
const sources = isQuick ? [1] : [1, 4, 8];
const bitrate = 4_000_000;

const systemChromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));

interface Run {
  readonly what: string;
  readonly previewing: ProgrammeFigures;
  readonly sending: ProgrammeFigures;
  /** Ticks of the time that was sent. */
  readonly ticks: number;
  readonly previewCores: number;
  readonly sendCores: number;
}

interface Bench {
  readonly browser: Browser;
  readonly pid: number;
  readonly site: ProgrammeSite;
}

async function openPage({ browser, site }: Bench): Promise<Page> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
  const page = await context.newPage();
  await page.goto(site.url);
  await page.waitForFunction(() => 'programmePage' in window);
  await page.mouse.click(5, 5);
  return page;
}

/** Cores that the browser uses while something goes on. */
async function coresOf({ pid }: Bench): Promise<number> {
  const [before, since] = [cpuSecondsOfTree(pid), performance.now()];
  await pause(seconds * 1000);
  return (cpuSecondsOfTree(pid) - before) / ((performance.now() - since) / 1000);
}

const figuresOf = async (page: Page): Promise<ProgrammeFigures> => {
  const figures = await page.evaluate(() => window.programmePage.figures());
  if (figures === null) throw new Error('Expected the programme to tell its figures');
  return figures;
};

async function runProgramme(
  bench: Bench,
  canvas: (typeof canvases)[number],
  count: number,
  renderer: '2d' | 'webgl2',
): Promise<Run> {
  const page = await openPage(bench);
  const collection = cameraCollection(canvas, count);
  await page.evaluate(([one, kind]) => window.programmePage.start(one, 'main', kind), [collection, renderer] as const);
  await page.evaluate(([one, own]) => window.programmePage.addCameras(one, own), [count, canvas] as const);
  // encoders and caches have settled
  await pause(2_000);
  const previewCores = await coresOf(bench);
  const previewing = await figuresOf(page);
  await page.evaluate(([url, bits]) => window.programmePage.send(url, bits), [bench.site.feedUrl, bitrate] as const);
  await pause(2_000);
  const before = await figuresOf(page);
  const sendCores = await coresOf(bench);
  const after = await figuresOf(page);
  await page.context().close();
  const sending = {
    ...after,
    composed: after.composed - before.composed,
    repeated: after.repeated - before.repeated,
    skippedByEncoder: after.skippedByEncoder - before.skippedByEncoder,
  };
  const what = `${renderer}, ${canvas.height}p${canvas.fps}, ${count} ${count === 1 ? 'source' : 'sources'}`;
  return { what, previewing, sending, ticks: sending.composed + sending.repeated, previewCores, sendCores };
}

/** The same camera by what a browser has of its own. */
async function runMediaRecorder(bench: Bench): Promise<number> {
  const page = await openPage(bench);
  await page.evaluate(([canvas, bits]) => window.programmePage.record(canvas, bits), [first, bitrate] as const);
  await pause(2_000);
  const cores = await coresOf(bench);
  await page.context().close();
  return cores;
}

/** A browser whose camera brings so many pictures a second: told nothing, they are 20. */
async function withBrowser<T>(site: ProgrammeSite, fps: number, work: (bench: Bench) => Promise<T>): Promise<T> {
  const server = await chromium.launchServer({
    args: [
      ...[`--use-fake-device-for-media-stream=fps=${fps}`, '--use-fake-ui-for-media-stream'],
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    ...(systemChromium !== undefined && { executablePath: systemChromium }),
  });
  const browser = await chromium.connect(server.wsEndpoint());
  try {
    return await work({ browser, site, pid: server.process().pid ?? 0 });
  } finally {
    await browser.close();
    await server.close();
  }
}

/** What this browser's WebGL2 is drawn by. Null: it has none. */
async function driverOf(bench: Bench): Promise<string | null> {
  const page = await openPage(bench);
  const driver = await page.evaluate(() => window.programmePage.glDriver());
  await page.context().close();
  return driver;
}

async function runProgrammes(bench: Bench, fps: number, driver: string | null): Promise<Run[]> {
  const runs: Run[] = [];
  for (const renderer of ['2d', 'webgl2'] as const)
    for (const canvas of canvases.filter((one) => one.fps === fps))
      for (const count of sources) {
        // without a GPU it is hopeless beyond one, and nobody gets it there
        if (renderer === 'webgl2' && count > 1 && (driver === null || isSoftwareDriver(driver))) continue;
        runs.push(await runProgramme(bench, canvas, count, renderer));
      }
  return runs;
}

async function measure(): Promise<BenchResult> {
  const site = await startProgrammeSite(path.resolve('test/e2e'));
  try {
    const { idleCores, recorderCores, driver, ...slow } = await withBrowser(site, 30, async (bench) => {
      const driver = await driverOf(bench);
      const [idleCores, recorderCores] = [await coresOf(bench), await runMediaRecorder(bench)];
      return { driver, idleCores, recorderCores, runs: await runProgrammes(bench, 30, driver) };
    });
    const runs = [...slow.runs, ...(await withBrowser(site, 60, (bench) => runProgrammes(bench, 60, driver)))];
    const show = (value: number): string => value.toFixed(1);
    const figures = runs.flatMap(({ what, previewing, sending, ticks, previewCores, sendCores }): Figure[] => [
      {
        what: `${what}: composed in (p50 / p95)`,
        measured: `${show(previewing.composeP50Ms)} / ${show(previewing.composeP95Ms)} ms`,
        budget: `p95 ≤ ${aimMs} ms with a GPU`,
      },
      {
        what: `${what}: while it is sent`,
        measured: `${show(sending.composeP50Ms)} / ${show(sending.composeP95Ms)} ms`,
      },
      {
        what: `${what}: repeated, left out of ${ticks} ticks`,
        measured: `${sending.repeated}, ${sending.skippedByEncoder}`,
      },
      {
        what: `${what}: cores, previewing / sending`,
        measured: `${previewCores.toFixed(2)} / ${sendCores.toFixed(2)}`,
      },
    ]);
    const single = runs[0];
    figures.push({ what: 'WebGL2 is drawn by', measured: driver ?? 'nothing: there is none' });
    figures.push({ what: 'cores of the browser at rest', measured: idleCores.toFixed(2) });
    figures.push({ what: 'cores of a MediaRecorder page, 720p30, 1 source', measured: recorderCores.toFixed(2) });
    if (single !== undefined)
      figures.push({
        what: 'the studio’s programme over that MediaRecorder page',
        measured: `${(single.sendCores / recorderCores).toFixed(2)} ×`,
      });
    return { figures, details: { runs, idleCores, recorderCores, driver } };
  } finally {
    await site.close();
  }
}

await runBench('compositor', measure);
