import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FeedTaps } from './feed-taps.js';
import { RelayPushers, type RelayPusher } from './relay-pushers.js';
import type { RelayAssignment, RelayTestFacts } from './relay-runner-api.js';
import type { RelayUnitState } from './relay-target.js';
import { TurningClock } from '../publish/bucket/testing/turning-clock.js';
import { defaultUnitLimits } from './unit-limits.js';
import { RelayHub } from './worker/relay-hub.js';
import { HandService } from './worker/testing/hand-push.js';

/** The hub that both real ones have, in this thread, with services that take everything. */
class HubPusher implements RelayPusher {
  readonly clock = new TurningClock();
  readonly service = new HandService(this.clock);
  #onStates: (states: readonly RelayUnitState[]) => void = () => undefined;
  readonly hub = new RelayHub({
    factory: this.service,
    clock: this.clock,
    limits: defaultUnitLimits,
    onStates: (states) => this.#onStates(states),
    onFeedLost: (feedId) => pushers.feedBegins(feedId, this),
  });
  readonly start = (target: RelayAssignment): void => this.hub.start(target);
  readonly tryNow = (id: string): void => this.hub.tryNow(id);
  readonly stop = (id: string): Promise<void> => this.hub.stop(id);
  readonly setFeed = (feedId: string, port: MessagePort | null): void => this.hub.setFeed(feedId, port);
  readonly test = (): Promise<RelayTestFacts> => Promise.reject(new Error('Expected no test'));

  onStates(listener: (states: readonly RelayUnitState[]) => void): () => void {
    this.#onStates = listener;
    return () => undefined;
  }
}

let rtmp: HubPusher;
let srt: HubPusher;
let pushers: RelayPushers;
let opened: string[];
let ports: MessagePort[];
let taps: Map<string, FeedTaps>;
beforeEach(() => {
  [rtmp, srt, opened, ports] = [new HubPusher(), new HubPusher(), [], []];
  const limits = { maxHistoryBytes: 1_000, maxUntakenBytes: 1_000, onSlow: () => undefined };
  taps = new Map(['source', 'rung'].map((name) => [name, new FeedTaps(limits)]));
  const openFeed = (feedId: string): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    opened.push(feedId);
    ports.push(port1);
    taps.get(feedId)?.attach(port1);
    return port2;
  };
  pushers = new RelayPushers({ rtmp, srt, openFeed });
});
afterEach(() => {
  for (const port of ports) port.close();
});

const target = (id: string, url: string, feedId = 'source'): RelayAssignment => ({
  id,
  feedId,
  primary: { url, key: 'a-key' },
  backup: null,
  passphrase: null,
  whileSourceIsGone: 'hold',
  startNumber: 1,
  reconnectOnNewConfig: false,
});
const rtmpUrl = 'rtmp://a.example/live';
const srtUrl = 'srt://a.example:9000';

/** Resolves when the reading end has closed the port that was opened as number `at`. */
const closed = (at: number): Promise<void> =>
  new Promise((resolve) => {
    ports[at]?.once('close', () => resolve());
  });

test('one that lost its port gets another one, the other one keeps its own', async () => {
  pushers.start(target('a', rtmpUrl));
  pushers.start(target('b', srtUrl));
  expect(opened).toEqual(['source', 'source']);
  let isOtherClosed = false;
  void closed(1).then(() => {
    isOtherClosed = true;
  });
  // as a thread that dies does
  ports[0]?.close();
  await expect.poll(() => opened.length).toBe(3);
  taps.get('source')?.add(8, 0, new Uint8Array([0xaf, 1, 1]), false);
  await expect.poll(() => srt.service.pushes[0]?.sent.length).toBe(1);
  expect([isOtherClosed, opened.length]).toEqual([false, 3]);
  pushers.feedBegins('source');
  expect(opened).toHaveLength(5);
});

test('a feed that nobody reads any more is closed, not before', async () => {
  pushers.start(target('a', rtmpUrl));
  pushers.start(target('b', rtmpUrl));
  const gone = closed(0);
  await pushers.stop('a');
  taps.get('source')?.add(8, 0, new Uint8Array([0xaf, 1, 1]), false);
  await expect.poll(() => rtmp.service.newest.sent.length).toBe(1);
  await pushers.stop('b');
  await gone;
  pushers.start(target('b', rtmpUrl));
  expect(opened).toEqual(['source', 'source']);
});

test('another feed, and another protocol, close what was read before', async () => {
  const seen: string[][] = [];
  pushers.onStates((states) => seen.push(states.map(({ relayId, status }) => `${relayId} ${status}`)));
  pushers.start(target('a', rtmpUrl));
  await rtmp.clock.run(0);
  const first = closed(0);
  pushers.start(target('a', rtmpUrl, 'rung'));
  await first;
  // its connection was not felt
  expect([rtmp.service.pushes.length, rtmp.service.newest.isClosed]).toEqual([1, false]);
  const second = closed(1);
  pushers.start(target('a', srtUrl, 'rung'));
  await second;
  await srt.clock.run(0);
  expect(opened).toEqual(['source', 'rung', 'rung']);
  expect(rtmp.service.newest.isClosed).toBe(true);
  expect(seen.at(-1)).toEqual(['a live']);
  expect(seen.every((states) => states.length <= 1)).toBe(true);
});
