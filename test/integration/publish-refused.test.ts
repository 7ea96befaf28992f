import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { BucketCredentials, DestinationConfig } from '../../src/shared/destinations.js';
import type { ErrorCode } from '../../src/shared/errors.js';
import type { Publication } from '../../src/shared/publication.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { createS3Client } from '../servers/s3-client.js';
import { testKeys } from '../servers/s3/s3-keys.js';
import { publicPolicy, type S3ServerOptions } from '../servers/s3/s3-world.js';
import { compareWithBucket } from './support/bucket-compare.js';
import { destinationAt, publicRoot } from './support/bucket-server.js';
import { TestEngine } from './support/engine.js';
import { Media } from './support/media.js';
import { NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';
import type { Push } from './support/push.js';
import { expectWholeRecording } from './support/whole-recording.js';

let media: Media;
let clip: NumberedClip;
let server: TestEngine;
let push: Push | null = null;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  media = await Media.create();
  clip = await NumberedClip.make(media);
  server = await TestEngine.start({ reconnectWindowSeconds: 0 });
});
afterEach(async () => {
  await push?.kill();
  for (const stop of stops.splice(0).reverse()) await stop();
});
afterAll(async () => {
  await server.stop();
  await media.remove();
  await noProcessLeft();
});

async function startBucket(options: S3ServerOptions = {}): Promise<S3Fixture> {
  const bucket = await startS3Server(options);
  stops.push(() => bucket.stop());
  return bucket;
}

/** As the studio's form does it: a new destination (`id` null) becomes the default. */
async function save(
  config: DestinationConfig,
  credentials: BucketCredentials | null,
  id: string | null = null,
): Promise<string> {
  const { commands } = server.engine;
  const name = id ?? randomUUID();
  const command = { commandId: randomUUID(), id, config: { ...config, name }, credentials };
  const saved = (await commands.saveDestination(command)).id;
  await commands.setDefaultDestination({ commandId: randomUUID(), id: saved });
  return saved;
}

const live = (): Publication | null => server.state.broadcast?.publication ?? null;

/** Going live works: segments come, and the studio says why viewers get nothing. */
async function goLiveTold(code: ErrorCode): Promise<{ id: string; publication: Publication }> {
  push = clip.push(await server.pushUrl());
  const { id } = await server.untilPlayable();
  const told = await server.until(`a publication that tells ${code}`, ({ broadcast }) =>
    broadcast?.publication?.reason?.code === code ? broadcast : null,
  );
  const segments = told.figures.segments;
  await server.until('more segments all the same', ({ broadcast }) =>
    (broadcast?.figures.segments ?? 0) > segments + 1 ? true : null,
  );
  const { broadcast } = server.state;
  expect(broadcast).toMatchObject({ status: 'live', stages: { publish: { reason: { code } } } });
  expect(broadcast?.stages.publish.status).not.toBe('ok');
  expect(broadcast?.publication?.isVerified).toBe(false);
  // the link of a bucket that nobody can read helps nobody
  expect(broadcast?.links.filter(({ destinationId }) => destinationId !== undefined)).toEqual([]);
  if (told.publication === null) throw new Error('Expected a publication');
  return { id, publication: told.publication };
}

async function expectComplete(id: string, bucket: S3Fixture, root = publicRoot(bucket)): Promise<void> {
  const summary = await server.ended(id);
  expect(summary.published?.backlog).toBe(0);
  expect((await compareWithBucket(summary.archiveDir, `${root}/live/b/${id}`)).differences).toEqual([]);
  expect(server.state.recordings.find((each) => each.id === id)?.publications).toMatchObject([
    { status: 'complete', reason: null, isVerified: true },
  ]);
}

const keys = (key: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }): BucketCredentials => ({
  accessKeyId: key.accessKeyId,
  secretAccessKey: key.secretAccessKey,
  sessionToken: key.sessionToken ?? null,
});

