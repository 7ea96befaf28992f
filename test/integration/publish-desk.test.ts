import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { compareWithBucket } from './support/bucket-compare.js';
import { destinationAt, publicRoot } from './support/bucket-server.js';
import { TestEngine } from './support/engine.js';
import { Media } from './support/media.js';
import { NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';
import type { Push } from './support/push.js';
import { startSwitchedLine } from './support/switched-line.js';

let media: Media;
let clip: NumberedClip;
let bucket: S3Fixture;
const servers: TestEngine[] = [];
const pushes: Push[] = [];

beforeAll(async () => {
  media = await Media.create();
  clip = await NumberedClip.make(media);
});
beforeEach(async () => {
  bucket = await startS3Server();
});
afterEach(async () => {
  for (const push of pushes.splice(0)) await push.kill();
  for (const server of servers.splice(0)) await server.stop();
  await bucket.stop();
  await noProcessLeft();
});
afterAll(() => media.remove());

async function studio(): Promise<TestEngine> {
  const server = await TestEngine.start({ reconnectWindowSeconds: 0 }, { destination: destinationAt(bucket) });
  servers.push(server);
  return server;
}

async function goLive(server: TestEngine): Promise<{ id: string; push: Push }> {
  const push = clip.push(await server.pushUrl());
  pushes.push(push);
  const { id } = await server.untilPlayable();
  return { id, push };
}

const json = async (path: string): Promise<unknown> => (await fetch(`${publicRoot(bucket)}/live/${path}`)).json();
const keysOf = (id: string): string[] => [...bucket.objects().keys()].filter((key) => key.includes(id));

test('a second studio is told who holds the channel, and may take it over', async () => {
  const [first, second] = [await studio(), await studio()];
  const one = await goLive(first);
  await first.until('its link', ({ broadcast }) => (broadcast?.publication?.isVerified === true ? true : null));
  const { studioName } = first.state.settings.channel;
  expect(studioName).toMatch(/^Studio [0-9a-f]{4}$/);
  const two = await goLive(second);
  const held = await second.until('to be held', ({ broadcast }) =>
    broadcast?.publication?.status === 'held' ? broadcast : null,
  );
  expect(held.publication?.holder?.studio).toBe(studioName);
  expect(held.stages.publish.reason?.code).toBe('publish.channel-held');
  expect(keysOf(two.id)).toEqual([]);
  expect(await json('channel.json')).toMatchObject({ live: { id: one.id } });

  // named while it is live: the next renewal says so
  const patch = { channel: { studioName: ' Living\u202e room ' } };
  await first.engine.commands.updateSettings({ commandId: randomUUID(), patch });
  await second.until('the new name', ({ broadcast }) =>
    broadcast?.publication?.holder?.studio === 'Living  room' ? true : null,
  );
  expect(await json('lease.json')).toMatchObject({ studio: 'Living  room' });

  await second.engine.commands.takeOverChannel({ commandId: randomUUID(), broadcastId: two.id });
  await second.until('its link', ({ broadcast }) => (broadcast?.publication?.isVerified === true ? true : null));
  await first.until('to be held', ({ broadcast }) => (broadcast?.publication?.status === 'held' ? true : null));
  const before = keysOf(one.id).length;
  expect(await json('channel.json')).toMatchObject({ live: { id: two.id } });
  await two.push.kill();
  const summary = await second.ended(two.id);
  // not one object of the first has come since
  expect(keysOf(one.id)).toHaveLength(before);
  const { differences } = await compareWithBucket(summary.archiveDir, `${publicRoot(bucket)}/live/b/${two.id}`);
  expect(differences).toEqual([]);

  // the second gives the channel free: the first goes on, and loses nothing
  await second.engine.stop('the show goes on elsewhere');
  await one.push.kill();
  const late = await first.ended(one.id);
  expect((await compareWithBucket(late.archiveDir, `${publicRoot(bucket)}/live/b/${one.id}`)).differences).toEqual([]);
});

test('a recording is removed from the bucket, and published again', async () => {
  const server = await studio();
  const { id, push } = await goLive(server);
  await push.kill();
  const { archiveDir } = await server.ended(id);
  const [publication] = recording(server, id).publications;
  const destinationId = publication?.destinationId ?? '';
  expect(recording(server, id).links[0]).toMatchObject({ destinationId, reach: 'computer' });

  const command = { broadcastId: id, destinationId };
  await expect(
    server.engine.commands.deleteRecording({ commandId: randomUUID(), broadcastId: id }),
  ).rejects.toMatchObject({ code: 'recording.published' });
  await server.engine.commands.unpublishRecording({ commandId: randomUUID(), ...command });
  await server.until('it to be gone', () => (recording(server, id).publications.length === 0 ? true : null));
  expect(keysOf(id)).toEqual([]);
  expect(await json('channel.json')).toMatchObject({ live: null, recordings: [] });

  // as it would be in a channel that nothing was written to in this run
  const shown: unknown[] = [];
  const isComplete = (): boolean => recording(server, id).publications[0]?.status === 'complete';
  await server.engine.commands.publishRecording({ commandId: randomUUID(), ...command });
  while (!isComplete()) {
    shown.push(((await json('channel.json')) as { live: unknown }).live);
  }
  expect(shown.every((live) => live === null)).toBe(true);
  const { differences } = await compareWithBucket(archiveDir, `${publicRoot(bucket)}/live/b/${id}`);
  expect(differences).toEqual([]);
  expect(await json('channel.json')).toMatchObject({ recordings: [{ id }] });
});

test('what is stored and cannot be read is not called published, until it can be', async () => {
  const elsewhere = await startS3Server();
  try {
    const { config, credentials } = destinationAt(bucket, { publicUrl: publicRoot(elsewhere) });
    const server = await TestEngine.start({ reconnectWindowSeconds: 0 }, { destination: { config, credentials } });
    servers.push(server);
    const { id, push } = await goLive(server);
    await push.kill();
    await server.ended(id);
    const [publication] = recording(server, id).publications;
    expect(publication).toMatchObject({ status: 'completing', isVerified: false, backlogObjects: 0 });
    expect(publication?.reason?.code).toMatch(/^publish\.(?:public-url-elsewhere|not-public)$/);
    expect(recording(server, id).links.every(({ destinationId }) => destinationId === undefined)).toBe(true);
    expect(server.noticeCodes).not.toContain('publish.complete');

    await server.engine.commands.saveDestination({
      commandId: randomUUID(),
      id: publication?.destinationId ?? '',
      config: { ...config, publicUrl: publicRoot(bucket) },
      credentials: null,
    });
    await server.until('it to be published', () =>
      recording(server, id).publications[0]?.status === 'complete' ? true : null,
    );
    expect(recording(server, id).links[0]?.url).toBe(`${publicRoot(bucket)}/live/b/${id}/index.html`);
  } finally {
    await elsewhere.stop();
  }
});

test('a destination goes with what is known of its broadcasts; the bucket keeps them', async () => {
  const server = await studio();
  const { id, push } = await goLive(server);
  await server.until('its link', ({ broadcast }) => (broadcast?.publication?.isVerified === true ? true : null));
  const destinationId = server.state.destinations[0]?.id ?? '';
  const remove = () => server.engine.commands.deleteDestination({ commandId: randomUUID(), id: destinationId });
  const inUse = { code: 'destination.in-use', details: { why: 'live' } };
  await expect(remove()).rejects.toMatchObject(inUse);
  await push.kill();
  await server.ended(id);
  expect(recording(server, id).publications[0]?.status).toBe('complete');
  const kept = keysOf(id);
  await remove();
  expect(server.state.destinations).toEqual([]);
  expect(recording(server, id)).toMatchObject({ publications: [] });
  expect(recording(server, id).links.every(({ destinationId: at }) => at === undefined)).toBe(true);
  await server.engine.commands.deleteRecording({ commandId: randomUUID(), broadcastId: id });
  expect(server.state.recordings).toEqual([]);
  expect(keysOf(id)).toEqual(kept);
});

test('what waits for a bucket that is gone for good is forgotten, and published anew once it is wanted', async () => {
  const line = await startSwitchedLine(bucket.endpoint);
  try {
    const destination = destinationAt(bucket, { endpoint: line.endpoint, publicUrl: publicRoot(bucket) });
    const server = await TestEngine.start({ reconnectWindowSeconds: 0 }, { destination });
    servers.push(server);
    const { commands } = server.engine;
    const { id, push } = await goLive(server);
    await server.until('its link', ({ broadcast }) => (broadcast?.publication?.isVerified === true ? true : null));
    const destinationId = server.state.destinations[0]?.id ?? '';
    const forget = () => commands.forgetPublication({ commandId: randomUUID(), broadcastId: id, destinationId });
    const remove = () => commands.deleteDestination({ commandId: randomUUID(), id: destinationId });
    await expect(forget()).rejects.toMatchObject({ code: 'recording.busy' });
    line.lead('http://127.0.0.1:1');
    await push.kill();
    await server.until('it to be over', ({ broadcast, recordings }) =>
      broadcast === null && recordings.some((each) => each.id === id && each.status === 'ended') ? true : null,
    );
    await expect(remove()).rejects.toMatchObject({ code: 'destination.in-use', details: { why: 'upload' } });
    // also on its way out of it
    await commands.unpublishAll({ commandId: randomUUID(), destinationId });
    expect(recording(server, id).publications[0]?.status).toBe('removing');
    await expect(remove()).rejects.toMatchObject({ code: 'destination.in-use', details: { why: 'removal' } });
    const kept = keysOf(id);
    await forget();
    expect(recording(server, id)).toMatchObject({ publications: [] });
    line.lead(bucket.endpoint);
    expect(keysOf(id)).toEqual(kept);

    await commands.publishRecording({ commandId: randomUUID(), broadcastId: id, destinationId });
    const { archiveDir } = await server.ended(id);
    expect(recording(server, id).publications[0]?.status).toBe('complete');
    const { differences } = await compareWithBucket(archiveDir, `${publicRoot(bucket)}/live/b/${id}`);
    expect(differences).toEqual([]);
    await forget();
    await commands.deleteRecording({ commandId: randomUUID(), broadcastId: id });
    expect(server.state.recordings).toEqual([]);
    expect(keysOf(id)).toEqual(expect.arrayContaining(kept));
  } finally {
    await line.stop();
  }
});

function recording(server: TestEngine, id: string): TestEngine['state']['recordings'][number] {
  const found = server.state.recordings.find((each) => each.id === id);
  if (found === undefined) throw new Error(`Expected the recording ${id}`);
  return found;
}
