import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BroadcastArchive } from '../archive/broadcast-archive.js';
import type { AppError } from '../../shared/errors.js';
import { makePictures, send } from '../package/test-stream.test-support.js';
import { WallClockMap } from '../package/wall-clock-map.js';
import { ActiveRun } from './active-run.js';
import { BroadcastMonitor } from './broadcast-monitor.js';
import { StageBoard } from './stage-board.js';
import { HandFeed, HandTranscoder, makeBench, silent, testPlan, testRow } from './test-bench.test-support.js';

/** What takes longer hangs: the second that `vi.waitFor` has by itself is too short beside other tests. */
const patience = { timeout: 30_000 };

/** A source whose newest frame the test tells. */
class TellingFeed extends HandFeed {
  told: number | null = null;
  override newestSeconds(): number | null {
    return this.told;
  }
}

/** A disk that has stopped. */
class StalledArchive extends BroadcastArchive {
  bytes = 0;
  override get pendingBytes(): number {
    return this.bytes;
  }
}

let bench: ReturnType<typeof makeBench>;
let feed: TellingFeed;
let transcoder: HandTranscoder;
let run: ActiveRun;
let archive: StalledArchive;
let monitor: BroadcastMonitor;
let stalls: AppError[];
beforeEach(async () => {
  transcoder = new HandTranscoder(() => undefined);
  bench = makeBench(transcoder);
  const { clock, journal, root } = bench;
  feed = new TellingFeed();
  run = await ActiveRun.launch({
    transcoder,
    input: await feed.input(0),
    plan: testPlan,
    segmentSeconds: 2,
    partSeconds: 0.5,
    clock,
    wallClock: new WallClockMap(),
    signal: new AbortController().signal,
  });
  const nothing = (): void => undefined;
  archive = new StalledArchive({ row: testRow, journal, root, logger: silent, onSegment: nothing, onFailure: nothing });
  stalls = [];
  const twoRungs = { ...testPlan, video: [...testPlan.video, ...testPlan.video] };
  monitor = new BroadcastMonitor({
    clock,
    board: new StageBoard(),
    archive,
    feed: () => feed,
    run: () => run,
    plan: () => twoRungs,
    onTick: nothing,
    onArchiveStalled: (error) => stalls.push(error),
  });
});
afterEach(async () => {
  monitor.stop();
  await run.stop();
  await bench.close();
});

/** What the ladder has made and the source has sent a second later: pictures up to `out`, on their own clocks. */
async function second(out: number, told: number): Promise<void> {
  const before = run.packing.newestSeconds;
  const from = before === null ? 10 : before + 1 / 30;
  const stream = transcoder.runs[0]?.stream;
  if (stream !== undefined) send(stream, makePictures(from, out));
  await vi.waitFor(() => expect(run.packing.newestSeconds).toBeCloseTo(out - 1 / 30, 2), patience);
  feed.told = told;
  bench.clock.advance(1000);
}

test('a ladder that falls behind is reported; a picture that stands still while sound goes on is not', async () => {
  const report = vi.spyOn(run, 'reportSlow');
  monitor.start();
  await second(12, 2);
  for (let at = 1; at <= 12; at += 1) await second(12, 2 + at);
  expect(monitor.lagSeconds).toBeNull();
  expect(report).not.toHaveBeenCalled();
  for (let at = 1; at <= 8; at += 1) await second(12 + at * 0.2, 20 + at);
  expect(monitor.lagSeconds).toBeGreaterThan(4);
  expect(report).toHaveBeenCalledTimes(1);
});

test('a disk that takes nothing any more is given up at 256 MB', () => {
  archive.bytes = 256 * 1024 * 1024;
  monitor.start();
  expect(stalls).toEqual([]);
  archive.bytes += 1;
  bench.clock.advance(1000);
  expect(stalls.map(({ code }) => code)).toEqual(['archive.write-failed']);
  monitor.stop();
  bench.clock.advance(5000);
  expect(stalls).toHaveLength(1);
});
