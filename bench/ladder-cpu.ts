import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import type { BroadcastSummary } from '../src/engine/engine-api.js';
import { buildArgs } from '../src/engine/transcode/build-args.js';
import { softwareEncoder } from '../src/engine/transcode/encoder-profiles.js';
import { latencyProfiles } from '../src/shared/latency-profiles.js';
import type { LadderPlan } from '../src/engine/transcode/plan.js';
import { planLadder } from '../src/engine/transcode/plan-ladder.js';
import { EngineProcess, runMainOrEngine } from './support/engine-process.js';
import { Ffmpeg, makeSource, pushFile } from './support/ffmpeg.js';
import { cpuSecondsOf } from './support/process-figures.js';
import { isQuick, runBench, type BenchResult } from './support/report.js';
import { showSpread, spreadOf } from './support/statistics.js';

/** The budget: the whole product may take so many times the CPU of the bare ffmpeg. */
const budget = 1.1;
const pairs = isQuick ? 1 : Number(process.env['HEADWATER_BENCH_PAIRS'] ?? 3);
const seconds = isQuick ? 6 : 30;
const { segmentSeconds } = latencyProfiles.balanced;
const mostTries = 4;

/** The ladder that the product plans for the pushed source. */
const plan: LadderPlan = planLadder({
  source: {
    video: {
      codec: 'h264',
      profile: 'High',
      pixelFormat: 'yuv420p',
      width: 1920,
      height: 1080,
      fps: 30,
      gopSeconds: 2,
      bitrate: 5_000_000,
    },
    audio: { codec: 'aac', sampleRate: 48_000, channels: 2, bitrate: 128_000 },
  },
  preset: 'auto',
  segmentSeconds,
  copyAllowed: true,
  shed: 0,
  live: true,
});
const planned = [...plan.video, ...(plan.audio === null ? [] : [plan.audio])].map(({ name }) => name);

interface ProductRun {
  /** CPU seconds of the engine's own process: all its threads. */
  readonly engine: number;
  /** CPU seconds of its children: the ladder's ffmpeg, and the one that makes the poster. */
  readonly children: number;
}

/** CPU from an idle engine to the end of the broadcast. Throws when it made another ladder than was planned. */
async function runProduct(source: string, execArgv: readonly string[] = []): Promise<ProductRun> {
  const engine = new EngineProcess({ settings: { reconnectWindowSeconds: 0, latency: 'balanced' }, execArgv });
  try {
    const { pushUrl } = await engine.hear('ready');
    const before = cpuSecondsOf(engine.pid);
    const push = pushFile(source, pushUrl);
    const { summary, notices } = await engine.hear('ended');
    await push.ended;
    const after = cpuSecondsOf(engine.pid);
    checkLadder(summary, notices);
    return { engine: after.own - before.own, children: after.ended - before.ended };
  } finally {
    await engine.stop();
  }
}

function checkLadder(
  { renditions, durationSeconds, lostSegments }: BroadcastSummary,
  notices: readonly string[],
): void {
  const made = renditions.map(({ name }) => name).join();
  if (made !== planned.join()) throw new Error(`Expected the ladder ${planned.join()}, got ${made}`);
  const isWhole = Math.abs(durationSeconds - seconds) < 0.5 && lostSegments === 0;
  const trouble = notices.filter((code) => code !== 'broadcast.ended-by-source');
  if (!isWhole || trouble.length > 0) {
    throw new Error(
      `Expected ${seconds} s without trouble, got ${durationSeconds} s, ${trouble.join() || 'no notices'}`,
    );
  }
}

/** A busy machine makes the product shed a rung, which is another ladder: such a run is made anew. */
async function runWholeProduct(source: string): Promise<ProductRun & { readonly tries: number }> {
  for (let tries = 1; ; tries += 1) {
    try {
      return { ...(await runProduct(source)), tries };
    } catch (error) {
      if (tries === mostTries) throw error;
      console.error(`again: ${String(error)}`);
    }
  }
}

/** The product's own arguments, but one HLS playlist with fMP4 segments of 2 s for each rendition, written by ffmpeg itself. */
function bareArgs(source: string, folder: string): string[] {
  const outputs = planned.map((name) => ({ name, url: `OUTPUT ${name}` }));
  const input = { kind: 'file', url: source } as const;
  const cores = availableParallelism();
  const args = buildArgs({ input, plan, encoder: softwareEncoder, segmentSeconds, outputs, cores });
  const bare: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const name = /^OUTPUT (.+)$/.exec(args[index] ?? '')?.[1];
    if (args[index] === '-f' && args[index + 1] === 'mp4') {
      // what follows up to the address is how the product takes the stream over
      while (!(args[index + 1] ?? 'OUTPUT').startsWith('OUTPUT')) index += 1;
    } else if (name === undefined) bare.push(args[index] ?? '');
    else {
      const segments = ['-hls_segment_type', 'fmp4', '-hls_fmp4_init_filename', `${name}-init.mp4`];
      const files = ['-hls_segment_filename', path.join(folder, `${name}-%d.m4s`), path.join(folder, `${name}.m3u8`)];
      bare.push('-f', 'hls', '-hls_time', String(segmentSeconds), '-hls_list_size', '0', ...segments, ...files);
    }
  }
  return bare;
}

/** CPU seconds of the bare command: it is this process's only child that ends meanwhile. */
async function runBare(source: string): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-bench-'));
  try {
    const before = cpuSecondsOf(process.pid).ended;
    await new Ffmpeg(['-nostdin', ...bareArgs(source, folder)]).done();
    return cpuSecondsOf(process.pid).ended - before;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(): Promise<BenchResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-bench-'));
  const profile = process.env['HEADWATER_BENCH_PROFILE'];
  try {
    const source = path.join(folder, 'source.flv');
    await makeSource(source, { width: 1920, height: 1080, seconds, kbits: 5000 });
    if (profile !== undefined) await runProduct(source, ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profile)}`]);
    const runs: (ProductRun & { tries: number; bare: number })[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      const product = await runWholeProduct(source);
      runs.push({ ...product, bare: await runBare(source) });
    }
    const ratio = spreadOf(runs.map(({ engine, children, bare }) => (engine + children) / bare));
    const cores = (pick: (run: (typeof runs)[number]) => number): string =>
      showSpread(spreadOf(runs.map((run) => pick(run) / seconds)), 2);
    return {
      figures: [
        {
          what: 'CPU of the whole product / bare ffmpeg',
          measured: showSpread(ratio, 2),
          budget: `≤ ${budget}`,
          isKept: ratio.median <= budget,
        },
        { what: 'product, cores for real time', measured: cores(({ engine, children }) => engine + children) },
        { what: '  its ffmpeg', measured: cores(({ children }) => children) },
        { what: '  the engine itself', measured: cores(({ engine }) => engine) },
        { what: 'bare ffmpeg, cores for real time', measured: cores(({ bare }) => bare) },
      ],
      details: { ladder: plan, seconds, runs, bareCommand: bareArgs('source.flv', '.') },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runMainOrEngine(() => runBench('ladder-cpu', measure));
