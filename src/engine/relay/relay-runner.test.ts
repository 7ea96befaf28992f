import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LogBook } from '../../../test/servers/rtmp-fixture.js';
import { SeenStates } from '../../../test/integration/support/seen-states.js';
import { systemClock, type Clock } from '../clock.js';
import { RelayRunner, type RelayRunnerDeps } from './relay-runner.js';

/** A thread that says of each relay that it is live, dies of the key `die` before it says anything, and hangs when it is hurried. */
const thread = `import { parentPort, workerData } from 'node:worker_threads';
const states = new Map();
const report = () => parentPort.postMessage({ type: 'states', states: [...states.values()] });
parentPort.on('message', ({ type, target, requestId, relayId }) => {
  if (type === 'end' || target?.primary.key === 'die') process.exit(0);
  if (type === 'try-now') for (;;);
  if (type === 'stop') { states.delete(relayId); parentPort.postMessage({ type: 'stopped', requestId }); }
  if (type === 'start') states.set(target.id, { relayId: target.id, startNumber: target.startNumber, status: 'live',
    via: 'primary', reason: null, bitrate: 1, sentBytes: 1, liveSinceMs: 1, droppedFrames: 0, reconnects: 0, lagMs: 0 });
});
setInterval(report, workerData.reportEveryMs);
parentPort.postMessage({ type: 'ready' });
`;

let folder = '';
let runner: RelayRunner;
let log: LogBook;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-relay-runner-'));
  writeFileSync(join(folder, 'thread.mjs'), thread);
  log = new LogBook();
});
afterEach(async () => {
  await runner.service.stop('the test is over');
  rmSync(folder, { recursive: true, force: true });
});

async function begin(more: Partial<RelayRunnerDeps> = {}): Promise<SeenStates> {
  runner = new RelayRunner({
    workerFile: join(folder, 'thread.mjs'),
    clock: systemClock,
    logger: log,
    redactor: { redactValue: () => undefined },
    onFeedWanted: () => undefined,
    reportEveryMs: 5,
    ...more,
  });
  await runner.service.start();
  return new SeenStates(runner);
}

function start(id: string, key: string, startNumber = 1): void {
  const primary = { url: 'rtmp://a.example/app', key };
  const rest = { whileSourceIsGone: 'hold', reconnectOnNewConfig: false } as const;
  runner.start({ id, startNumber, feedId: 'source', primary, backup: null, ...rest });
}

test('a thread that hangs is ended and begun with anew, with all its relays', async () => {
  // a second of the engine's is 20 ms here
  const clock: Clock = { ...systemClock, after: (delayMs, callback) => systemClock.after(delayMs / 50, callback) };
  const it = await begin({ clock });
  start('a', 'key');
  await it.until('a', ({ status }) => status === 'live');
  runner.tryNow('a');
  expect(await it.until('a', ({ status }) => status === 'reconnecting')).toMatchObject({
    reason: { code: 'relay.restarting' },
    bitrate: null,
  });
  await it.until('a', ({ status }) => status === 'live');
  expect(log.lines.join('\n')).toContain('the relay thread hangs');
});

test('a thread that was given up fails all relays, also those it never spoke of; a start by hand begins with it anew', async () => {
  const it = await begin({ giveUpAfter: 0 });
  start('a', 'die', 7);
  expect(await it.until('a', ({ status }) => status === 'failed')).toMatchObject({
    startNumber: 7,
    reason: { code: 'internal' },
  });
  start('b', 'key');
  await it.until('b', ({ status }) => status === 'live');
  // nobody wanted that one back
  expect(it.state('a')).toBeNull();
});

test('a relay whose thread dies before it says a word is told to be on its way', async () => {
  const it = await begin({ giveUpAfter: 1 });
  start('a', 'die');
  expect(await it.until('a', ({ status }) => status === 'reconnecting')).toMatchObject({
    reason: { code: 'relay.restarting' },
  });
  await it.until('a', ({ status }) => status === 'failed');
});
