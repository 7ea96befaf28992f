import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser, type Page } from '@playwright/test';
import { existsSync } from 'node:fs';
import { keyframeSecondsFor } from '../src/shared/keyframes.js';
import { latencyProfileNames, latencyProfiles, type LatencyProfileName } from '../src/shared/latency-profiles.js';
import { destinationAt, publicRoot } from '../test/integration/support/bucket-server.js';
import {
  bucketRole,
  bucketRoleName,
  startCephBucket,
  startOwnBucket,
  type RunningBucket,
} from './support/bucket-role.js';
import { EngineProcess, runMainOrEngine } from './support/engine-process.js';
import { makeSource } from './support/ffmpeg.js';
import { GlassClock } from './support/glass-clock.js';
import { glassOf, readGlass, type SeenStay } from './support/glass-reader.js';
import { isQuick, runBench, type BenchResult, type Figure } from './support/report.js';
import { runMainOrRole } from './support/role-process.js';
import { spreadOf } from './support/statistics.js';
import { withFolder } from './support/temporary-folder.js';
import { untilThere } from './support/until-there.js';

const seconds = isQuick ? 20 : Number(process.env['HEADWATER_BENCH_SECONDS'] ?? 180);
/** What a page needs to find its place is not measured. */
const settleSeconds = isQuick ? 5 : 20;
/** Those to measure, divided by commas; all unless told. */
const wanted = process.env['HEADWATER_BENCH_PROFILES']?.split(',');
const profiles = latencyProfileNames.filter((name) => wanted?.includes(name) ?? true);

const systemChromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));

async function watch(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(url);
  await page.waitForSelector('video');
  await readGlass(page);
  return page;
}

async function measureProfile(
  bucket: RunningBucket | null,
  source: string,
  latency: LatencyProfileName,
): Promise<SeenStay> {
  const engine = new EngineProcess({
    settings: { reconnectWindowSeconds: 0, latency },
    ...(bucket !== null && { destination: destinationAt(bucket.server) }),
  });
  const browser = await chromium.launch({
    args: ['--autoplay-policy=no-user-gesture-required', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    ...(systemChromium !== undefined && { executablePath: systemChromium }),
  });
  try {
    const { pushUrl } = await engine.hear('ready');
    const clock = new GlassClock({
      picture: source,
      width: 1280,
      height: 720,
      kbits: 2800,
      keyframeSeconds: keyframeSecondsFor(latencyProfiles[latency].segmentSeconds),
      pushUrl,
    });
    try {
      const { masterUrl } = await engine.hear('playable');
      const id = path.posix.basename(path.posix.dirname(new URL(masterUrl).pathname));
      const folder =
        bucket === null ? new URL('.', masterUrl).href.slice(0, -1) : `${publicRoot(bucket.server)}/live/b/${id}`;
      await untilThere(`${folder}/master.m3u8`);
      const viewer = await watch(browser, `${folder}/index.html`);
      await pause((settleSeconds + seconds) * 1000);
      return await glassOf(viewer);
    } finally {
      await clock.stop();
    }
  } finally {
    await browser.close();
    await engine.stop();
  }
}

function figuresOf(name: string, { pictures, stalls, stalledMs }: SeenStay): Figure[] {
  const from = (pictures[0]?.atMs ?? 0) + settleSeconds * 1000;
  const counted = pictures.filter(({ atMs }) => atMs >= from);
  const ages = counted.flatMap(({ ageMs }) => (ageMs === null ? [] : ageMs));
  if (ages.length === 0) return [{ what: name, measured: `no picture could be read of ${pictures.length}` }];
  const { median, p95, max, count } = spreadOf(ages);
  const hurried = counted.filter(({ rate }) => rate > 1).length / counted.length;
  return [
    {
      what: `${name}: glass to glass`,
      measured: `p50 ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, max ${max.toFixed(0)} ms, n ${count}`,
    },
    { what: '  stalls', measured: `${stalls}, ${stalledMs.toFixed(0)} ms` },
    { what: '  catching up', measured: `${(hurried * 100).toFixed(1)} % of pictures` },
    { what: '  unreadable', measured: `${counted.length - ages.length}` },
  ];
}

async function measure(): Promise<BenchResult> {
  return withFolder(async (folder) => {
    const source = path.join(folder, 'source.mp4');
    await makeSource(source, { width: 1280, height: 720, seconds: 20, kbits: 2500 });
    const figures: Figure[] = [];
    const details: Record<string, SeenStay> = {};
    // where Ceph is not installed, the project's own server stands for a bucket
    const bucket = (await startCephBucket()) ?? (await startOwnBucket());
    try {
      for (const latency of profiles) {
        for (const [place, from] of [
          ['bucket', bucket],
          ['this computer', null],
        ] as const) {
          const stay = await measureProfile(from, source, latency);
          details[`${place} ${latency}`] = stay;
          figures.push(...figuresOf(`${latency}, ${place}`, stay));
        }
      }
    } finally {
      await bucket.stop();
    }
    return { figures, details };
  });
}

await runMainOrRole(() => runMainOrEngine(() => runBench('latency', measure)), { [bucketRoleName]: bucketRole });
