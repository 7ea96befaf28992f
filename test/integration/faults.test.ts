import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import type { ServerState } from '../../src/shared/studio-state.js';
import { DyingWorkers } from './support/dying-workers.js';
import { TestEngine } from './support/engine.js';
import { fileClip } from './support/file-clip.js';
import { missingBetween } from './support/numbered-clip.js';
import { Push } from './support/push.js';
import { floodRtmp, throwAtRtmp } from './support/rtmp-flood.js';
import { discontinuitiesOf, expectWholeRecording, recordedNumbers } from './support/whole-recording.js';

let server: TestEngine;
const own = fileClip(() => server.stop());

test('an engine that is stopped as soon as it has started, while it looks for encoders, ends in peace', async () => {
  // what nobody caught would fail the run
  server = await TestEngine.start();
  await server.engine.stop('at once');
  expect(server.state.rtmp.status).toBe('offline');
});

test('a busy RTMP port: the next free one is taken, told, and works', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const address = squatter.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  server = await TestEngine.start({ reconnectWindowSeconds: 0 }, { rtmpPort: port });
  const { rtmp } = server.state;
  expect(rtmp).toMatchObject({ status: 'listening', wantedPort: port });
  expect(rtmp.port).not.toBe(port);
  expect(rtmp.reason).toEqual({ code: 'ingest.port-moved', details: { wantedPort: port, port: rtmp.port } });
  expect(rtmp.urls[0]).toContain(`:${String(rtmp.port)}`);
  const push = own.clip.push(await server.pushUrl());
  const { id } = await server.untilPlayable();
  await push.kill();
  await expectWholeRecording((await server.ended(id)).archiveDir);
  squatter.close();
});

test('unknown keys, garbage, half-open sockets and what makes the server throw cost a live broadcast nothing', async () => {
  server = await TestEngine.start({ reconnectWindowSeconds: 0 });
  const url = await server.pushUrl();
  const port = server.state.rtmp.port ?? 0;
  const push = own.clip.push(url);
  const { id } = await server.untilPlayable();
  const stranger = new Push(own.clip.file, `${url.slice(0, url.lastIndexOf('/'))}/not-a-key`);
  expect(await stranger.ended).not.toBe(0);
  await server.until('a word about the stranger', ({ notices }) =>
    notices.some(({ reason }) => reason.code === 'ingest.refused' && reason.details['why'] === 'ingest.unknown-key')
      ? true
      : null,
  );
  await throwAtRtmp(port);
  const letGo = await floodRtmp(port, 2_000);
  const { durationSeconds } = server.state.broadcast?.figures ?? { durationSeconds: NaN };
  await server.until('another 3 s of programme', ({ broadcast }) =>
    (broadcast?.figures.durationSeconds ?? 0) > durationSeconds + 3 ? true : null,
  );
  letGo();
  expect(server.state.rtmp).toMatchObject({ status: 'listening', port, reason: null });
  expect(server.state.broadcast).toMatchObject({ id, status: 'live', discontinuities: 0 });
  await push.kill();
  const summary = await server.ended(id);
  const archive = await expectWholeRecording(summary.archiveDir);
  const [numbers = []] = await recordedNumbers(summary.archiveDir, archive, own.clip, own.media);
  expect([numbers[0], missingBetween(numbers), summary.lostSegments]).toEqual([0, 0, 0]);
});

test('a media server that dies is back at once, and the encoder goes on with its broadcast', async () => {
  const workers = await DyingWorkers.create(own.media.file('rtmp'), ['rtmp-worker']);
  server = await TestEngine.start({ reconnectWindowSeconds: 60 }, { outDir: workers.outDir });
  const url = await server.pushUrl();
  const first = own.clip.push(url);
  const { id, links } = await server.untilPlayable();
  const { port } = server.state.rtmp;
  const states = collect((state) => state.rtmp);
  await workers.blow('rtmp-worker');
  await server.until('the server to be back', ({ rtmp }) =>
    rtmp.status === 'listening' && states.seen.length > 1 ? true : null,
  );
  states.stop();
  // the first start again comes without a pause, on the same port
  expect(states.seen.map(({ status }) => status)).toEqual(['listening', 'restarting', 'listening']);
  expect(states.seen[1]?.reason).toEqual({ code: 'ingest.server-restarting', details: { attempt: 1, pauseMs: 0 } });
  expect(server.state.rtmp.port).toBe(port);
  expect(await first.ended).not.toBe(0);
  await server.untilBroadcast('reconnecting');
  const second = own.clip.push(url);
  const back = await server.untilBroadcast('live');
  expect(back).toMatchObject({ id, links });
  await server.until('more of the programme', ({ broadcast }) => (broadcast?.discontinuities === 1 ? true : null));
  await second.kill();
  await server.untilBroadcast('reconnecting');
  const summary = await server.end(id);
  const archive = await expectWholeRecording(summary.archiveDir);
  expect(discontinuitiesOf(archive)).toHaveLength(1);
  const stays = await recordedNumbers(summary.archiveDir, archive, own.clip, own.media);
  for (const stay of stays) expect([stay[0], missingBetween(stay)]).toEqual([0, 0]);
});

test('an origin that dies is back on its port, and the broadcast knows nothing of it', async () => {
  const workers = await DyingWorkers.create(own.media.file('origin'), ['origin-worker']);
  server = await TestEngine.start({ reconnectWindowSeconds: 0 }, { outDir: workers.outDir });
  const push = own.clip.push(await server.pushUrl());
  const { id, links } = await server.untilPlayable();
  const page = links.find(({ kind, reach }) => kind === 'watch' && reach === 'computer')?.url ?? '';
  const { port } = server.state.origin;
  const states = collect((state) => state.origin);
  for (const deaths of [1, 2]) {
    await workers.blow('origin-worker');
    await server.until('the origin to be back', ({ origin }) =>
      origin.status === 'listening' && states.seen.length > 2 * deaths ? true : null,
    );
    expect(server.state.origin.port).toBe(port);
    expect((await fetch(new URL('master.m3u8', page))).status).toBe(200);
  }
  states.stop();
  expect(server.state.broadcast).toMatchObject({ id, status: 'live', discontinuities: 0 });
  await push.kill();
  const summary = await server.ended(id);
  const archive = await expectWholeRecording(summary.archiveDir);
  const [numbers = []] = await recordedNumbers(summary.archiveDir, archive, own.clip, own.media);
  expect(missingBetween(numbers)).toBe(0);
});

/** The states of one server as they come, the present one first. */
function collect(of: (state: TestEngine['state']) => ServerState): { seen: ServerState[]; stop: () => void } {
  const seen: ServerState[] = [];
  const note = (): void => {
    const now = of(server.state);
    if (seen.at(-1)?.status !== now.status) seen.push(now);
  };
  note();
  return { seen, stop: server.engine.state.subscribe(note) };
}
