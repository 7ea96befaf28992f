import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BroadcastArchive } from '../archive/broadcast-archive.js';
import { BroadcastPackager } from '../package/broadcast-packager.js';
import {
  everySeconds,
  makePictures,
  numbers,
  picturesOnDisk,
  send,
  testFps,
} from '../package/test-stream.test-support.js';
import type { LadderPlan } from '../transcode/plan.js';
import type { FeedFigures } from './feed.js';
import { FeedRunner, type PlanWish } from './feed-runner.js';
import {
  HandFeed,
  HandTranscoder,
  makeBench,
  silent,
  testPlan,
  testRow,
  type HandRun,
} from './test-bench.test-support.js';

/** What takes longer hangs: the second that `vi.waitFor` has by itself is too short beside other tests. */
const patience = { timeout: 30_000 };

const encodedPlan: LadderPlan = {
  ...testPlan,
  video: testPlan.video.map((rung) => ({ ...rung, copied: false, maxBitrate: 2e6 })),
};

let bench: ReturnType<typeof makeBench>;
let archive: BroadcastArchive;
let packager: BroadcastPackager;
let feed: HandFeed;
let wishes: PlanWish[];
let attempts: unknown[];
let failures: unknown[];
beforeEach(async () => {
  bench = makeBench(new HandTranscoder(() => undefined));
  bench.journal.insertBroadcast(testRow);
  failures = [];
  archive = new BroadcastArchive({
    row: testRow,
    journal: bench.journal,
    root: bench.root,
    logger: silent,
    onSegment: () => undefined,
    onFailure: (error) => failures.push(error),
  });
  await archive.create();
  packager = new BroadcastPackager({ archive, clock: bench.clock });
  feed = new HandFeed();
  wishes = [];
  attempts = [];
});
afterEach(async () => {
  await bench.close();
  expect(failures).toEqual([]);
});

function makeRunner(script: (run: HandRun, index: number) => void) {
  const transcoder = new HandTranscoder(script);
  const { runs } = transcoder;
  let onAir = -1;
  const runner = new FeedRunner({
    feed,
    plan: (wish) => {
      wishes.push(wish);
      return wish.encodeTop === null ? testPlan : encodedPlan;
    },
    transcoder: () => transcoder,
    packager,
    segmentSeconds: 2,
    partSeconds: 0.5,
    clock: bench.clock,
    logger: silent,
    onPlan: () => undefined,
    onTrouble: ({ details }) => attempts.push(details['attempt']),
    onRunning: () => {
      onAir = runs.length - 1;
    },
    onEncoderTrouble: () => false,
  });
  const reaches = (index: number, seconds: number): Promise<void> =>
    vi.waitFor(() => {
      // one that is still to be taken over from has its pictures, too
      expect(onAir).toBe(index);
      expect(runs).toHaveLength(index + 1);
      expect(runner.current?.packing.newestSeconds).toBeGreaterThan(seconds - 0.05);
    }, patience);
  return { runner, runs, reaches };
}

test('after trouble the next ffmpeg is asked from where the packing ended, and nothing is packed twice', async () => {
  const { runner, runs, reaches } = makeRunner((run, index) => {
    send(run.stream, index === 0 ? makePictures(10, 13) : makePictures(12, 16, everySeconds(1)));
  });
  const running = runner.run();
  await reaches(0, 13);
  runs[0]?.stream.write(Buffer.from('this is no box of any kind at all'));
  await reaches(1, 16);
  runner.stop();
  expect(await running).toBe('stopped');
  expect(feed.asked[0]).toBe(-Infinity);
  // 13 s on the clock of ffmpeg's outputs, which is 10 s ahead of the source's
  expect(feed.asked.slice(1).map((seconds) => Number(seconds.toFixed(3)))).toEqual([3]);
  expect(picturesOnDisk(archive, '720p')).toEqual(numbers(10, 16));
});