describe('keys that do not work: the broadcast is recorded, and is at the destination once they are mended', () => {
  test.each<[what: string, wrong: BucketCredentials, code: ErrorCode]>([
    ['wrong secret', keys({ ...testKeys.owner, secretAccessKey: 'another-secret' }), 'publish.wrong-secret'],
    ['unknown key', keys({ accessKeyId: 'NOBODYKNOWS000000001', secretAccessKey: 'x' }), 'publish.unknown-key'],
    ['expired key', keys(testKeys.expired), 'publish.expired-key'],
    ['read-only key', keys(testKeys.readOnly), 'publish.forbidden'],
  ])('%s', async (_, wrong, code) => {
    const bucket = await startBucket();
    const { config, credentials } = destinationAt(bucket);
    const destinationId = await save(config, wrong);
    const { id, publication } = await goLiveTold(code);
    expect(publication).toMatchObject({ status: 'blocked', objects: 0 });
    expect(server.state.broadcast?.stages.publish.status).toBe('failed');
    await push?.kill();
    await server.until('the end', ({ broadcast }) => (broadcast === null ? true : null));
    await expectWholeRecording(server.engine.summary(id)?.archiveDir ?? '');
    expect(bucket.objects().size).toBe(0);

    await save(config, credentials, destinationId);
    await expectComplete(id, bucket);
  });
});

test('a bucket that is not there: it goes on by itself when it was made', async () => {
  const bucket = await startBucket({ bucket: null });
  const { config, credentials } = destinationAt(bucket);
  await save(config, credentials);
  const { id, publication } = await goLiveTold('publish.no-bucket');
  expect(publication.status).toBe('blocked');

  const client = createS3Client(bucket);
  await client.send(new CreateBucketCommand({ Bucket: bucket.bucket }));
  await client.send(new PutBucketPolicyCommand({ Bucket: bucket.bucket, Policy: publicPolicy(bucket.bucket) }));
  client.destroy();
  await server.until('its link', () => (live()?.isVerified === true ? true : null));
  await push?.kill();
  await expectComplete(id, bucket);
});

test('a bucket in another region: its name is told, and it goes on with that', async () => {
  const bucket = await startBucket({ region: 'eu-north-1' });
  const { config, credentials } = destinationAt(bucket, { region: 'us-east-1' });
  const destinationId = await save(config, credentials);
  const { id, publication } = await goLiveTold('publish.wrong-region');
  expect(publication).toMatchObject({ status: 'blocked', reason: { details: { region: 'eu-north-1' } } });

  await save({ ...config, region: 'eu-north-1' }, null, destinationId);
  await server.until('its link', () => (live()?.isVerified === true ? true : null));
  await push?.kill();
  await expectComplete(id, bucket);
});

describe('where viewers read: all is uploaded, and nothing is called published before it is right', () => {
  test('a public URL that points elsewhere', async () => {
    const bucket = await startBucket();
    const elsewhere = await startBucket({ publicAccess: 'list' });
    const { config, credentials } = destinationAt(bucket, { publicUrl: publicRoot(elsewhere) });
    const destinationId = await save(config, credentials);
    const { id, publication } = await goLiveTold('publish.public-url-elsewhere');
    expect(publication.status).toBe('starting');
    expect(elsewhere.objects().size).toBe(0);

    await save({ ...config, publicUrl: publicRoot(bucket) }, null, destinationId);
    await server.until('its link', () => (live()?.isVerified === true ? true : null));
    await push?.kill();
    await expectComplete(id, bucket);
  });

  test('a bucket that nobody may read', async () => {
    const bucket = await startBucket({ publicAccess: 'none' });
    const { config, credentials } = destinationAt(bucket);
    await save(config, credentials);
    const { id } = await goLiveTold('publish.not-public');

    const client = createS3Client(bucket);
    await client.send(new PutBucketPolicyCommand({ Bucket: bucket.bucket, Policy: publicPolicy(bucket.bucket) }));
    client.destroy();
    await server.until('its link', () => (live()?.isVerified === true ? true : null));
    await push?.kill();
    await expectComplete(id, bucket);
  });

  test('a provider whose public URL nobody knows', async () => {
    const bucket = await startBucket({ region: 'auto' });
    const { config, credentials } = destinationAt(bucket, { provider: 'r2' });
    const destinationId = await save(config, credentials);
    const { id } = await goLiveTold('destination.no-public-url');

    await save({ ...config, publicUrl: publicRoot(bucket) }, null, destinationId);
    await server.until('its link', () => (live()?.isVerified === true ? true : null));
    await push?.kill();
    await expectComplete(id, bucket);
  });
});
