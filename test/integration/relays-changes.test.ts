import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { spreadOf } from '../../bench/support/statistics.js';
import type { RtmpSink } from '../servers/rtmp-sink.js';
import type { SinkPublish } from '../servers/rtmp/sink-publish.js';
import { BucketBesideRelays, expectNothingLost } from './support/bucket-beside-relays.js';
import { Media } from './support/media.js';
import { missingBetween, NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';
import { ClipPackets, relayTo, Sinks, standStill } from './support/relayed-show.js';
import { isSoak, random, seeds } from './support/seeds.js';
import { tellFigure } from './support/soak-figures.js';

/** How often a primary fails. */
const failures = isSoak ? 20 : 1;
/** How often the encoder goes and comes back. */
const absences = isSoak ? 20 : 2;
/** A primary that held this long is trusted again (default of UnitLimits.healthyMs), seconds. */
const healthySeconds = 31;
/** The issue's own: from the primary's death to the backup's first picture, milliseconds. */
const backupWithinMs = 3_000;

let media: Media;
let clip: NumberedClip;
let own: ClipPackets;
let show: BucketBesideRelays;
const sinks = new Sinks();

beforeAll(async () => {
  media = await Media.create();
  clip = await NumberedClip.make(media);
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

/** When its first picture came, performance.now(). Rejects when it ends without one. */
async function firstPictureAtMs(publish: SinkPublish): Promise<number> {
  for (let count = 1; ; count += 1) {
    await publish.received(count);
    const tag = publish.tags[count - 1];
    if (tag !== undefined && own.pictureNumbers([tag]).length > 0) return tag.atMs;
  }
}

function tellTimes(what: string, times: readonly number[]): void {
  const { median, p95, max, count } = spreadOf(times);
  const [p50, high, worst] = [median, p95, max].map((ms) => (ms / 1_000).toFixed(2));
  tellFigure(`${what}: p50 ${p50}, p95 ${high}, max ${worst} s (n ${count})`);
}

function tellMemory(): void {
  const memory = show.takeMemory();
  const tenth = Math.ceil(memory.length / 10);
  if (tenth === 0) return;
  const [first, last] = [memory.slice(0, tenth), memory.slice(-tenth)].map((part) =>
    (spreadOf(part).median / 1e6).toFixed(0),
  );
  tellFigure(`engine ${first} → ${last} MB, first and last tenth`);
}

/** A service with two addresses, and a relay that sends to it. */
interface Twofold {
  readonly id: string;
  readonly primary: RtmpSink;
  readonly backup: RtmpSink;
  readonly fail: () => unknown;
  readonly mend: () => unknown;
  /** From each failure to the backup's first picture, milliseconds. */
  readonly times: number[];
}

async function twofold(name: string, fail: (primary: RtmpSink) => unknown): Promise<Twofold> {
  const [primary, backup] = [await sinks.start({ keepsData: false }), await sinks.start({ keepsData: false })];
  const id = await show.saveRelay(relayTo(name, primary.url, { backupUrl: backup.url }), `key-of-${name}`);
  const mend = async (): Promise<void> => {
    await primary.comeBack();
    primary.accept();
    primary.resume();
  };
  return { id, primary, backup, fail: () => fail(primary), mend, times: [] };
}

const untilVia = ({ id }: Twofold, wanted: 'primary' | 'backup'): Promise<unknown> =>
  show.untilRun(id, `the ${wanted} to carry`, ({ status, via }) => status === 'live' && via === wanted);

/** The primary fails; answers what the backup gets. */
async function changeOver(service: Twofold): Promise<SinkPublish> {
  const begins = service.backup.nextPublish();
  const failedAtMs = performance.now();
  await service.fail();
  const carried = await begins;
  service.times.push((await firstPictureAtMs(carried)) - failedAtMs);
  // with a keyframe
  expect((own.pictureNumbers(carried.tags)[0] ?? NaN) % 30).toBe(0);
  await untilVia(service, 'backup');
  return carried;
}

test.each(seeds(1))(
  'a primary dies and another falls silent, in a soak run again and again: the backups carry; the bucket and another service feel nothing, seed %i',
  async (seed) => {
    const chance = random(seed);
    const dying = await twofold('dying', (primary) => primary.die());
    const silent = await twofold('silent', (primary) => standStill(primary));
    const other = await sinks.start({ keepsData: false });
    const single = await show.saveRelay(relayTo('Single', other.url), 'key-of-one');
    await show.encoderStarts(clip);
    const broadcastId = await show.untilPublished();
    for (const service of [dying, silent]) await untilVia(service, 'primary');
    // long enough for both to know how often their services acknowledge
    await show.untilMore(4);
    show.takeMemory();
    for (let failure = 0; failure < failures; failure += 1) {
      // anywhere in a GOP
      await show.untilMore((isSoak ? healthySeconds : 0) + 2 * chance());
      const carried = await Promise.all([dying, silent].map((service) => changeOver(service)));
      if (!isSoak) continue;
      for (const service of [dying, silent]) await service.mend();
      for (const service of [dying, silent]) await untilVia(service, 'primary');
      for (const publish of carried) {
        expect(await publish.ended).toBe('unpublished');
        expect(missingBetween(own.pictureNumbers(publish.tags))).toBe(0);
      }
    }
    await show.untilMore(2);
    expect(show.run(single)).toMatchObject({ status: 'live', reconnects: 0, droppedFrames: 0 });
    const ended = await show.end(broadcastId);
    expectNothingLost(ended);
    for (const { primary, backup } of [dying, silent]) {
      expect([primary.publishes.length, backup.publishes.length]).toEqual([isSoak ? failures + 1 : 1, failures]);
    }
    expect(other.publishes.length).toBe(1);
    expect(missingBetween(own.pictureNumbers(other.publishes[0]?.tags ?? []))).toBe(0);
    tellTimes('primary dead → backup has a picture', dying.times);
    tellTimes('primary silent (at 0.5 Mbit/s) → backup has a picture', silent.times);
    tellMemory();
    if (isSoak) expect(Math.max(...dying.times)).toBeLessThan(backupWithinMs);
  },
);

test.each(seeds(1))(
  'the encoder goes and comes back: who holds the line keeps it, who hangs up comes back each time, no session is stuck, seed %i',
  async (seed) => {
    const chance = random(seed);
    const [holding, hanging] = [await sinks.start({ keepsData: false }), await sinks.start({ keepsData: false })];
    const holds = await show.saveRelay(relayTo('Holds', holding.url), 'key-of-holds');
    const hangs = relayTo('Hangs up', hanging.url, { whileSourceIsGone: 'hang-up' });
    const returns = await show.saveRelay(hangs, 'key-of-hangs');
    const begins = [holding.nextPublish(), hanging.nextPublish()];
    await show.encoderStarts(clip);
    const broadcastId = await show.untilPublished();
    const [held] = await Promise.all(begins);
    let [, stay] = await Promise.all(begins);
    show.takeMemory();
    const times: number[] = [];
    for (let absence = 0; absence < absences; absence += 1) {
      await show.untilMore(1 + 2 * chance());
      await show.encoderStops();
      expect(await stay?.ended).toBe('unpublished');
      expect(missingBetween(own.pictureNumbers(stay?.tags ?? []))).toBe(0);
      await show.untilRun(holds, 'it to wait', ({ reason }) => reason?.code === 'relay.no-source');
      // how long the encoder is away is part of what is tried
      if (isSoak) await pause(5_000 * chance());
      const back = hanging.nextPublish();
      const heldBefore = held?.tags.length ?? 0;
      const startedAtMs = performance.now();
      await show.encoderStarts(clip);
      stay = await back;
      times.push((await firstPictureAtMs(stay)) - startedAtMs);
      await held?.received(heldBefore + 30);
      for (const id of [holds, returns]) {
        await show.untilRun(id, 'it to go on', ({ status, reason }) => status === 'live' && reason === null);
      }
    }
    await show.untilMore(2);
    tellTimes('encoder started again → picture at a service that was hung up on', times);
    tellMemory();
    const { differences, broken } = await show.end(broadcastId);
    expect({ differences, broken }).toEqual({ differences: [], broken: [] });
    expect([await held?.ended, await stay?.ended]).toEqual(['unpublished', 'unpublished']);
    expect([holding.publishes.length, hanging.publishes.length]).toEqual([1, absences + 1]);
    expect([holding.connections.size, hanging.connections.size]).toEqual([0, 0]);
    const tags = held?.tags.filter(({ type }) => type === 9) ?? [];
    expect(tags.every(({ timestampMs }, at) => timestampMs >= (tags[at - 1]?.timestampMs ?? 0))).toBe(true);
    expect(own.foreignSound(held?.tags ?? [])).toBe(0);
  },
);
