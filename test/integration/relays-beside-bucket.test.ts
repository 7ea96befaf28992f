import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { spreadOf } from '../../bench/support/statistics.js';
import { defaultUnitLimits } from '../../src/engine/relay/unit-limits.js';
import type { RtmpSink } from '../servers/rtmp-sink.js';
import { BucketBesideRelays, expectNothingLost } from './support/bucket-beside-relays.js';
import { Media } from './support/media.js';
import { missingBetween, NumberedClip } from './support/numbered-clip.js';
import { canSeeProcesses, noProcessLeft } from './support/own-processes.js';
import { ClipPackets, relayTo, Sinks, standStill } from './support/relayed-show.js';
import { isSoak } from './support/seeds.js';
import { tellFigure } from './support/soak-figures.js';

/** What a service does not take soon must be more than the kernels' buffers hold (some 10 MB); in a soak run, later. */
const kbps = isSoak ? 12_000 : 24_000;
const bytesPerSecond = (kbps * 1_000) / 8;
/** How long a service stands still at least, and for how long the others go on being bad after it. Seconds of programme. */
const [stallSeconds, afterSeconds] = isSoak ? [60, 180] : [0, 0];
const resetAfterMs = isSoak ? 5_000 : 1_000;
/** What two services that take nothing may cost: their queues, as much again until it is collected, and what floats anyway. */
const memoryBytes = 4 * defaultUnitLimits.queueBytes + 64e6;

let media: Media;
let clip: NumberedClip;
let own: ClipPackets;
let show: BucketBesideRelays;
const sinks = new Sinks();

beforeAll(async () => {
  media = await Media.create();
  clip = await NumberedClip.make(media, kbps, true);
  own = await ClipPackets.read(clip.file);
});
beforeEach(async () => {
  show = await BucketBesideRelays.start();
});
afterEach(async () => {
  await show.stop();
  await sinks.end();
  await noProcessLeft();
});
afterAll(() => media.remove());

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

test('four services turn bad beside a good one and a bucket: both get everything, and what waits for the bad ones is bounded', async () => {
  const start = (): Promise<RtmpSink> => sinks.start({ keepsData: false });
  const [good, sleepy, choosy, moody, deaf] = [
    await start(),
    await start(),
    await start(),
    await start(),
    await start(),
  ];
  const save = (name: string, { url }: RtmpSink): Promise<string> =>
    show.saveRelay(relayTo(name, url, { feed: 'source' }), `key-of-${name}`);
  const ids = {
    good: await save('good', good),
    sleepy: await save('sleepy', sleepy),
    choosy: await save('choosy', choosy),
    moody: await save('moody', moody),
    deaf: await save('deaf', deaf),
  };
  let longestLagMs = 0;
  show.studio.subscribe(() => {
    for (const { lagMs } of show.studio.state.broadcast?.relays ?? []) {
      longestLagMs = Math.max(longestLagMs, lagMs ?? 0);
    }
  });
  await show.encoderStarts(clip);
  const broadcastId = await show.untilPublished();
  for (const id of Object.values(ids)) await show.untilRun(id, 'all to be live', ({ status }) => status === 'live');
  show.takeMemory();
  await show.untilMore(isSoak ? 60 : 4);
  const before = Math.max(...show.takeMemory());

  standStill(sleepy);
  standStill(deaf);
  choosy.refuse({ at: 'publish', code: 'NetStream.Publish.BadName', description: 'unknown stream key' });
  choosy.reset();
  moody.resetAfter(resetAfterMs);
  await show.untilMore(stallSeconds);
  for (const id of [ids.sleepy, ids.deaf]) {
    await show.untilRun(id, 'pictures to be left out', ({ droppedFrames }) => droppedFrames > 0);
  }
  const refused = await show.untilRun(ids.choosy, 'the key to be refused', ({ status }) => status === 'failed');
  expect(refused.reason?.code).toBe('relay.bad-key');
  await show.untilRun(ids.moody, 'resets', ({ reconnects }) => reconnects >= 3);

  sleepy.accept();
  sleepy.resume();
  const { sentBytes } = show.run(ids.sleepy) ?? { sentBytes: 0 };
  const isBack = await show.untilRun(
    ids.sleepy,
    'it to be back',
    (run) => run.status === 'live' && run.sentBytes > sentBytes + 8e6,
  );
  await show.untilMore(afterSeconds);
  const during = show.takeMemory();
  const carried = show.run(ids.good);
  expect(carried).toMatchObject({ status: 'live', reconnects: 0, droppedFrames: 0 });
  const ended = await show.end(broadcastId);

  expectNothingLost(ended);
  expect(good.publishes.length).toBe(1);
  const numbers = own.pictureNumbers(good.publishes[0]?.tags ?? []);
  expect(missingBetween(numbers)).toBe(0);
  expect(own.foreignSound(good.publishes[0]?.tags ?? [])).toBe(0);
  // all that the archive has, but for the two GOPs that may go by before a relay is on the air
  const pictures = ended.archive.renditions[0]?.segments.reduce((sum, { samples }) => sum + samples, 0) ?? NaN;
  expect(numbers.length).toBeGreaterThanOrEqual(pictures - 2 * 30);
  // who came back goes on with pictures that can be decoded: the newest stay begins with a keyframe, one every 30
  expect((own.pictureNumbers(sleepy.publishes.at(-1)?.tags ?? [])[0] ?? NaN) % 30).toBe(0);
  expect(isBack.reason).toBeNull();

  const { queueBytes, queueMs } = defaultUnitLimits;
  expect(longestLagMs).toBeGreaterThan(1_000);
  // the rate is kept within a GOP
  expect(longestLagMs).toBeLessThanOrEqual(Math.min(queueMs, (queueBytes / bytesPerSecond) * 1_000 + 2_000));
  if (!canSeeProcesses) return;
  const worst = Math.max(...during);
  const third = Math.ceil(during.length / 3);
  const thirds = [0, 1, 2].map((part) => megabytes(spreadOf(during.slice(part * third, (part + 1) * third)).median));
  tellFigure(
    `engine at most ${megabytes(before)} among good services, ${megabytes(worst)} among bad ones (by thirds ${thirds.join(', ')})`,
  );
  expect(worst - before).toBeLessThan(memoryBytes);
});
