import { afterAll, afterEach, beforeAll, beforeEach, test } from 'vitest';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { proveLive } from './support/live-proof.js';
import { Media } from './support/media.js';
import { NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';

let media: Media;
let clip: NumberedClip;
let bucket: S3Fixture;

beforeAll(async () => {
  media = await Media.create();
  clip = await NumberedClip.make(media);
});
beforeEach(async () => {
  bucket = await startS3Server();
});
afterEach(async () => {
  await bucket.stop();
  await noProcessLeft();
});
afterAll(() => media.remove());

test('a broadcast appears in the bucket while it is live, and is the archive there in the end', async () => {
  await proveLive(clip, bucket, { prefix: 'my shows/näxt +1', folder: 'my%20shows/n%C3%A4xt%20%2B1' });
});
