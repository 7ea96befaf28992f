import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DyingWorkers } from './support/dying-workers.js';
import { TestEngine } from './support/engine.js';
import { noProcessLeft } from './support/own-processes.js';
import { relayTo, saveRelay, Sinks, untilRun } from './support/relayed-show.js';
import { unzip } from './support/unzip.js';

const key = 'k3y-hush-CRASH-80';
const sinks = new Sinks();
let folder: string;
let server: TestEngine | null = null;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'headwater-crash-'));
});
afterEach(async () => {
  await server?.stop();
  await sinks.end();
  await rm(folder, { recursive: true, force: true });
  await noProcessLeft();
});

test('the relay thread dies with the key in its last words: nobody else hears of it, and the relay is back', async () => {
  const printed = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write'));
  const workers = await DyingWorkers.create(folder, ['relay-worker']);
  server = await TestEngine.start({}, { outDir: workers.outDir });
  const { engine, dataDir } = server;
  const states: string[] = [];
  engine.state.subscribe(() => states.push(JSON.stringify(engine.state.get())));
  const sink = await sinks.start();
  const id = await saveRelay(server, relayTo('Show', sink.url), key);
  const begins = sink.nextPublish();
  const { broadcastId } = await engine.commands.startTest({ commandId: randomUUID(), title: 'Crash' });
  expect((await begins).key).toBe(key);
  await untilRun(server, id, 'the relay to be live', ({ status }) => status === 'live');

  const again = sink.nextPublish();
  await workers.blow('relay-worker');
  expect((await again).key).toBe(key);
  await untilRun(server, id, 'the relay to be back', ({ status }) => status === 'live');
  await server.untilPlayable();
  await server.end(broadcastId);

  const request = { commandId: randomUUID(), broadcastId: null, upload: false };
  const { fileName } = await engine.commands.saveDiagnostics(request);
  const zip = await unzip(await readFile(path.join(dataDir, 'exports', fileName)));
  const logs = await readdir(path.join(dataDir, 'logs'));
  const log = (await Promise.all(logs.map((name) => readFile(path.join(dataDir, 'logs', name), 'latin1')))).join('');
  const output = printed.flatMap(({ mock }) => mock.calls.map(([text]) => String(text)));
  for (const spy of printed) spy.mockRestore();
  expect(log).toContain('a worker threw');
  expect([...zip.values()].map((file) => file.toString('latin1')).join('')).toContain('a worker threw');
  const told = [log, ...states, ...output, ...[...zip.values()].map((file) => file.toString('latin1'))];
  for (const text of told) expect(text).not.toMatch(/k3y-hush|the fuse has burnt down/);
});