test('a replacement that fails leaves the living run on air and takes the wish back', async () => {
  const { runner, runs, reaches } = makeRunner((run, index) => {
    if (index === 0) send(run.stream, makePictures(10, 15));
    else void run.die(1);
  });
  const running = runner.run();
  await reaches(0, 15);
  for (const tries of [2, 3]) {
    runner.current?.reportSlow();
    await vi.waitFor(() => expect(runs[tries - 1]?.stops).toBe(1), patience);
    expect(wishes.at(-1)?.shed).toBe(1);
  }
  expect(runs[0]?.stops).toBe(0);
  if (runs[0] !== undefined) send(runs[0].stream, makePictures(15, 17));
  await vi.waitFor(() => expect(runner.current?.packing.newestSeconds).toBeGreaterThan(16.9), patience);
  runner.stop();
  await running;
  expect(runs).toHaveLength(3);
  expect(picturesOnDisk(archive, '720p')).toEqual(numbers(10, 17));
});

test('a clock that jumps every hour does not end the show', async () => {
  const start = (index: number): number => 10 + index * 100;
  const { runner, runs, reaches } = makeRunner((run, index) => {
    send(run.stream, makePictures(start(index), start(index) + 3));
  });
  const running = runner.run();
  for (let index = 0; index < 9; index += 1) {
    await reaches(index, start(index) + 3);
    bench.clock.advance(3_600_000);
    const run = runs[index];
    if (run !== undefined) send(run.stream, makePictures(start(index + 1), start(index + 1) + 0.1));
  }
  await reaches(9, start(9) + 3);
  runner.stop();
  expect(await running).toBe('stopped');
  expect(attempts).toEqual(Array(9).fill(1));
});

test('the runs of one feed date their segments by one map, however late a run reads', async () => {
  const { runner, runs, reaches } = makeRunner((run, index) => {
    send(run.stream, index === 0 ? makePictures(10, 13) : makePictures(14, 18));
  });
  const running = runner.run();
  await reaches(0, 13);
  bench.clock.advance(7_000);
  runs[0]?.stream.write(Buffer.from('this is no box of any kind at all'));
  await reaches(1, 18);
  runner.stop();
  await running;
  const dates = bench.journal.segments(testRow.id, '720p').map((segment) => segment.programDateTimeMs);
  const first = dates[0] ?? Number.NaN;
  // frames of 10, 12, 14 and 16 s
  expect(dates.map((ms) => (ms ?? Number.NaN) - first)).toEqual([0, 2000, 4000, 6000]);
});

test('a source that refuses its first connections is tried again without alarm, for as long as it may', async () => {
  feed = Object.assign(feed, { settleMs: 5_000 });
  let refusals = 4;
  const { runner, runs, reaches } = makeRunner((run, index) => {
    if (index < refusals) throw new Error('453 Not Enough Bandwidth');
    send(run.stream, makePictures(10, 13));
  });
  const running = runner.run();
  const turnHands = (): void => {
    // only as far as somebody waits: hands that run ahead would settle the source
    if (runs.length <= refusals) bench.clock.advance(bench.clock.nextInMs ?? 0);
    expect(runs).toHaveLength(refusals + 1);
  };
  await vi.waitFor(turnHands, { ...patience, interval: 10 });
  await reaches(refusals, 13);
  expect(attempts).toEqual([]);
  runner.stop();
  await running;

  // once it has settled, a refusal is trouble
  refusals = Infinity;
  const late = makeRunner(() => {
    throw new Error('453 Not Enough Bandwidth');
  });
  bench.clock.advance(5_000);
  const trying = late.runner.run();
  await vi.waitFor(() => expect(attempts).toEqual([1, 2]), patience);
  late.runner.stop();
  expect(await trying).toBe('stopped');
});

/** Keyframes every 2 s, but for one that comes at 15.2 s instead of 14, and its followers. */
const lateOnce = (number: number): boolean =>
  number < 14 * testFps ? everySeconds(2)(number) : number >= 15.2 * testFps && (number - 15.2 * testFps) % 60 === 0;

