import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { liveBroadcast } from '../../../test/e2e/studio-states.js';
import { testState } from '../../../test/servers/studio-fixture.js';
import { systemClock } from '../clock.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import type { RelayOfRun } from '../engine-api.js';
import { openLog, type Log } from '../log/pino-logger.js';
import { NoticeBoard } from '../notice-board.js';
import { buildRelays } from '../relay-parts.js';
import { FileSecretStore } from '../secrets/file-secret-store.js';
import { createStateStore } from '../serve/state-store.js';
import type { StateStore } from '../serve/studio-api.js';
import { HandRunner } from './hand-runner.test-support.js';
import type { RelayFeedPlan } from './plan/plan-relay-feed.js';
import type { RelayDesk } from './relay-desk.js';
import { config, programme } from './relay-samples.test-support.js';
import type { RelayTestFacts } from './relay-runner-api.js';

const key = 'live_523846_hushHUSHhush';

let dataDir = '';
let database: Database;
let log: Log;
let state: StateStore;
let runner: HandRunner;
let plans: Map<string, RelayFeedPlan>;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'headwater-relay-desk-'));
  database = openDatabase(join(dataDir, 'headwater.sqlite'));
  log = openLog({ dataDir });
  state = createStateStore(testState());
  runner = new HandRunner();
  plans = new Map();
});
afterEach(() => {
  log.close();
  database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(relays?: readonly RelayOfRun[]): Promise<RelayDesk> {
  const { relays: desk, services } = await buildRelays({
    options: relays === undefined ? {} : { relays },
    database,
    secrets: new FileSecretStore({ dataDir, passphrase: null, logger: log.logger }),
    state,
    notices: new NoticeBoard({ store: state, clock: systemClock, logger: log.logger }),
    clock: systemClock,
    log,
    runner,
    feeds: {
      want: (relayId, plan) => {
        plans.set(relayId, plan);
        return plan.kind === 'rendition' ? plan.name : plan.kind;
      },
      release: (relayId) => void plans.delete(relayId),
      droppedFrames: () => 0,
    },
  });
  for (const service of services) await service.start();
  return desk;
}

describe('a broadcast', () => {
  it('takes along who is enabled, each with its feed, and says good-bye at its end', async () => {
    const desk = await open();
    const first = await desk.save({
      id: null,
      config: config('First', { backupUrl: 'rtmp://b.example/app' }),
      keys: { key },
    });
    const off = await desk.save({
      id: null,
      config: config('Off', { isEnabled: false }),
      keys: { key: 'another-hush' },
    });
    const twitch = { service: 'twitch', url: 'rtmp://live-fra.twitch.tv/app' } as const;
    const small = await desk.save({ id: null, config: config('Small', twitch), keys: { key } });
    await desk.programmeBegins(programme({ bitrate: 9_000_000 }));
    expect([...runner.on.values()]).toMatchObject([
      { id: first, feedId: 'source', primary: { key }, backup: { url: 'rtmp://b.example/app', key } },
      { id: small, feedId: '720p', reconnectOnNewConfig: true },
    ]);
    expect(desk.runs()).toMatchObject([
      { relayId: first, status: 'connecting', feed: { kind: 'source', reason: null } },
      { relayId: small, feed: { kind: 'rendition', name: '720p', reason: { code: 'relay.bitrate-too-high' } } },
    ]);
    await desk.take(off);
    runner.tell(off, { status: 'live' });
    expect(desk.runs().map(({ relayId, status }) => [relayId, status])).toContainEqual([off, 'live']);
    await desk.order([small]);
    expect(desk.runs().map(({ relayId }) => relayId)).toEqual([small, first, off]);
    await desk.programmeEnds();
    expect([runner.on.size, plans.size, desk.runs()]).toEqual([0, 0, []]);
  });

  it('feeds those who are on anew with another stay of the source, and nobody who was left out', async () => {
    const desk = await open();
    const twitch = { service: 'twitch', url: 'rtmp://live-fra.twitch.tv/app' } as const;
    const id = await desk.save({ id: null, config: config('T', twitch), keys: { key } });
    const other = await desk.save({ id: null, config: config('Other'), keys: { key } });
    await desk.programmeBegins(programme());
    await desk.leave(other);
    expect(desk.runs()).toMatchObject([{ status: 'connecting' }, { status: 'idle', feed: null }]);
    runner.tell(other, { status: 'live' });
    runner.tell(id, { status: 'live' });
    expect(desk.runs()).toMatchObject([{ status: 'live' }, { status: 'idle' }]);
    await desk.programmeBegins(programme({ bitrate: 9_000_000 }));
    expect([...runner.on]).toMatchObject([[id, { feedId: '720p' }]]);
    expect(desk.runs()).toMatchObject([{ status: 'live', feed: { name: '720p' } }, { status: 'idle' }]);
    await desk.programmeBegins(programme({ broadcastId: 'show-2' }));
    expect([...runner.on.keys()]).toEqual([id, other]);
  });

  it('goes on with what is saved of a relay that sends, and does not delete it', async () => {
    const desk = await open();
    const id = await desk.save({ id: null, config: config('A'), keys: { key } });
    await desk.programmeBegins(programme());
    await desk.save({
      id,
      config: config('A', { url: 'rtmp://elsewhere.example/app' }),
      keys: { key: 'renewed-hush' },
    });
    expect(runner.on.get(id)?.primary).toEqual({ url: 'rtmp://elsewhere.example/app', key: 'renewed-hush' });
    await expect(desk.delete(id)).rejects.toMatchObject({ code: 'relay.in-use' });
    await desk.leave(id);
    await desk.delete(id);
    expect(desk.runs()).toEqual([]);
  });

  it('says that one is ending, which holds up nobody: it is started again meanwhile, and another show begins', async () => {
    const desk = await open();
    const id = await desk.save({ id: null, config: config('A'), keys: { key } });
    const other = await desk.save({ id: null, config: config('B'), keys: { key } });
    await desk.programmeBegins(programme());
    let said: () => void = () => undefined;
    runner.goodbye = new Promise((resolve) => {
      said = resolve;
    });
    const left = [desk.leave(id), desk.leave(other)];
    const order = desk.order([other, id]);
    await order;
    const ending = { status: 'idle', feed: null, reason: { code: 'relay.ending' } };
    expect(desk.runs()).toMatchObject([ending, ending]);
    expect(plans.size).toBe(0);
    await desk.take(id);
    expect(runner.hurried).toEqual([id]);
    expect(desk.runs().map(({ status }) => status)).toEqual(['idle', 'connecting']);
    expect([...plans.keys()]).toEqual([id]);
    const ended = desk.programmeEnds();
    await desk.programmeBegins(programme({ broadcastId: 'show-2' }));
    expect([...runner.on.keys()].sort()).toEqual([id, other].sort());
    said();
    await Promise.all([...left, ended]);
    // what is over by now has nothing to say about what has begun
    expect(desk.runs().map(({ status, reason }) => [status, reason])).toEqual([
      ['connecting', null],
      ['connecting', null],
    ]);
    expect(plans.size).toBe(2);
    await desk.leave(id);
    expect(desk.runs()).toMatchObject([{ relayId: other }, { relayId: id, status: 'idle', reason: null }]);
  });

  it('stops one that cannot go on with what is saved of it now', async () => {
    const desk = await open();
    const id = await desk.save({ id: null, config: config('Cam'), keys: { key } });
    await desk.programmeBegins(programme());
    expect([...runner.on.keys()]).toEqual([id]);
    // a change that is refused changes nothing, that of one whose key was lost meanwhile ends it
    await expect(desk.save({ id, config: config('Cam'), keys: { key: null } })).rejects.toThrow(/key/);
    expect(runner.on.size).toBe(1);
    rmSync(join(dataDir, 'secrets.json'));
    await desk.save({ id, config: config('Camera'), keys: {} });
    expect(desk.runs()).toMatchObject([{ status: 'failed', reason: { code: 'relay.no-key' } }]);
    // neither this show nor the next one goes on to where the last one went
    expect([runner.on.size, plans.size]).toEqual([0, 0]);
  });

  it('tells of one that fails, once, and holds up no other', async () => {
    const desk = await open();
    const id = await desk.save({ id: null, config: config('Bad'), keys: { key } });
    await desk.programmeBegins(programme());
    const reason = { code: 'relay.bad-key', details: {} };
    runner.tell(id, { status: 'failed', reason });
    runner.tell(id, { status: 'failed', reason });
    expect(state.get().notices).toMatchObject([
      { level: 'error', reason: { code: 'relay.bad-key', details: { name: 'Bad' } } },
    ]);
    // nothing is left of it with the runner either
    await desk.delete(id);
    expect([runner.on.size, plans.size, desk.runs()]).toEqual([0, 0, []]);
    await desk.programmeEnds();
    await expect(desk.take(id)).rejects.toMatchObject({ code: 'broadcast.not-found' });
  });

  it('takes along those of the command line alone, and keeps their runs in the state', async () => {
    const desk = await open([{ kind: 'url', config: config('Cli'), keys: { key, backupKey: null, passphrase: null } }]);
    await desk.save({ id: null, config: config('Saved'), keys: { key } });
    state.update((draft) => void (draft.broadcast = liveBroadcast()));
    await desk.programmeBegins(programme());
    expect(runner.on.size).toBe(1);
    expect(state.get().broadcast?.relays).toMatchObject([{ status: 'connecting', feed: { kind: 'source' } }]);
    expect(state.get().uplink).toMatchObject({
      ladder: 0,
      relays: [{ bitrate: 5_304_500 }],
      isComplete: true,
      fits: null,
    });
    expect(state.get().relays.map(({ isTransient }) => isTransient)).toEqual([false, true]);
  });
});

describe('a test', () => {
  it('is reported as it goes, with the stored key for a draft that changes none', async () => {
    const desk = await open();
    const id = await desk.save({ id: null, config: config('A'), keys: { key } });
    const draft = { config: config('A', { backupUrl: 'rtmp://b.example/app' }), keys: {} };
    let settle: (facts: RelayTestFacts) => void = () => undefined;
    runner.facts = new Promise((resolve) => {
      settle = resolve;
    });
    await desk.test({ id, draft, via: 'backup' });
    expect(state.get().relayTest).toMatchObject({ relayId: id, status: 'running', via: 'backup', isKeyUntested: true });
    settle({ status: 'ok', steps: [{ name: 'accept', status: 'ok', durationMs: 3 }], reason: null });
    await new Promise(setImmediate);
    expect(state.get().relayTest).toMatchObject({ status: 'ok', steps: [{ name: 'accept' }] });
    expect(runner.tested).toMatchObject([{ primary: { url: 'rtmp://b.example/app', key } }]);
  });

  it('shows what came of it, and is overtaken by the next', async () => {
    const desk = await open();
    const failed = {
      status: 'failed',
      steps: [],
      reason: { code: 'relay.unreachable', details: { why: 'dns' } },
    } as const;
    let settle: (facts: RelayTestFacts) => void = () => undefined;
    runner.facts = new Promise((resolve) => {
      settle = resolve;
    });
    await desk.test({ id: null, draft: { config: config('One'), keys: { key } }, via: 'primary' });
    runner.facts = Promise.resolve({ ...failed, steps: [] });
    await desk.test({ id: null, draft: { config: config('Two'), keys: { key } }, via: 'primary' });
    settle({ status: 'ok', steps: [], reason: null });
    await new Promise(setImmediate);
    expect(state.get().relayTest).toMatchObject({
      relayName: 'Two',
      status: 'failed',
      reason: { details: { why: 'dns' } },
    });
  });

  it('needs something to test, and a key', async () => {
    const desk = await open();
    const draft = { config: config('A'), keys: {} };
    await expect(desk.test({ id: null, draft: null, via: 'primary' })).rejects.toMatchObject({ code: 'relay.invalid' });
    await expect(desk.test({ id: null, draft, via: 'primary' })).rejects.toMatchObject({ code: 'relay.no-key' });
    await expect(desk.test({ id: null, draft: { ...draft, keys: { key } }, via: 'backup' })).rejects.toMatchObject({
      code: 'relay.invalid',
      details: { field: 'backupUrl' },
    });
  });
});

it('keeps keys out of the state, the patches to it, the log and errors', async () => {
  const frames: string[] = [];
  state.subscribe((frame) => frames.push(JSON.stringify(frame)));
  const desk = await open();
  const id = await desk.save({ id: null, config: config('A'), keys: { key, backupKey: `${key}-2` } });
  await desk.programmeBegins(programme());
  runner.tell(id, { status: 'failed', reason: { code: 'relay.refused', details: { said: 'no' } } });
  await desk.test({ id, draft: { config: config('B'), keys: { key: `${key}-draft` } }, via: 'primary' });
  log.logger.warn({ err: new Error(`refused ${key}?x=1`), said: `${key}-2 ${key}-draft` }, key);
  const refused: unknown = await desk
    .save({ id, config: config('A', { url: `rtmp://a.example/app/${key}` }), keys: {} })
    .catch((error: unknown) => error);
  await desk.stop();
  log.flush();
  const lines = readdirSync(join(dataDir, 'logs')).map((file) => readFileSync(join(dataDir, 'logs', file), 'utf8'));
  expect(lines.join('')).toContain('relay.refused');
  expect(JSON.stringify(state.get().relays)).toContain('"keyHint":"hush"');
  for (const text of [JSON.stringify(state.get()), ...frames, ...lines, JSON.stringify(refused), String(refused)]) {
    expect(text).not.toContain(key);
  }
});
