import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { bundleWorker, type WorkerBundle } from '../../../test/servers/bundle-worker.js';
import { testLog } from '../../../test/servers/studio-fixture.js';
import type { ServerState } from '../../shared/studio-state.js';
import { systemClock } from '../clock.js';
import { createOrigin } from './create-origin.js';
import type { Origin } from './origin.js';

let bundle: WorkerBundle;
let root: string;
let origin: Origin;

const make = (port: number, workerFile = bundle.file): Origin =>
  createOrigin({ root, workerFile, port, lan: false, clock: systemClock, log: testLog() });

/** Resolves at the next change to that status. */
const reaching = (status: ServerState['status']): Promise<void> =>
  new Promise((resolve) => {
    const off = origin.onState((state) => {
      if (state.status !== status) return;
      off();
      resolve();
    });
  });

beforeAll(async () => {
  bundle = await bundleWorker('src/engine/serve/origin-worker.ts');
});
afterAll(() => bundle.remove());

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'headwater-origin-'));
  await mkdir(join(root, 'live'));
  await writeFile(join(root, 'live', 'channel.json'), '{"a":1}');
  origin = make(0);
});
afterEach(async () => {
  await origin.stop('test');
  await rm(root, { recursive: true });
});

test('serves from its own thread, counts, hears of changes, and stops for good', async () => {
  await origin.start();
  const { port } = origin.state();
  expect(origin.baseUrls()).toEqual([{ url: `http://127.0.0.1:${port}`, reach: 'computer' }]);
  expect(origin.state()).toMatchObject({ status: 'listening', reason: null, urls: [`http://127.0.0.1:${port}`] });
  const url = `http://127.0.0.1:${port}/live/channel.json`;
  expect(await (await fetch(url)).text()).toBe('{"a":1}');
  await writeFile(join(root, 'live', 'channel.json'), '{"a":2}');
  origin.changed(['live/channel.json']);
  await origin.setLan(false); // answered after the change
  expect(await (await fetch(url)).text()).toBe('{"a":2}');
  expect(origin.figures()).toEqual({ requests: 2, bytes: 14 });
  await Promise.all([origin.stop('test'), origin.stop('test')]);
  expect(origin.state()).toMatchObject({ status: 'offline', port: null, urls: [] });
  await expect(fetch(url)).rejects.toThrow();
});

test('the network is reached while it is allowed', async () => {
  await origin.start();
  await origin.setLan(true);
  const lan = origin.baseUrls().filter(({ reach }) => reach === 'network');
  for (const { url } of lan) expect((await fetch(`${url}/live/channel.json`)).status).toBe(200);
  expect(origin.state().urls).toHaveLength(1 + lan.length);
  await origin.setLan(false);
  expect(origin.baseUrls()).toHaveLength(1);
  for (const { url } of lan) await expect(fetch(`${url}/live/channel.json`)).rejects.toThrow();
});

test('a busy port moves to the next free one and says so', async () => {
  const blocker = createServer();
  blocker.listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const address = blocker.address();
  const wanted = typeof address === 'object' && address !== null ? address.port : 0;
  origin = make(wanted);
  await origin.start();
  const { port, reason, wantedPort } = origin.state();
  expect(port).not.toBe(wanted);
  expect([wantedPort, reason]).toEqual([wanted, { code: 'origin.port-moved', details: { wanted, port } }]);
  await new Promise((resolve) => blocker.close(resolve));
});

test('a thread that dies comes back on the same port', async () => {
  // the real worker, with a door to kill it by
  const workerFile = bundle.file.replace('worker.mjs', 'mortal.mjs');
  await writeFile(
    workerFile,
    `import { existsSync, rmSync } from 'node:fs';
     import { workerData } from 'node:worker_threads';
     import './worker.mjs';
     const order = workerData.root + '/die';
     setInterval(() => {
       if (!existsSync(order)) return;
       rmSync(order);
       throw new Error('ordered');
     }, 10).unref();`,
  );
  origin = make(0, workerFile);
  await origin.start();
  const { port } = origin.state();
  const restarting = reaching('restarting');
  await writeFile(join(root, 'die'), '');
  await restarting;
  const back = reaching('listening');
  expect(origin.state()).toMatchObject({ port });
  await back;
  expect(origin.state()).toMatchObject({ status: 'listening', port });
  expect((await fetch(`http://127.0.0.1:${port}/live/channel.json`)).status).toBe(200);
});

test('a thread that cannot start fails the start', async () => {
  origin = make(0, join(root, 'none.mjs'));
  await expect(origin.start()).rejects.toMatchObject({ code: 'internal' });
  expect(origin.state().status).toBe('failed');
});
