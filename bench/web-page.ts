import { setTimeout as pause } from 'node:timers/promises';
import { WebPageStudio } from '../test/e2e/electron/web-page-studio.js';
import { startScreen } from '../test/e2e/studio-whole-screen.js';
import { rssBytesOf } from './support/process-figures.js';
import { cpuSecondsOfTree } from './support/process-tree.js';
import { isQuick, runBench, type BenchResult, type Figure } from './support/report.js';

const seconds = isQuick ? 3 : 10;
/** A page has moved for so long when memory is looked at: a cache that it fills is full by then. */
const memorySeconds = isQuick ? 3 : 60;
const halfRed = 'background:rgba(255,0,0,.5)';
const pages = {
  '/still': `<div style="position:fixed;inset:0;${halfRed}">An overlay that stands still</div>`,
  '/alert': `<div id="box" style="position:fixed;left:400px;top:200px;width:480px;height:120px;${halfRed}"></div>
    <script>let n = 0; const draw = () => { box.textContent = n += 1; requestAnimationFrame(draw); }; draw();</script>`,
  '/moving': `<div id="box" style="position:fixed;inset:0;${halfRed}"></div>
    <script>let n = 0; const draw = () => { box.style.opacity = 0.5 + 0.5 * Math.sin((n += 1) / 20); requestAnimationFrame(draw); }; draw();</script>`,
  '/tone': `<script>
    const context = new AudioContext();
    const tone = new OscillatorNode(context);
    tone.connect(context.destination);
    tone.start();
    </script>`,
};

/** Cores that the whole app uses while nothing is done with it. */
async function coresOf(pid: number): Promise<number> {
  // what was begun is over
  await pause(2_000);
  const [before, since] = [cpuSecondsOfTree(pid), performance.now()];
  await pause(seconds * 1000);
  return (cpuSecondsOfTree(pid) - before) / ((performance.now() - since) / 1000);
}

const megabytesOf = (pid: number): number => Math.round(rssBytesOf(pid) / 2 ** 20);

/** The desktop app with one page of 1280 × 720 at up to 30 pictures a second, against the same app without one. */
async function measure(): Promise<BenchResult> {
  const screen = await startScreen();
  process.env['DISPLAY'] = screen.display;
  const studio = await WebPageStudio.open();
  try {
    for (const [path, page] of Object.entries(pages)) studio.site.set(path, page);
    const pid = studio.app.process().pid ?? -1;
    const empty = await coresOf(pid);
    const [studioPid = -1] = await studio.app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => contents.getOSProcessId()),
    );
    const memoryMb = { empty: megabytesOf(studioPid), moving: 0 };
    await studio.addSource(/^Web page/);
    const cores: Record<string, number> = { empty };
    for (const path of Object.keys(pages)) {
      await studio.goTo(`${studio.site.url}${path}`);
      cores[path] = await coresOf(pid);
      if (path !== '/moving') continue;
      await pause(memorySeconds * 1000);
      memoryMb.moving = megabytesOf(studioPid);
    }
    await studio.properties().getByRole('radio', { name: 'Mixed' }).click();
    cores['mixed'] = await coresOf(pid);
    await studio.properties().getByRole('radio', { name: 'Muted' }).click();
    await studio.goTo(`${studio.site.url}/moving`);
    await studio.page.getByRole('button', { name: 'Hide Web page' }).click();
    cores['hidden'] = await coresOf(pid);
    const figure = (what: string, of: string): Figure => ({
      what,
      measured: `+${((cores[of] ?? 0) - empty).toFixed(2)} cores`,
    });
    const figures = [
      { what: 'the app with an empty scene', measured: `${empty.toFixed(2)} cores` },
      figure('a page that stands still', '/still'),
      figure('a page with an alert of 480 × 120 that moves', '/alert'),
      figure('a page that changes all over', '/moving'),
      figure('a page that plays a tone, muted', '/tone'),
      figure('that page, mixed in', 'mixed'),
      figure('the page that changes all over, shown by no scene', 'hidden'),
      {
        what: 'memory of the studio’s page (RSS): empty scene; while that page changes all over',
        measured: `${memoryMb.empty} MB; ${memoryMb.moving} MB`,
      },
    ];
    return { figures, details: { cores, seconds, memoryMb } };
  } finally {
    await studio.app.close();
    // it looks whether any process is left
    await screen.close();
    await studio.close();
  }
}

await runBench('web-page', measure);
