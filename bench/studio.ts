import { openStudioSession } from '../test/e2e/live-studio.js';
import { runBench, isQuick, type BenchResult } from './support/report.js';
import { runMainOrRole } from './support/role-process.js';
import { StudioBrowser } from './support/studio-browser.js';
import { StudioEngine, studioEngineRole, studioEngineRoleName } from './support/studio-engine.js';
import { studioFigures, type StudioMeasures } from './support/studio-figures.js';
import { StudioPage } from './support/studio-page.js';
import { RecorderPage } from './support/studio-recorder.js';
import { answerFirstRun, setScene, until } from './support/studio-scene.js';
import { takeBlank, takeRecorder, takeRest, takeStudio, type Show, type StudioBench } from './support/studio-takes.js';
import { withFolder } from './support/temporary-folder.js';

/** What everybody wants, and what a small machine without a GPU holds. */
const large: Show = { canvas: { width: 1280, height: 720, fps: 30 }, bitrate: 4_000_000 };
const small: Show = { canvas: { width: 640, height: 360, fps: 15 }, bitrate: 1_000_000 };
const starts = isQuick ? 1 : 5;

/** The page's first picture of the camera, with nothing in the browser's cache: the studio's and the recorder's in turns. */
async function takeStarts({ browser, studio }: StudioBench): Promise<StudioMeasures['starts']> {
  const taken: StudioMeasures['starts'][number][] = [];
  await setScene(studio, large.canvas, 'camera');
  for (let round = 0; round < starts; round += 1) {
    const context = await browser.context(studio);
    const page = await StudioPage.open(context, studio.base, large.canvas);
    const studioMs = await page.previewMs();
    await page.page.close();
    // everything of it is in the browser's cache now
    const again = await StudioPage.open(context, studio.base, large.canvas);
    const againMs = await again.previewMs();
    await context.close();
    const other = await browser.context(studio);
    const recorder = await RecorderPage.open(other, studio.base, large.canvas);
    taken.push({ studioMs, againMs, recorderMs: await recorder.previewMs() });
    await other.close();
  }
  return taken;
}

async function measure(): Promise<BenchResult> {
  return withFolder(async (dataDir) => {
    const startedMs = performance.now();
    const engine = await StudioEngine.start(dataDir);
    const engineMs = performance.now() - startedMs;
    const studio = await openStudioSession(engine.url);
    const browser = await StudioBrowser.launch();
    try {
      // encoders are probed after the start by really encoding
      await until(studio, (state) => state.engine.encoders.length > 0);
      await answerFirstRun(studio);
      const bench: StudioBench = { engine, studio, browser };
      const blank = await takeBlank(bench);
      const begun = await takeStarts(bench);
      const rest = await takeRest(bench, large.canvas);
      const shows: StudioMeasures['shows'][number][] = [];
      for (const show of [large, small])
        shows.push({ show, studio: await takeStudio(bench, show), recorder: await takeRecorder(bench, show) });
      const measures: StudioMeasures = { engineMs, starts: begun, blank, rest, shows };
      return { figures: studioFigures(measures), details: { ...measures } };
    } finally {
      await browser.close();
      await studio.close();
      await engine.stop();
    }
  });
}

await runMainOrRole(() => runBench('studio', measure), { [studioEngineRoleName]: studioEngineRole });
