import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cephMissing, startCeph, type CephFixture } from '../servers/ceph.js';
import { createS3Client } from '../servers/s3-client.js';
import { proveLive } from './support/live-proof.js';
import { Media } from './support/media.js';
import { NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';
import { outcomeOf } from './support/s3-conformance.js';

describe.skipIf(cephMissing !== null)(`publishing to Ceph ${cephMissing ?? ''}`, () => {
  let media: Media;
  let clip: NumberedClip;
  let ceph: CephFixture;

  beforeAll(async () => {
    media = await Media.create();
    clip = await NumberedClip.make(media);
    const started = await startCeph();
    if (started === null) throw new Error('Expected Ceph to be installed');
    ceph = started;
  });
  afterAll(async () => {
    await ceph.stop();
    await media.remove();
    await noProcessLeft();
  });

  test('it looks at signatures: nobody else may write', async () => {
    const [wrong, stranger] = [{ ...ceph, secretAccessKey: 'x'.repeat(40) }, ceph.stranger].map((access) =>
      createS3Client(access),
    );
    const put = new PutObjectCommand({ Bucket: ceph.bucket, Key: 'x', Body: 'x' });
    for (const [client, outcome] of [
      [wrong, '403 SignatureDoesNotMatch'],
      [stranger, '403 AccessDenied'],
    ] as const) {
      expect(await outcomeOf(client?.send(put) ?? Promise.reject(new Error('Expected a client')))).toBe(outcome);
      client?.destroy();
    }
  });

  test('a broadcast appears in the bucket while it is live, and is the archive there in the end', async () => {
    await proveLive(clip, ceph, {
      provider: 'ceph',
      prefix: `my shows/näxt +1`,
      folder: 'my%20shows/n%C3%A4xt%20%2B1',
    });
  });

  test('it does so on the generic profile, too, under a prefix of hostile characters', async () => {
    const folder = 'a%2Bb%23c%3Fd%25e%26f%27g%20%3Ch%3E/%F0%9F%8E%AC';
    await proveLive(clip, ceph, { provider: 'generic', prefix: `a+b#c?d%e&f'g <h>/🎬`, folder });
  });
});
