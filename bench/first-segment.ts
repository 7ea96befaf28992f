import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { CliProcess } from './support/cli-process.js';
import { EngineProcess, runMainOrEngine } from './support/engine-process.js';
import { makeSource, pushFile } from './support/ffmpeg.js';
import { fetchFirstSegments } from './support/first-segments.js';
import { monotonicMs } from './support/monotonic.js';
import { isQuick, runBench, type BenchResult, type Figure } from './support/report.js';
import { showSpread, spreadOf } from './support/statistics.js';

/** The budget: "Go live" → viewer's first frame. */
const budgetSeconds = 4;
const rounds = isQuick ? 1 : 5;
/** Longer than any viewer waits here. */
const sourceSeconds = isQuick ? 15 : 30;

const systemChromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));

interface Push {
  /** Seconds from the encoder's start. */
  readonly accepted: number;
  readonly playable: number;
  readonly fetched: number;
  readonly firstFrame: number;
}

/** Seconds from the start of `headwater demo` with an empty data folder to a fetched first segment of every rendition. */
async function runDemo(): Promise<number> {
  const data = mkdtempSync(path.join(tmpdir(), 'headwater-bench-'));
  const startedMs = monotonicMs();
  const cli = new CliProcess(['demo', '--json', '--data', data]);
  try {
    await fetchFirstSegments(new URL('master.m3u8', await cli.link()).href);
    return (monotonicMs() - startedMs) / 1000;
  } finally {
    await cli.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

/** An encoder starts to push into an engine that waits for it; a viewer opens the link. */
async function runPush(source: string, browser: Browser, opens: 'at once' | 'when playable'): Promise<Push> {
  const engine = new EngineProcess({ settings: { reconnectWindowSeconds: 0 } });
  const page = await browser.newPage();
  try {
    const { pushUrl } = await engine.hear('ready');
    const startedMs = monotonicMs();
    const since = (atMs: number): number => (atMs - startedMs) / 1000;
    const push = pushFile(source, pushUrl);
    const accepted = await engine.hear('accepted');
    const playable = engine.hear('playable');
    const fetched = playable.then(({ masterUrl }) => fetchFirstSegments(masterUrl)).then(() => monotonicMs());
    if (opens === 'when playable') await playable;
    const answer = await page.goto(accepted.pageUrl);
    if (answer?.ok() !== true)
      throw new Error(`Expected a page at ${accepted.pageUrl}, got ${answer?.status() ?? 'nothing'}`);
    // Not waitForFunction: the page's own content policy forbids what that needs.
    const isSeen = await page.evaluate(async (limitMs) => {
      const frames = (): number => document.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
      const until = performance.now() + limitMs;
      while (frames() === 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
      return frames() > 0;
    }, sourceSeconds * 1000);
    if (!isSeen) throw new Error(`Expected a first frame within ${sourceSeconds} s, got none`);
    const firstFrameMs = monotonicMs();
    const result = {
      accepted: since(accepted.atMs),
      playable: since((await playable).atMs),
      fetched: since(await fetched),
      firstFrame: since(firstFrameMs),
    };
    await push.kill();
    return result;
  } finally {
    await page.close();
    await engine.stop();
  }
}

async function measure(): Promise<BenchResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-bench-'));
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({
    args,
    ...(systemChromium !== undefined && { executablePath: systemChromium }),
  });
  try {
    const source = path.join(folder, 'source.flv');
    await makeSource(source, { width: 1280, height: 720, seconds: sourceSeconds, kbits: 2500 });
    const demos: number[] = [];
    const waiting: Push[] = [];
    const opened: Push[] = [];
    for (let round = 0; round < rounds; round += 1) {
      demos.push(await runDemo());
      opened.push(await runPush(source, browser, 'when playable'));
      waiting.push(await runPush(source, browser, 'at once'));
    }
    const pushes = [...opened, ...waiting];
    const show = (what: string, values: readonly number[]): Figure => ({
      what,
      measured: showSpread(spreadOf(values), 2, ' s'),
    });
    const judged = (what: string, values: readonly number[]): Figure => ({
      ...show(what, values),
      budget: `≤ ${budgetSeconds} s`,
      isKept: spreadOf(values).median <= budgetSeconds,
    });
    const pick = (runs: readonly Push[], key: keyof Push): number[] => runs.map((run) => run[key]);
    return {
      figures: [
        show('`demo` started → first segment of every rendition fetched', demos),
        show('encoder started → its stream accepted', pick(pushes, 'accepted')),
        show('encoder started → broadcast playable', pick(pushes, 'playable')),
        show('encoder started → first segment of every rendition fetched', pick(pushes, 'fetched')),
        judged('encoder started → first frame, page opened when playable', pick(opened, 'firstFrame')),
        judged('encoder started → first frame, page open and waiting', pick(waiting, 'firstFrame')),
      ],
      details: { demos, opened, waiting },
    };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

await runMainOrEngine(() => runBench('first-segment', measure));
