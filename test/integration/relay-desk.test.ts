import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/engine/clock.js';
import type { Database } from '../../src/engine/database/database.js';
import { openDatabase } from '../../src/engine/database/open-database.js';
import { openLog, type Log } from '../../src/engine/log/pino-logger.js';
import { NoticeBoard } from '../../src/engine/notice-board.js';
import { buildRelays } from '../../src/engine/relay-parts.js';
import type { RelayDesk } from '../../src/engine/relay/relay-desk.js';
import type { RelayRunner } from '../../src/engine/relay/relay-runner.js';
import { FileSecretStore } from '../../src/engine/secrets/file-secret-store.js';
import { createStateStore } from '../../src/engine/serve/state-store.js';
import type { RelayConfig } from '../../src/shared/relays.js';
import { testState } from '../servers/studio-fixture.js';
import { eventually as until } from './support/eventually.js';
import { RelayBench } from './support/relay-bench.js';

let bench: RelayBench;
let dataDir = '';
let database: Database;
let log: Log;
beforeAll(async () => {
  bench = await RelayBench.create();
});
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'headwater-relay-desk-'));
  database = openDatabase(join(dataDir, 'headwater.sqlite'));
  log = openLog({ dataDir });
});
afterEach(async () => {
  await bench.end();
  log.close();
  database.close();
  rmSync(dataDir, { recursive: true, force: true });
});
afterAll(() => bench.remove());

const key = 'k3y-hushHUSHhush-1';
const config = (name: string, url: string): RelayConfig => ({
  name,
  service: 'rtmp',
  url,
  backupUrl: null,
  isEnabled: true,
  feed: 'auto',
  whileSourceIsGone: 'hold',
});
const state = createStateStore(testState());

/** Waits until it is so. */
const eventually = (what: string, isSo: () => boolean): Promise<true> => until(what, () => (isSo() ? true : null));

async function openDesk(runner: RelayRunner): Promise<RelayDesk> {
  const { relays, services } = await buildRelays({
    options: {},
    database,
    secrets: new FileSecretStore({ dataDir, passphrase: null, logger: log.logger }),
    state,
    notices: new NoticeBoard({ store: state, clock: systemClock, logger: log.logger }),
    clock: systemClock,
    log,
    runner,
    feeds: { want: (_id, { kind }) => kind, release: () => undefined, droppedFrames: () => 0 },
  });
  for (const service of services) await service.start();
  return relays;
}

test('saved relays go along with a show, are stopped and started in it, and are tested, with keys nowhere to be seen', async () => {
  const player = await bench.player();
  const { runner } = await bench.runner(player);
  const desk = await openDesk(runner);
  const [one, two] = [await bench.sink(), await bench.sink()];
  two.refuse({ at: 'publish', code: 'NetStream.Publish.BadName', description: 'who?' }, (given) => given !== key);
  const first = await desk.save({ id: null, config: config('One', one.url), keys: { key } });
  const bad = await desk.save({ id: null, config: config('Two', two.url), keys: { key: `${key}-wrong` } });
  player.play();
  const publish = one.nextPublish();
  const source = { video: null, audio: { codec: 'aac', sampleRate: 48000, channels: 1, bitrate: 96_000 } };
  await desk.programmeBegins({
    broadcastId: 'b',
    source,
    ladder: { video: [], audio: null, encodeReason: null },
    segmentSeconds: 2,
  });
  const run = (id: string) => desk.runs().find(({ relayId }) => relayId === id);
  expect((await publish).key).toBe(key);
  await eventually('the first to be live', () => run(first)?.status === 'live' && (run(first)?.sentBytes ?? 0) > 0);
  await eventually('the second to be refused', () => run(bad)?.reason !== null);

  const again = two.nextPublish();
  await desk.save({ id: bad, config: config('Two', two.url), keys: { key } });
  expect((await again).key).toBe(key);
  await desk.leave(first);
  expect(run(first)).toMatchObject({ status: 'idle', feed: null });
  await eventually('the first to hang up', () => one.connections.size === 0);
  const back = one.nextPublish();
  await desk.take(first);
  expect((await back).key).toBe(key);

  await desk.test({ id: first, draft: null, via: 'primary' });
  await eventually('the test to be done', () => state.get().relayTest?.status === 'ok');
  await desk.programmeEnds();
  await eventually('all to hang up', () => one.connections.size + two.connections.size === 0);
  // whoever says it, the log does not
  log.logger.warn({ said: `refused ${key}?x=1` }, 'a service said something');
  log.flush();
  const lines = readdirSync(join(dataDir, 'logs')).map((file) => readFileSync(join(dataDir, 'logs', file), 'utf8'));
  expect(lines.join('')).toContain('a service said something');
  const told = [JSON.stringify(state.get()), JSON.stringify(bench.log), ...lines, process.argv.join(' ')];
  for (const text of told) expect(text).not.toContain(key);
});
