import { randomUUID } from 'node:crypto';
import { DeleteBucketPolicyCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Publication } from '../../src/shared/publication.js';
import { createS3Client } from '../servers/s3-client.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { publicPolicy } from '../servers/s3/s3-world.js';
import { compareWithBucket } from './support/bucket-compare.js';
import { destinationAt, publicRoot } from './support/bucket-server.js';
import { TestEngine } from './support/engine.js';
import { Media } from './support/media.js';
import { NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';
import type { Push } from './support/push.js';

let media: Media;
let bucket: S3Fixture;
let server: TestEngine;
let push: Push | null = null;

beforeAll(async () => {
  media = await Media.create();
  bucket = await startS3Server();
  server = await TestEngine.start({ reconnectWindowSeconds: 0 });
});
afterAll(async () => {
  await push?.kill();
  await server.stop();
  await bucket.stop();
  await media.remove();
  await noProcessLeft();
});

const live = (): Publication | null => server.state.broadcast?.publication ?? null;
const links = (): number =>
  server.state.broadcast?.links.filter((link) => link.destinationId !== undefined).length ?? 0;

/** As "Save" in the studio does it: what is published is looked at again at once instead of within a minute. */
async function save(id: string | null): Promise<string> {
  const { config, credentials } = destinationAt(bucket);
  const { commands } = server.engine;
  return (await commands.saveDestination({ commandId: randomUUID(), id, config, credentials })).id;
}

test('a link that stops working during the show is told and taken back, nothing waits for it, and it comes again', async () => {
  const id = await save(null);
  await server.engine.commands.setDefaultDestination({ commandId: randomUUID(), id });
  const clip = await NumberedClip.make(media);
  push = clip.push(await server.pushUrl());
  await server.until('its link', () => (live()?.status === 'live' && links() > 0 ? true : null));

  const client = createS3Client(bucket);
  await client.send(new DeleteBucketPolicyCommand({ Bucket: bucket.bucket }));
  await save(id);
  await server.until('no link any more', () => (live()?.reason?.code === 'publish.not-public' ? true : null));
  expect(live()).toMatchObject({ status: 'starting', isVerified: false });
  expect(links()).toBe(0);
  expect(server.noticeCodes).toContain('publish.not-public');
  const objects = live()?.objects ?? 0;
  await server.until('more of it all the same', () => ((live()?.objects ?? 0) > objects + 3 ? true : null));

  await client.send(new PutBucketPolicyCommand({ Bucket: bucket.bucket, Policy: publicPolicy(bucket.bucket) }));
  client.destroy();
  await server.until('its link again', () => (live()?.isVerified === true && live()?.status === 'live' ? true : null));
  expect(links()).toBeGreaterThan(0);
  expect(server.noticeCodes).toContain('publish.public-again');
  await push.kill();
  const { broadcast } = server.state;
  const summary = await server.ended(broadcast?.id ?? '');
  expect(summary).toMatchObject({ lostSegments: 0, published: { backlog: 0 } });
  const folder = `${publicRoot(bucket)}/live/b/${broadcast?.id ?? ''}`;
  expect((await compareWithBucket(summary.archiveDir, folder)).differences).toEqual([]);
});
