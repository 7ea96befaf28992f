import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { compareWithBucket } from './support/bucket-compare.js';
import { eventually } from './support/eventually.js';
import { PlaylistPoller } from './support/playlist-poller.js';
import { PublishedShows } from './support/published-shows.js';

const shows = new PublishedShows();

test('the bucket is deleted and made anew while live: nothing that it does not have any more is ever named in it', async () => {
  const show = await shows.start();
  const { endpoint, region, accessKeyId, secretAccessKey, bucket: Bucket } = show.bucket;
  const credentials = { accessKeyId, secretAccessKey };
  const owner = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  await show.untilMore(4);
  const { Policy } = await owner.send(new GetBucketPolicyCommand({ Bucket }));
  // the show goes on while it is emptied
  await eventually('an empty bucket', async () => {
    const keys = [...show.bucket.objects().keys()];
    await Promise.all(keys.map((Key) => owner.send(new DeleteObjectCommand({ Bucket, Key }))));
    const deleted = owner.send(new DeleteBucketCommand({ Bucket }));
    return deleted.then(
      () => true,
      () => null,
    );
  });
  await show.server.until('told', () => (show.publication.reason?.code === 'publish.no-bucket' ? true : null));
  await show.untilMore(2);

  await owner.send(new CreateBucketCommand({ Bucket }));
  await owner.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  const poller = new PlaylistPoller(`${show.folder}/master.m3u8`);
  poller.mayStall();
  poller.start();
  await show.untilStatus('live');
  await eventually('the live edge', () => (poller.edge >= show.packed - 2 ? true : null));
  await show.untilMore(2);
  const { summary } = await show.end();
  const report = await poller.stop();
  owner.destroy();
  expect([report.missing, report.retracted]).toEqual([[], []]);
  expect(report.fetched).toBeGreaterThan(0);
  expect(summary.published?.backlog).toBe(0);
  expect((await compareWithBucket(summary.archiveDir, show.folder)).differences).toEqual([]);
});
