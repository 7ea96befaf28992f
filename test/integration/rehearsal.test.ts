import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Rehearsal } from '../../src/shared/rehearsal.js';
import { startFaultProxy } from '../servers/fault-proxy.js';
import { destinationAt, publicRoot } from './support/bucket-server.js';
import { TestEngine } from './support/engine.js';
import { fileBucket } from './support/file-bucket.js';
import { fileClip } from './support/file-clip.js';
import { helloOf, openSession, StudioSender } from './support/studio-sender.js';

let server: TestEngine;
let sender: StudioSender | null = null;
const bucket = fileBucket();
const own = fileClip(() => server.stop());
afterEach(async () => {
  await sender?.cut();
  sender = null;
});

const atBucket = () => ({ destination: bucket.destination });
const keysOf = (id: string): string[] => [...bucket.server.objects().keys()].filter((key) => key.includes(id));
const folderOf = (id: string): string => path.join(server.dataDir, 'archive/live/b', id);

/** A rehearsal that is on, and of which a viewer can have seen something. */
async function rehearse(options: Parameters<typeof TestEngine.start>[1], seconds: number): Promise<string> {
  server = await TestEngine.start({}, options);
  const session = await openSession(server.engine.studioUrl());
  sender = await StudioSender.sending(session, helloOf({ purpose: 'rehearse' }), own.clip.file);
  return server.until('some of it', ({ broadcast }) =>
    broadcast?.status === 'live' && broadcast.figures.durationSeconds >= seconds ? broadcast.id : null,
  );
}

const untilReady = (id: string): Promise<Rehearsal & { report: NonNullable<Rehearsal['report']> }> =>
  server.until('a report', ({ rehearsal }) => {
    if (rehearsal?.status !== 'ready' || rehearsal.report === null) return null;
    expect(rehearsal.broadcastId).toBe(id);
    return { ...rehearsal, report: rehearsal.report };
  });

const end = (broadcastId: string) => server.engine.commands.endRehearsal({ commandId: randomUUID(), broadcastId });

const untilGone = (): Promise<true> =>
  server.until('nothing of it', ({ rehearsal, recordings }) =>
    rehearsal === null && recordings.length === 0 ? true : null,
  );

function expectMeasured({ report, links }: Awaited<ReturnType<typeof untilReady>>): void {
  expect(report).toMatchObject({ lostSegments: 0, unreadSegments: 0, isWhole: true });
  expect(report.segments).toBeGreaterThanOrEqual(3);
  expect(report.rungs[0]).toMatchObject({ width: 640, height: 360, copied: true });
  expect(report.uplink.usedBitrate).toBeGreaterThan(100_000);
  // a segment lasts 2 s: its first picture waits for all of it, its last for what comes after it
  const { firstPicture, lastPicture } = report;
  expect(firstPicture?.count).toBeGreaterThanOrEqual(1);
  expect(lastPicture?.count).toBe(firstPicture?.count);
  expect(firstPicture?.p50Ms).toBeGreaterThan(2_000);
  expect(lastPicture?.p50Ms).toBeGreaterThan(0);
  expect(Math.abs(report.soundAfterPictureMs ?? Infinity)).toBeLessThanOrEqual(40);
  expect(links.length).toBeGreaterThan(0);
}

test('a rehearsal on this computer is measured as a viewer sees it, plays until it is put away, and leaves nothing', async () => {
  const id = await rehearse({}, 9);
  expect(server.state.rehearsal).toMatchObject({ broadcastId: id, status: 'sending', report: null });
  await sender?.end();
  const ready = await untilReady(id);
  expectMeasured(ready);
  expect(ready.report.uplink.measuredBitrate).toBeNull();
  const page = await fetch(ready.links.find(({ reach }) => reach === 'computer')?.url ?? '');
  expect(page.status).toBe(200);
  expect(existsSync(folderOf(id))).toBe(true);
  await end(id);
  await untilGone();
  expect(existsSync(folderOf(id))).toBe(false);
  expect(await readdir(path.join(server.dataDir, 'archive/.trash'))).toEqual([]);
  expect(readFileSync(path.join(server.dataDir, 'archive/live/channel.json'), 'utf8')).not.toContain(id);
  await expect(end(id)).rejects.toMatchObject({ code: 'rehearsal.not-found' });
});

test('a rehearsal at a bucket is read from there, named nowhere, and removed from there and from the disk', async () => {
  const id = await rehearse(atBucket(), 12);
  await sender?.end();
  const ready = await untilReady(id);
  expectMeasured(ready);
  expect(ready.report.uplink.measuredBitrate).toBeGreaterThan(0);
  expect(ready.links[0]?.url).toBe(`${bucket.root}/live/b/${id}/index.html`);
  expect(keysOf(id).length).toBeGreaterThan(5);
  const named = [...bucket.server.objects()].filter(([key, { body }]) => !key.includes(id) && body.includes(id));
  expect(named.map(([key]) => key)).toEqual([]);
  await end(id);
  await untilGone();
  expect([keysOf(id), existsSync(folderOf(id))]).toEqual([[], false]);
});

test('one that is put away while it is on ends, and goes', async () => {
  const id = await rehearse(atBucket(), 3);
  await end(id);
  await untilGone();
  expect([keysOf(id), existsSync(folderOf(id)), server.state.broadcast]).toEqual([[], false, null]);
});

test('what an engine left behind is removed by the next one, here and in the bucket', async () => {
  const id = await rehearse(atBucket(), 4);
  await sender?.end();
  await server.until('a whole publication', ({ recordings }) =>
    recordings[0]?.publications[0]?.status === 'complete' ? true : null,
  );
  const { dataDir } = server;
  await server.engine.stop('the desk was left');
  expect([keysOf(id).length > 5, existsSync(folderOf(id))]).toEqual([true, true]);
  server = await TestEngine.start({}, { ...atBucket(), dataDir });
  await untilGone();
  expect([keysOf(id), existsSync(folderOf(id))]).toEqual([[], false]);
});

test('one whose destination does not answer is told of as measured, with the reason; left there, it goes from here', async () => {
  const proxy = await startFaultProxy({ target: bucket.server.endpoint });
  try {
    const publicUrl = publicRoot(bucket.server);
    const id = await rehearse(
      { destination: destinationAt(bucket.server, { endpoint: proxy.endpoint, publicUrl }) },
      4,
    );
    await proxy.set({ offline: true });
    await server.until('a blocked destination', ({ broadcast }) =>
      broadcast?.publication?.status === 'blocked' ? true : null,
    );
    await sender?.end();
    const { report, reason, removeAtMs } = await untilReady(id);
    expect([report.isWhole, reason?.code]).toEqual([false, 'publish.unreachable']);
    expect(report.segments).toBeGreaterThanOrEqual(1);
    expect(removeAtMs).toBeGreaterThan(Date.now());
    await end(id);
    const told = await server.until('a removal that waits', ({ rehearsal }) =>
      rehearsal?.status === 'deleting' && rehearsal.reason !== null ? rehearsal.reason : null,
    );
    expect(told.code).toBe('publish.unreachable');
    const destinationId = server.state.recordings[0]?.publications[0]?.destinationId ?? '';
    await server.engine.commands.forgetPublication({ commandId: randomUUID(), broadcastId: id, destinationId });
    await untilGone();
    expect(existsSync(folderOf(id))).toBe(false);
  } finally {
    await proxy.stop();
  }
});
