import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RelayOfRun } from '../../src/engine/engine-api.js';
import type { FeedPurpose } from '../../src/shared/feed.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { destinationAt, publicRoot } from './support/bucket-server.js';
import { TestEngine } from './support/engine.js';
import { eventually } from './support/eventually.js';
import { fileClip } from './support/file-clip.js';
import { helloOf, openSession, StudioSender } from './support/studio-sender.js';
import { expectWholeRecording } from './support/whole-recording.js';

let server: TestEngine;
let bucket: S3Fixture;
/** A service that every broadcast would be sent on to, and how often it was called. */
let service: Server;
let calls = 0;
let sender: StudioSender | null = null;
beforeEach(async () => {
  bucket = await startS3Server();
  calls = 0;
  service = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
});
afterEach(async () => {
  await bucket.stop();
  service.close();
});
const own = fileClip(() => server.stop());
afterEach(async () => {
  await sender?.cut();
  sender = null;
});

function relay(): RelayOfRun {
  const url = `rtmp://127.0.0.1:${(service.address() as AddressInfo).port}/app`;
  return {
    kind: 'url',
    config: {
      ...{ name: 'Elsewhere', service: 'rtmp', url, backupUrl: null },
      ...{ isEnabled: true, feed: 'auto', whileSourceIsGone: 'hang-up' },
    },
    keys: { key: 'abcdef', backupKey: null, passphrase: null },
  };
}

/** A show of this purpose, on air, at a bucket. */
async function begin(purpose: FeedPurpose): Promise<string> {
  const destination = destinationAt(bucket, { publicUrl: publicRoot(bucket) });
  server = await TestEngine.start({}, { destination, relays: [relay()] });
  const session = await openSession(server.engine.studioUrl());
  sender = await StudioSender.sending(session, helloOf({ purpose }), own.clip.file);
  const { id } = await server.until('some programme', ({ broadcast }) =>
    broadcast?.status === 'live' && broadcast.figures.durationSeconds >= 3 ? broadcast : null,
  );
  return id;
}

const keys = (): string[] => [...bucket.objects().keys()];
/** What the channel names here; its pages are a moment behind the state. */
const listedHere = (): string[] => listed(readFileSync(path.join(server.dataDir, 'archive/live/channel.json'), 'utf8'));
const listedThere = (): string[] => listed(bucket.objects().get('live/channel.json')?.body.toString() ?? '');

function listed(text: string): string[] {
  const { live, recordings } = JSON.parse(text) as { live: { id: string } | null; recordings: { id: string }[] };
  return [...(live === null ? [] : [live.id]), ...recordings.map(({ id }) => id)];
}

test('what is only recorded goes nowhere and is listed nowhere, and may be published later', async () => {
  const id = await begin('record');
  expect(server.state.broadcast).toMatchObject({ visibility: 'private', publication: null, relays: [] });
  expect(server.state.broadcast?.links.map(({ reach }) => reach)).toEqual(['computer']);
  expect(server.state.studioFeed.purpose).toBe('record');
  expect(listedHere()).toEqual([]);
  await sender?.end();
  const { archiveDir } = await server.ended(id);
  await expectWholeRecording(archiveDir);
  const [recording] = server.state.recordings;
  expect(recording).toMatchObject({ id, visibility: 'private', publications: [] });
  expect(listedHere()).toEqual([]);
  expect(existsSync(path.join(server.dataDir, 'archive/live/live.m3u8'))).toBe(false);
  expect(keys().filter((key) => key.includes(id))).toEqual([]);
  expect(calls).toBe(0);

  const [destination] = server.state.destinations;
  const publish = { commandId: randomUUID(), broadcastId: id, destinationId: destination?.id ?? '' };
  await server.engine.commands.publishRecording(publish);
  await server.until('a whole publication', ({ recordings }) =>
    recordings[0]?.publications[0]?.status === 'complete' ? true : null,
  );
  expect(server.state.recordings[0]?.visibility).toBe('public');
  await eventually('the recording to be listed', () => (listedThere().includes(id) ? true : null));
  expect(listedHere()).toEqual([id]);
});

test('a rehearsal is at the destination for whoever has its link, and the channel does not name it', async () => {
  const id = await begin('rehearse');
  await server.until('a verified link', ({ broadcast }) => (broadcast?.publication?.isVerified === true ? true : null));
  expect(server.state.broadcast).toMatchObject({ visibility: 'unlisted', relays: [] });
  expect(server.state.broadcast?.links.filter(({ destinationId }) => destinationId !== undefined)).toHaveLength(1);
  expect([listedHere(), listedThere()]).toEqual([[], []]);
  await sender?.end();
  const { archiveDir } = await server.ended(id);
  await expectWholeRecording(archiveDir);
  await server.until('a whole publication', ({ recordings }) =>
    recordings[0]?.publications[0]?.status === 'complete' ? true : null,
  );
  expect([listedHere(), listedThere()]).toEqual([[], []]);
  expect(keys()).toContain(`live/b/${id}/master.m3u8`);
  expect(keys()).not.toContain('live/live.m3u8');
  expect(existsSync(path.join(server.dataDir, 'archive/live/live.m3u8'))).toBe(false);
  const told = JSON.parse(bucket.objects().get(`live/b/${id}/broadcast.json`)?.body.toString() ?? '') as object;
  expect(told).toMatchObject({ state: 'ended', isListed: false });
  // it was ended here
  expect(server.noticeCodes).not.toContain('broadcast.ended-by-source');
  expect(calls).toBe(0);
});

test('what is live goes to the bucket, the channel and the relays', async () => {
  const id = await begin('live');
  await server.until('the relay', ({ broadcast }) => (broadcast?.relays.length === 1 ? true : null));
  await eventually('a call of the relay', () => (calls > 0 ? true : null));
  await eventually('the show to be listed', () => (listedHere().includes(id) ? true : null));
  await server.until('a verified link', ({ broadcast }) => (broadcast?.publication?.isVerified === true ? true : null));
  await eventually('the permanent URL', () => (keys().includes('live/live.m3u8') ? true : null));
});
