import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ProviderId } from '../../src/shared/destinations.js';
import { startQuirkProxy, type QuirkProxy } from '../servers/quirk-proxy.js';
import type { QuirkName } from '../servers/quirk/quirk-behaviour.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { bucketFiles, compareWithBucket, type PublicObject } from './support/bucket-compare.js';
import { destinationAt, publicRoot } from './support/bucket-server.js';
import { Media } from './support/media.js';
import { NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';
import type { Push } from './support/push.js';
import { SavedRecording } from './support/saved-recording.js';
import { startSwitchedLine } from './support/switched-line.js';

type Quirks = QuirkName | readonly QuirkName[];

/** A provider that misbehaves, and its bucket. */
interface Provider {
  readonly bucket: S3Fixture;
  readonly proxy: QuirkProxy;
  /** URL of the bucket's root for viewers: through the quirks. */
  readonly publicUrl: string;
}

let media: Media;
let clip: NumberedClip;
let recording: SavedRecording;
let push: Push | null = null;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  media = await Media.create();
  clip = await NumberedClip.make(media);
  recording = await SavedRecording.make(clip);
});
afterEach(async () => {
  await push?.kill();
  for (const stop of stops.splice(0).reverse()) await stop();
});
afterAll(async () => {
  await recording.server.stop();
  await media.remove();
  await noProcessLeft();
});

async function start(quirk: Quirks, provider: ProviderId): Promise<Provider> {
  // these sign for the region "auto"
  const region = ['gcs', 'r2', 'tigris'].includes(provider) ? 'auto' : 'us-east-1';
  const bucket = await startS3Server({ region });
  stops.push(() => bucket.stop());
  const proxy = await startQuirkProxy({ target: bucket.endpoint, targetRegion: region, quirk });
  stops.push(() => proxy.stop());
  return { bucket, proxy, publicUrl: publicRoot({ ...bucket, endpoint: proxy.endpoint }) };
}

/** Saves it with that provider's profile; answers the destination's id. */
function save({ bucket, proxy, publicUrl }: Provider, provider: ProviderId): Promise<string> {
  return recording.save(destinationAt(bucket, { provider, endpoint: proxy.endpoint, publicUrl }));
}

/** All of the archive, and nothing else, is there, as viewers read it. */
async function expectWhole(id: string, archiveDir: string, at: Provider): Promise<ReadonlyMap<string, PublicObject>> {
  const { differences, objects } = await compareWithBucket(archiveDir, `${at.publicUrl}/live/b/${id}`);
  expect(differences).toEqual([]);
  const stored = [...at.bucket.objects().keys()].flatMap((key) => key.split(`live/b/${id}/`)[1] ?? []);
  expect(stored.sort()).toEqual(await bucketFiles(archiveDir));
  return objects;
}

/** Everything but the page and its files belongs to the broadcast: none may be left. */
const left = ({ bucket }: Provider): string[] =>
  [...bucket.objects().keys()].filter((key) => key.includes(`/b/${recording.id}`));

/** What a provider has together. The profile leaves out, or does, what it wants: it never refuses anything. */
const unnoticed: readonly (readonly [ProviderId, readonly QuirkName[]])[] = [
  ['aws', ['refuses-acl', 'missing-is-403']],
  ['r2', ['refuses-acl', 'refuses-crc32', 'one-write-per-second']],
  ['spaces', ['needs-acl']],
  ['minio', ['refuses-crc32']],
  ['ceph', ['refuses-crc32', 'multi-delete-wants-md5']],
  ['tigris', ['default-max-age-3600']],
  ['gcs', ['refuses-crc32', 'one-write-per-second', 'no-multi-delete', 'default-max-age-3600']],
  ['generic', ['ignores-conditional-put', 'one-write-per-second', 'multi-delete-wants-md5']],
];

/** The provider refuses this, and it works all the same. */
const overcome: readonly (readonly [ProviderId, QuirkName, readonly QuirkName[]])[] = [
  ['generic', 'wrong-clock', []],
  ['generic', 'no-conditional-put', []],
  ['b2', 'no-conditional-put', ['refuses-acl', 'refuses-crc32', 'multi-delete-wants-md5']],
];

