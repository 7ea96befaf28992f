import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { EngineProcess, runMainOrEngine } from './support/engine-process.js';
import { makeSource, pushFile } from './support/ffmpeg.js';
import { LongShow, segmentSeconds } from './support/long-show.js';
import { rssBytesOf } from './support/process-figures.js';
import { isQuick, runBench, type BenchResult } from './support/report.js';
import { showSpread, spreadOf } from './support/statistics.js';

/** The budget: the engine's memory grows by no more than so many percent; what it gives back is no breach. */
const budgetPercent = 10;
/** Of a real broadcast. */
const seconds = isQuick ? 15 : Number(process.env['HEADWATER_BENCH_SECONDS'] ?? 300);
const warmUpSeconds = isQuick ? 5 : 60;
const hours = isQuick ? 1 : 12;
const clipSeconds = 10;

/** The engine's memory once a second while it makes a ladder out of a pushed 720p30, after the warm-up. Bytes. */
async function broadcastFor(seconds: number): Promise<number[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-bench-'));
  const engine = new EngineProcess({ settings: { reconnectWindowSeconds: 0 } });
  try {
    const source = path.join(folder, 'source.flv');
    await makeSource(source, { width: 1280, height: 720, seconds: clipSeconds, kbits: 2500 });
    const { pushUrl } = await engine.hear('ready');
    const push = pushFile(source, pushUrl, { loops: Math.ceil(seconds / clipSeconds) });
    await engine.hear('playable');
    const memory: number[] = [];
    for (let second = 0; second < seconds; second += 1) {
      await pause(1000);
      if (second >= warmUpSeconds) memory.push(rssBytesOf(engine.pid));
    }
    await push.kill();
    return memory;
  } finally {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The heap in use after each hour of a fast-forwarded 1080p ladder, bytes: what the time lines and playlists keep. */
async function heapOverHours(): Promise<number[]> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const show = new LongShow(() => undefined);
  const heap: number[] = [];
  for (let hour = 0; hour <= hours; hour += 1) {
    for (let index = 0; hour > 0 && index < 3600 / segmentSeconds; index += 1) {
      await show.next({ publishes: index % 60 === 0 });
    }
    collect();
    heap.push(process.memoryUsage().heapUsed);
  }
  return heap;
}

async function measure(): Promise<BenchResult> {
  const heap = await heapOverHours();
  const memory = await broadcastFor(seconds);
  const megabytes = memory.map((bytes) => bytes / 1e6);
  const window = Math.max(1, Math.floor(megabytes.length / 4));
  const first = spreadOf(megabytes.slice(0, window));
  const last = spreadOf(megabytes.slice(-window));
  const growth = 100 * (last.median / first.median - 1);
  const grownHeap = ((heap.at(-1) ?? NaN) - (heap[0] ?? NaN)) / 1e6;
  return {
    figures: [
      {
        what: `engine's memory over ${seconds} s, of which ${warmUpSeconds} s warm-up: last quarter / first`,
        measured: `${growth >= 0 ? '+' : ''}${growth.toFixed(1)} %`,
        budget: `grows by ≤ ${budgetPercent} %`,
        isKept: growth <= budgetPercent,
      },
      { what: '  first quarter', measured: showSpread(first, 0, ' MB') },
      { what: '  last quarter', measured: showSpread(last, 0, ' MB') },
      { what: `what ${hours} h of a 1080p ladder add to the heap`, measured: `${grownHeap.toFixed(1)} MB` },
    ],
    details: { seconds, warmUpSeconds, memory, heap },
  };
}

await runMainOrEngine(() => runBench('memory', measure));
