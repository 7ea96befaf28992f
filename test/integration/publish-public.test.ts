import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Publication } from '../../src/shared/publication.js';
import { startFaultProxy } from '../servers/fault-proxy.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { destinationAt } from './support/bucket-server.js';
import { TestEngine } from './support/engine.js';
import { Media } from './support/media.js';
import { NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';
import { SavedRecording } from './support/saved-recording.js';

let media: Media;
let clip: NumberedClip;
let bucket: S3Fixture;
let recording: SavedRecording;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  media = await Media.create();
  clip = await NumberedClip.make(media);
});
beforeEach(async () => {
  bucket = await startS3Server();
  stops.push(() => bucket.stop());
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
afterAll(async () => {
  await media.remove();
  await noProcessLeft();
});

const isUnread = ({ status, isVerified }: Publication): boolean => status === 'completing' && !isVerified;
const links = (): readonly string[] => {
  const own = recording.server.state.recordings.find(({ id }) => id === recording.id)?.links ?? [];
  return own.flatMap(({ destinationId, url }) => (destinationId === undefined ? [] : [url]));
};

test('a public URL that is changed later: nothing is called published before it was read there, too', async () => {
  recording = await SavedRecording.make(clip);
  stops.push(() => recording.server.stop());
  const at = destinationAt(bucket);
  const id = await recording.save(at);
  await recording.publishTo(id);
  await recording.untilComplete(id);
  expect(links()).toHaveLength(1);

  const dead = 'http://127.0.0.1:9/nowhere';
  await recording.save({ config: { ...at.config, publicUrl: dead }, credentials: at.credentials }, id);
  const told = await recording.until(id, 'not to be read', (each) => isUnread(each) && each.reason !== null);
  expect(told.reason?.code).not.toBe('publish.complete');
  await recording.until(id, 'unreachable', ({ reason }) => reason?.code === 'publish.unreachable');
  const { channelLinks } = recording.server.state;
  expect([links(), channelLinks.filter(({ destinationId }) => destinationId !== undefined)]).toEqual([[], []]);
  const gets = (): number => recording.publication(id)?.cost?.gets ?? 0;
  const before = gets();

  const proxy = await startFaultProxy({ target: bucket.endpoint, seed: 1 });
  stops.push(() => proxy.stop());
  const root = `${proxy.endpoint}/${bucket.bucket}`;
  await recording.save({ config: { ...at.config, publicUrl: root }, credentials: at.credentials }, id);
  await recording.untilComplete(id);
  expect(links()).toEqual([`${root}/live/b/${recording.id}/index.html`]);
  expect(recording.server.noticeCodes[0]).toBe('publish.public-again');
  // what was read there is billed as any other
  expect(gets() - before).toBe(proxy.log.length);
  expect(proxy.log.length).toBeGreaterThan(0);
});

/** Bits per second, so few that the least picture takes longer than an answer may be silent (public-check.ts). */
const slowRate = 24_000;
const silenceSeconds = 8;

test('viewers on a slow line: what takes long to read is read all the same', async () => {
  const proxy = await startFaultProxy({ target: bucket.endpoint, seed: 1 });
  await proxy.set({ rate: { up: null, down: slowRate } });
  const destination = destinationAt(bucket, { publicUrl: `${proxy.endpoint}/${bucket.bucket}` });
  const server = await TestEngine.start({ reconnectWindowSeconds: 0 }, { destination });
  const push = clip.push(await server.pushUrl());
  stops.push(
    () => proxy.stop(),
    () => server.stop(),
    () => push.kill(),
  );
  await server.until('its link', ({ broadcast }) => (broadcast?.publication?.isVerified === true ? true : null));
  const read = new Set(proxy.log.map(({ target }) => decodeURIComponent(target)));
  const segments = [...bucket.objects()].filter(
    ([key]) => key.endsWith('.m4s') && read.has(`/${bucket.bucket}/${key}`),
  );
  expect(segments.map(([key]) => key.split('/').at(-2))).toEqual(['234p']);
  for (const [, { body }] of segments) expect(body.length * 8).toBeGreaterThan(slowRate * silenceSeconds);
});
