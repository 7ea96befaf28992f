import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Reason, SourceInfo } from '../../shared/domain.js';
import type { RelayConfig, RelayRun } from '../../shared/relays.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { openLog, type Log } from '../log/pino-logger.js';
import { FileSecretStore } from '../secrets/file-secret-store.js';
import { planLadder } from '../transcode/plan-ladder.js';
import type { EncodeTrouble } from './encode/encode-feed.js';
import { feedIdOf } from './feeds/feed-id.js';
import { HandRunner } from './hand-runner.test-support.js';
import type { RelayProgramme } from './relay-feeds.js';
import { RelayShow } from './relay-show.js';
import { SqliteRelayStore } from './sqlite-relay-store.js';

let dataDir = '';
let database: Database;
let log: Log;
let store: SqliteRelayStore;
let runner: HandRunner;
let show: RelayShow;
/** Which feed each relay has, and the orders that it had one. */
let feeds: Map<string, string>;
let wanted: string[];
let notices: string[];
let dropped = 0;
let isHidden = false;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'headwater-relay-show-'));
  database = openDatabase(join(dataDir, 'headwater.sqlite'));
  log = openLog({ dataDir });
  isHidden = false;
  [runner, feeds, wanted, notices, dropped] = [new HandRunner(), new Map(), [], [], 0];
  store = new SqliteRelayStore({
    database,
    secrets: new FileSecretStore({ dataDir, passphrase: null, logger: log.logger }),
    redactor: log.redactor,
    logger: log.logger,
    onLocked: () => undefined,
  });
  await store.open();
  show = new RelayShow({
    store,
    runner,
    feeds: {
      want: (relayId, plan) => {
        const feedId = feedIdOf(plan);
        if (feeds.get(relayId) !== feedId) wanted.push(feedId);
        feeds.set(relayId, feedId);
        return feedId;
      },
      release: (relayId) => void feeds.delete(relayId),
      droppedFrames: () => dropped,
    },
    isShowHidden: () => isHidden,
    onRuns: () => undefined,
    onNotice: (_level, { code }: Reason) => notices.push(code),
  });
  runner.onStates((states) => show.update(states));
});
afterEach(() => {
  log.close();
  database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function save(name: string, more: Partial<RelayConfig> = {}): Promise<string> {
  const config: RelayConfig = {
    ...{ name, service: 'twitch', url: `rtmp://${name.toLowerCase()}.example/app`, backupUrl: null },
    ...{ isEnabled: true, feed: 'auto', whileSourceIsGone: 'hold', ...more },
  };
  const id = store.list().find((relay) => relay.config.name === name)?.id ?? null;
  return store.save(id, config, { key: 'live_hushHUSHhush' });
}

interface ProgrammeOptions {
  readonly stay?: number;
  readonly gopSeconds?: number | null;
  readonly bitrate?: number | null;
  readonly fps?: number;
  readonly codec?: string;
  readonly segmentSeconds?: number;
}

/** The ladder is planned from what was announced, without the measured. */
function programme(more: ProgrammeOptions = {}): RelayProgramme {
  const { stay = 1, gopSeconds = null, bitrate = 5e6, fps = 30, codec = 'h264', segmentSeconds = 4 } = more;
  const video = { codec, profile: 'High', pixelFormat: 'yuv420p', width: 1920, height: 1080, fps };
  const audio = { codec: 'aac', sampleRate: 48_000, channels: 2, bitrate: 160_000 };
  const source: SourceInfo = { video: { ...video, gopSeconds, bitrate }, audio };
  const announced: SourceInfo = { video: { ...video, gopSeconds: null, bitrate: null }, audio };
  const ladder = planLadder({
    ...{ source: announced, preset: 'auto', segmentSeconds, copyAllowed: true, shed: 0, live: true },
  });
  return { broadcastId: 'show-1', stay, source, ladder, segmentSeconds };
}

const trouble = (failures: number): EncodeTrouble => ({ failures, isHopeless: failures >= 4 });
const run = (): Partial<RelayRun> => show.runs()[0] ?? {};

test('a source that is found to be too much is left once, and taken up again only at another stay', async () => {
  const id = await save('T');
  await show.begin(programme({ bitrate: null }));
  runner.tell(id, { status: 'live' });
  expect(run()).toMatchObject({ feed: { kind: 'source', bitrate: null } });
  await show.measured(programme({ bitrate: 5e6 }));
  expect(run()).toMatchObject({ status: 'live', feed: { kind: 'source', bitrate: 5_160_000 } });
  expect(wanted).toEqual(['source']);
  await show.measured(programme({ gopSeconds: 4 }));
  expect(run()).toMatchObject({
    status: 'live',
    feed: { kind: 'encode', reason: { code: 'relay.keyframes-too-far', details: { gopSeconds: 4, limit: 2 } } },
  });
  await show.measured(programme({ gopSeconds: 4, bitrate: 5_500_000 }));
  await show.begin(programme({ gopSeconds: 4, bitrate: 5_500_000 }));
  expect(wanted).toHaveLength(2);
  await show.begin(programme({ stay: 2 }));
  expect(wanted.slice(2)).toEqual(['source']);
  // of another broadcast's source nothing is news
  await show.measured({ ...programme({ gopSeconds: 4 }), broadcastId: 'show-0' });
  expect(wanted).toHaveLength(3);
});

test('an encode that keeps ending is told, and a relay that waits in vain gets the best rung', async () => {
  const id = await save('T');
  // the rung that fits is far smaller than what an encode could be
  const one = programme({ gopSeconds: 2, bitrate: 9e6, segmentSeconds: 2 });
  const small = { ...one, ladder: { ...one.ladder, video: one.ladder.video.slice(-1) } };
  await show.begin(small);
  runner.tell(id, { status: 'idle', reason: { code: 'relay.no-source', details: {} } });
  const encode = feeds.get(id) ?? '';
  expect(run()).toMatchObject({ feed: { kind: 'encode' }, reason: { code: 'relay.no-source' } });
  await show.feedTrouble(encode, trouble(1));
  expect(run().reason).toEqual({ code: 'relay.encode-failing', details: { failures: 1 } });
  await show.feedTrouble(encode, null);
  expect(run().reason).toMatchObject({ code: 'relay.no-source' });
  await show.feedTrouble('another feed', trouble(4));
  expect(feeds.get(id)).toBe(encode);
  dropped = 7;
  expect(run().droppedFrames).toBe(7);
  await show.feedTrouble(encode, trouble(4));
  expect(feeds.get(id)).toBe('rung 360p');
  expect(run()).toMatchObject({ feed: { name: '360p', reason: { code: 'relay.encode-failing' } } });
  // not tried again with every ladder, but when the creator says so
  await show.begin({ ...small });
  expect(feeds.get(id)).toBe('rung 360p');
  await show.take(id);
  expect(feeds.get(id)).toBe(encode);
});

test('where no rung will do either it is given up, until the creator changes it', async () => {
  const id = await save('T');
  await show.begin(programme({ gopSeconds: 4 }));
  await show.feedTrouble(feeds.get(id) ?? '', trouble(4));
  expect(run()).toMatchObject({ status: 'failed', reason: { code: 'relay.encode-failing' }, feed: null });
  expect([notices, runner.on.size, feeds.size]).toEqual([['relay.encode-failing'], 0, 0]);
  await show.begin(programme({ gopSeconds: 4 }));
  await show.measured(programme({ gopSeconds: 4.5 }));
  expect(run().status).toBe('failed');
  await save('T', { feed: '720p' });
  await show.refresh(id);
  expect(run()).toMatchObject({ status: 'connecting', feed: { name: '720p' } });
});

test('who failed for good stays so through ladders and stays, until it is started, changed, or another show begins', async () => {
  const id = await save('T');
  const fail = (code: string): void => runner.tell(id, { status: 'failed', reason: { code, details: {} } });
  const badKey = { status: 'failed', reason: { code: 'relay.bad-key' } };
  let starts = 0;
  const start = runner.start.bind(runner);
  runner.start = (target) => {
    starts += 1;
    start(target);
  };
  await show.begin(programme());
  fail('relay.bad-key');
  // nobody makes anything for it meanwhile
  expect(feeds.size).toBe(0);
  await show.begin(programme({ segmentSeconds: 2 }));
  await show.begin(programme({ stay: 2 }));
  await show.measured(programme({ stay: 2, gopSeconds: 4 }));
  expect([run(), starts]).toEqual([expect.objectContaining({ status: 'failed' }), 1]);
  expect(run()).toMatchObject(badKey);
  await show.take(id);
  expect([run().status, starts]).toEqual(['connecting', 2]);
  fail('relay.bad-key');
  await show.refresh(id);
  expect([run().status, starts]).toEqual(['connecting', 3]);
  fail('relay.bad-key');
  await show.begin({ ...programme(), broadcastId: 'show-2' });
  expect([run().status, starts]).toEqual(['connecting', 4]);
  // what no line could carry of one stay may be another thing in the next one
  fail('relay.unsupported');
  await show.begin({ ...programme({ segmentSeconds: 2 }), broadcastId: 'show-2' });
  expect(starts).toBe(4);
  await show.begin({ ...programme({ stay: 2 }), broadcastId: 'show-2' });
  expect(starts).toBe(5);
});

test('HEVC goes by SRT where ffmpeg reads it, else as H.264 of the ladder', async () => {
  const id = await save('S', { service: 'srt', url: 'srt://s.example:9000' });
  await show.begin(programme({ codec: 'hevc' }));
  expect(feeds.get(id)).toBe('rung 1080p');
  await show.begin({ ...programme({ codec: 'hevc', stay: 2 }), readsEnhancedVideo: true });
  expect(feeds.get(id)).toBe('source in enhanced RTMP');
});

test('what a start before had to say is no news of a relay that was started again', async () => {
  const id = await save('T');
  await show.begin(programme());
  const old = runner.on.get(id)?.startNumber ?? NaN;
  const failed = { status: 'failed', reason: { code: 'relay.bad-key', details: {} } } as const;
  runner.tell(id, failed);
  await show.take(id);
  const feed = feeds.get(id);
  runner.tell(id, { ...failed, startNumber: old });
  expect([run().status, feeds.get(id), notices]).toEqual(['connecting', feed, ['relay.bad-key']]);
  expect(feed).toBe('source');
  runner.tell(id, { status: 'live' });
  expect(run()).toMatchObject({ status: 'live' });
  expect(run()).not.toHaveProperty('startNumber');
});

test('a show that is not public is sent to nobody, also by hand', async () => {
  const id = await save('T');
  await expect(show.take(id)).rejects.toMatchObject({ code: 'broadcast.not-found' });
  isHidden = true;
  await expect(show.take(id)).rejects.toMatchObject({ code: 'relay.show-not-public' });
});
