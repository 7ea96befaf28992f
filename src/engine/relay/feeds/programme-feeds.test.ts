import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LogBook } from '../../../../test/servers/rtmp-fixture.js';
import type { SourceInfo } from '../../../shared/domain.js';
import type { FeedFigures, ProgrammeFeed } from '../../broadcast/feed.js';
import { systemClock } from '../../clock.js';
import { createProcessOwner } from '../../process/process-owner.js';
import type { ProcessOwner } from '../../process/owned-process.js';
import { resolveFfmpeg } from '../../process/resolve-ffmpeg.js';
import { softwareEncoder } from '../../transcode/encoder-profiles.js';
import type { LadderPlan } from '../../transcode/plan.js';
import type { RelayFeedPlan } from '../plan/plan-relay-feed.js';
import type { RelayFeedMessage } from '../relay-tag.js';
import { ProgrammeFeeds } from './programme-feeds.js';

const ladder: LadderPlan = {
  video: [
    { name: '360p', width: 640, height: 360, fps: null, copied: true, averageBitrate: 4e5, maxBitrate: null },
    { name: '234p', width: 416, height: 234, fps: null, copied: false, averageBitrate: 1e5, maxBitrate: 2e5 },
  ],
  audio: { name: 'audio', sampleRate: 48_000, channels: 2, averageBitrate: 64_000, copied: true },
  encodeReason: null,
};
const source: RelayFeedPlan = { kind: 'source', bitrate: null, reason: null, isEnhanced: false };
const rung: RelayFeedPlan = { kind: 'rendition', name: '234p', bitrate: 1e5, reason: null };
const encode: RelayFeedPlan = {
  ...{ kind: 'encode', width: 256, height: 144, input: null, audioBitrate: 64_000, bitrate: 164_000 },
  picture: { width: 256, height: 144, fps: null, videoBitrate: 1e5, keyframeSeconds: 2 },
  ...{ reason: { code: 'relay.codec-not-taken', details: {} } },
};

let owner: ProcessOwner;
let feeds: ProgrammeFeeds;
let begun: string[];
let over: string[];
let plannedGops: (number | null | undefined)[];
let measured: (SourceInfo | null)[];
let told: { broadcastId: string; hasSource: boolean }[];

beforeEach(() => open());

/** `version`: as if ffmpeg were of it. */
async function open(version: { readonly major?: number; readonly minor?: number } = {}): Promise<void> {
  const logger = new LogBook();
  owner = createProcessOwner({ logger, redact: (text) => text });
  [begun, over, told, measured, plannedGops] = [[], [], [], [], []];
  feeds = new ProgrammeFeeds({
    ffmpeg: { ...(await resolveFfmpeg({ env: process.env })), ...version },
    owner,
    encoder: () => softwareEncoder,
    onEncoderTrouble: () => false,
    clock: systemClock,
    logger,
    onBegins: (feedId) => begun.push(feedId),
    onOver: (feedId) => over.push(feedId),
    onTrouble: () => undefined,
    onMeasured: ({ source: from }) => measured.push(from),
    onProgramme: ({ broadcastId, source: from }) => {
      told.push({ broadcastId, hasSource: from !== null });
      plannedGops.push(from?.video?.gopSeconds);
    },
    onEnded: () => told.push({ broadcastId: 'none', hasSource: false }),
  });
}
afterEach(() => owner.stopAll());

const sent: SourceInfo = {
  video: {
    ...{ codec: 'h264', profile: 'High', pixelFormat: 'yuv420p', width: 640, height: 360, fps: 30 },
    ...{ gopSeconds: null, bitrate: 4e5 },
  },
  audio: null,
};

/** A stay of an encoder, or of what only ffmpeg sees. `taps`: the other ends of its taps. */
function stay(options: { readonly hasTap: boolean; readonly codec?: string }) {
  const taps: MessagePort[] = [];
  const tap = (): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    taps.push(port2);
    return port1;
  };
  const listeners = new Set<(seconds: number) => void>();
  let figures: FeedFigures | null = null;
  const feed: ProgrammeFeed = {
    source: { ...sent, video: sent.video && { ...sent.video, codec: options.codec ?? 'h264' } },
    isLive: true,
    keepsClock: true,
    input: () => Promise.reject(new Error('Expected not to be read')),
    ended: new Promise(() => undefined),
    onFfmpegEnd: 'wait-for-source',
    newestSeconds: () => null,
    onNewest: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    figures: () => figures,
    release: () => undefined,
    ...(options.hasTap && { tap }),
  };
  const measure = (gopSeconds: number): void => {
    figures = { bitrate: 1e6, fps: 30, gopSeconds };
    for (const listener of listeners) listener(0);
  };
  return { feed, taps, measure };
}

const planned = (feed: ProgrammeFeed, broadcastId = 'b'): void =>
  feeds.planned({ broadcastId, feed, ladder, segmentSeconds: 2 });