describe('a recording is published and removed again', () => {
  async function publish(quirk: Quirks, provider: ProviderId): Promise<Provider> {
    const at = await start(quirk, provider);
    const destinationId = await save(at, provider);
    await recording.publishTo(destinationId);
    await recording.untilComplete(destinationId);
    const objects = await expectWhole(recording.id, recording.archiveDir, at);
    // what the provider makes up where nothing is said is never what viewers get
    for (const [key, { headers }] of at.bucket.objects()) {
      expect([key, headers['cache-control']]).toEqual([key, expect.stringMatching(/max-age=\d|no-/)]);
      const read = objects.get(key.split(`/b/${recording.id}/`)[1] ?? '');
      if (read !== undefined) expect([key, read.cacheControl]).toEqual([key, headers['cache-control']]);
    }
    await recording.unpublishFrom(destinationId);
    expect(left(at)).toEqual([]);
    return at;
  }

  test.each(unnoticed)('%s with %s: nothing is refused', async (provider, quirks) => {
    const { proxy } = await publish(quirks, provider);
    expect(proxy.refusals).toEqual([]);
  });

  test.each(overcome)('%s with %s: what is refused is done otherwise, beside %s', async (provider, quirk, others) => {
    const { proxy } = await publish([quirk, ...others], provider);
    expect([...new Set(proxy.refusals.map((refusal) => refusal.quirk))]).toEqual([quirk]);
  });
});

test('a bucket in another region is told with its region, and it goes on when that is named', async () => {
  const at = await start('wrong-region', 'aws');
  const destinationId = await save(at, 'aws');
  await recording.publishTo(destinationId);
  const { reason } = await recording.until(destinationId, 'blocked', ({ status }) => status === 'blocked');
  expect(reason).toMatchObject({ code: 'publish.wrong-region', details: { region: 'eu-north-7' } });
  expect(at.bucket.objects().size).toBe(0);
  const { endpoint } = at.proxy;
  const mended = { provider: 'aws', endpoint, publicUrl: at.publicUrl, region: 'eu-north-7' } as const;
  await recording.save(destinationAt(at.bucket, mended), destinationId);
  await recording.untilComplete(destinationId);
  await expectWhole(recording.id, recording.archiveDir, at);
});

describe('live', () => {
  /** Goes live there and resolves when it is read back. */
  async function goLive(destinationId: string): Promise<string> {
    const { server } = recording;
    await server.engine.commands.setDefaultDestination({ commandId: randomUUID(), id: destinationId });
    push = clip.push(await server.pushUrl());
    return server.until('its link', ({ broadcast }) =>
      broadcast?.publication?.isVerified === true ? broadcast.id : null,
    );
  }

  const untilMore = (segments: number): Promise<true> => {
    const now = recording.server.state.broadcast?.figures.segments ?? 0;
    return recording.server.until('more segments', ({ broadcast }) =>
      (broadcast?.figures.segments ?? 0) >= now + segments ? true : null,
    );
  };

  async function end(id: string, at: Provider): Promise<void> {
    await push?.kill();
    const { archiveDir, published, lostSegments } = await recording.server.ended(id);
    expect({ lostSegments, backlog: published?.backlog }).toEqual({ lostSegments: 0, backlog: 0 });
    await expectWhole(id, archiveDir, at);
  }

  test.each([
    ['r2', ['one-write-per-second', 'refuses-acl', 'refuses-crc32']],
    ['gcs', ['one-write-per-second', 'refuses-crc32', 'no-multi-delete', 'ignores-conditional-put']],
  ] as const)('as %s takes it: no key is written twice in a second', async (provider, quirks) => {
    const at = await start(quirks, provider);
    const id = await goLive(await save(at, provider));
    await untilMore(4);
    await end(id, at);
    expect(at.proxy.refusals).toEqual([]);
  });

  test('a network that wants a login first: nothing counts as published meanwhile, and nothing is lost', async () => {
    const bucket = await startS3Server();
    stops.push(() => bucket.stop());
    const portal = await startQuirkProxy({ target: bucket.endpoint, quirk: 'captive-portal' });
    stops.push(() => portal.stop());
    const line = await startSwitchedLine(bucket.endpoint);
    stops.push(() => line.stop());
    const { endpoint } = line;
    const destinationId = await recording.save(destinationAt(bucket, { endpoint, publicUrl: publicRoot(bucket) }));
    const id = await goLive(destinationId);

    line.lead(portal.endpoint);
    const publication = () => recording.server.state.broadcast?.publication ?? null;
    await recording.server.until('to be blocked', () => (publication()?.status === 'blocked' ? true : null));
    expect(publication()?.reason?.code).toBe('publish.malformed-answer');
    const confirmed = publication()?.objects ?? 0;
    await untilMore(2);
    expect(publication()?.objects).toBe(confirmed);
    const segments = [...bucket.objects().keys()].filter((key) => key.includes(id) && /\.(?:m4s|mp4)$/.test(key));
    expect(segments).toHaveLength(confirmed);

    line.lead(bucket.endpoint);
    await recording.server.until('to be live', () => (publication()?.status === 'live' ? true : null));
    await end(id, { bucket, proxy: portal, publicUrl: publicRoot(bucket) });
  });
});