/** What the source is measured to send, told once a second for so long. */
function measure(seconds: number, figures: Pick<FeedFigures, 'gopSeconds' | 'openGopSeconds'>): void {
  feed = Object.assign(feed, { figures: (): FeedFigures => ({ bitrate: 1e6, fps: testFps, ...figures }) });
  for (let told = 0; told < seconds; told += 1) {
    bench.clock.advance(1_000);
    for (const tell of feed.newest) tell(0);
  }
}
const regular = { gopSeconds: 2, openGopSeconds: 1 };

const durations = (): number[] =>
  bench.journal.segments(testRow.id, '720p').map(({ durationTicks }) => durationTicks / 90_000);

test('a keyframe that comes late once: encoded until they are regular, then copied again, and not a picture is missing', async () => {
  const { runner, runs, reaches } = makeRunner((run, index) => {
    if (index === 0) send(run.stream, makePictures(10, 16, lateOnce));
    if (index === 1) send(run.stream, makePictures(12, 26, everySeconds(2)));
    if (index === 2) send(run.stream, makePictures(23.2, 28, lateOnce));
  });
  const running = runner.run();
  // the late one comes before another ffmpeg is there
  await reaches(1, 26);
  // the long one is the last that was complete, then it is not
  measure(2, { gopSeconds: 3.2, openGopSeconds: 1 });
  measure(5, regular);
  expect(runs).toHaveLength(2);
  measure(1, regular);
  await reaches(2, 28);
  runner.stop();
  await running;
  expect(wishes.map(({ encodeTop }) => encodeTop?.code ?? 'copy')).toEqual(['copy', 'ingest.gop-too-long', 'copy']);
  expect(picturesOnDisk(archive, '720p')).toEqual(numbers(10, 28));
  expect(Math.max(...durations())).toBeLessThan(2.5);
  expect(archive.discontinuities).toBe(2);
});

test('a show that ends while another ffmpeg should have taken over keeps all it had', async () => {
  const { runner, runs } = makeRunner((run, index) => {
    if (index === 0) send(run.stream, makePictures(10, 16, lateOnce));
    else {
      feed.end('ended');
      void run.die(0);
    }
  });
  const running = runner.run();
  await vi.waitFor(() => expect(runs[1]?.stops).toBe(1), patience);
  await vi.waitFor(() => expect(runner.current?.packing.newestSeconds).toBeGreaterThan(15.9), patience);
  void runs[0]?.die(0);
  expect(await running).toBe('ended');
  expect(picturesOnDisk(archive, '720p')).toEqual(numbers(10, 16));
  expect(Math.max(...durations())).toBeLessThan(2.5);
});

test('what was shed for the encoding comes back with the copying; a start that fails leaves the encoded run on air for longer', async () => {
  const { runner, runs, reaches } = makeRunner((run, index) => {
    if (index === 0) send(run.stream, makePictures(10, 16, lateOnce));
    if (index === 1 || index === 2) send(run.stream, makePictures(12, 26, everySeconds(2)));
    if (index === 3) void run.die(1);
    if (index === 4) send(run.stream, makePictures(23.2, 28, lateOnce));
  });
  const running = runner.run();
  await reaches(1, 26);
  runner.current?.reportSlow();
  await reaches(2, 26);
  measure(6, regular);
  await vi.waitFor(() => expect(runs[3]?.stops).toBe(1), patience);
  let told = 0;
  await vi.waitFor(() => {
    measure(1, regular);
    told += 1;
    expect(runs).toHaveLength(5);
  }, patience);
  // twice as long as the first time
  expect(told).toBeGreaterThan(10);
  await reaches(4, 28);
  runner.stop();
  await running;
  expect(wishes.map(({ shed, encodeTop }) => [shed, encodeTop === null])).toEqual([
    // copied; encoded, with a rung less; copied, in vain and again
    [0, true],
    [0, false],
    [1, false],
    [0, true],
    [0, true],
  ]);
  expect(picturesOnDisk(archive, '720p')).toEqual(numbers(10, 28));
});