test('relays with the same plan share a feed; what nobody reads is let go of', async () => {
  planned(stay({ hasTap: true }).feed);
  const [one, two, three] = [feeds.want('one', source), feeds.want('two', source), feeds.want('three', rung)];
  expect(one).toBe(two);
  expect(three).not.toBe(one);
  expect(begun).toEqual([one, three]);
  // asked for again with the same plan, nothing begins anew
  expect(feeds.want('one', source)).toBe(one);
  expect(begun).toEqual([one, three]);
  feeds.release('one');
  expect(over).toEqual([]);
  // another plan in place of the one that it had
  expect(feeds.want('two', rung)).toBe(three);
  // not before the relay was given the other one: it would hang up
  expect(over).toEqual([]);
  await Promise.resolve();
  expect(over).toEqual([one]);
  expect(feeds.open(one)).toBeNull();
  feeds.release('two');
  feeds.release('three');
  feeds.release('three');
  expect(over).toEqual([one, three]);
});

test('each stay of an encoder is tapped anew; another ladder of the same stay is not', async () => {
  const first = stay({ hasTap: true });
  planned(first.feed);
  const feedId = feeds.want('one', source);
  const port = feeds.open(feedId);
  const heard = new Promise<RelayFeedMessage>((resolve) => port?.once('message', resolve));
  first.taps[0]?.postMessage({ type: 'end' } satisfies RelayFeedMessage);
  expect(await heard).toEqual({ type: 'end' });
  planned(first.feed);
  expect(begun).toEqual([feedId]);
  const second = stay({ hasTap: true });
  planned(second.feed);
  expect(begun).toEqual([feedId, feedId]);
  feeds.open(feedId);
  expect([first.taps.length, second.taps.length]).toEqual([1, 1]);
  expect(told).toEqual(Array(3).fill({ broadcastId: 'b', hasSource: true }));
});

test('what only ffmpeg sees has no source to pass on; its encode reads the top rung', async () => {
  planned(stay({ hasTap: false }).feed);
  expect(told).toEqual([{ broadcastId: 'b', hasSource: false }]);
  expect(feeds.open(feeds.want('one', source))).toBeNull();
  const feedId = feeds.want('two', encode);
  while (!begun.includes(feedId)) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(feeds.open(feedId)).not.toBeNull();
  feeds.release('two');
  expect(over).toContain(feedId);
});

test('HEVC of the old form goes out in the new one where that is wanted, and as it came elsewhere', async () => {
  const { feed, taps } = stay({ hasTap: true, codec: 'hevc' });
  planned(feed);
  const ports = [source, { ...source, isEnhanced: true }].map((plan, index) =>
    feeds.open(feeds.want(String(index), plan)),
  );
  const heads = ports.map(
    (port) =>
      new Promise<number[]>((resolve) => {
        port?.once('message', (message: RelayFeedMessage) => {
          if (message.type === 'tags') resolve([...(message.tags[0]?.data ?? [])]);
        });
      }),
  );
  const old = [0x1c, 1, 0, 0, 0, 5];
  for (const tap of taps) {
    const tags = [{ type: 9, timestampMs: 0, data: Uint8Array.from(old) }] as const;
    tap.postMessage({ type: 'tags', tags } satisfies RelayFeedMessage);
  }
  expect(await Promise.all(heads)).toEqual([old, [0x91, ...Buffer.from('hvc1'), 0, 0, 0, 5]]);
  for (const tap of taps) tap.close();
});

test('an encode reads the tap only where ffmpeg can, else the top rung', async () => {
  for (const [version, tapped] of [
    [{ major: 6, minor: 0 }, 0],
    [{ major: 6, minor: 1 }, 1],
  ] as const) {
    await open(version);
    const { feed, taps } = stay({ hasTap: true, codec: 'hevc' });
    planned(feed);
    const feedId = feeds.want('one', encode);
    while (!begun.includes(feedId)) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(taps).toHaveLength(tapped);
    feeds.release('one');
  }
});

test('what is measured of a stay is told once, and goes with every ladder of that stay and of no other', () => {
  const first = stay({ hasTap: true });
  planned(first.feed);
  first.measure(8);
  first.measure(8);
  expect(measured.map((from) => from?.video?.gopSeconds)).toEqual([8]);
  planned(first.feed);
  planned(stay({ hasTap: true }).feed);
  expect(plannedGops).toEqual([null, 8, null]);
  // of a stay that is over nothing is news
  first.measure(12);
  expect(measured).toHaveLength(1);
});

test('only the end of the broadcast that is on is told', () => {
  planned(stay({ hasTap: true }).feed, 'now');
  feeds.ended('before');
  expect(told).toHaveLength(1);
  feeds.ended('now');
  expect(told.at(-1)?.broadcastId).toBe('none');
});

test('who read the show before gets nothing of the next one, also before its end was looked after', () => {
  planned(stay({ hasTap: true }).feed, 'first');
  const feedId = feeds.want('one', source);
  expect(feeds.open(feedId)).not.toBeNull();
  const begunBefore = begun.length;
  feeds.ended('first');
  planned(stay({ hasTap: true }).feed, 'second');
  expect([begun.length, over, feeds.open(feedId)]).toEqual([begunBefore, [feedId], null]);
  feeds.release('one');
  // who is taken along anew reads it
  expect(feeds.open(feeds.want('one', source))).not.toBeNull();
  expect(begun.slice(begunBefore)).toEqual([feedId]);
});
