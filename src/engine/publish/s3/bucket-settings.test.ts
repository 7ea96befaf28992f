import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { s3Error, type Reply } from './testing/answering-server.js';
import { bucket, closeAll, failure } from './testing/bucket.js';

afterEach(closeAll);

describe('the bucket', () => {
  test('check is one HEAD when all is well', async () => {
    const { client, server } = await bucket(() => ({ status: 200 }));
    await client.check();
    expect(server.received.map(({ method, path }) => [method, path])).toEqual([['HEAD', '/show/']]);
  });

  test('check asks for the words that a HEAD has not', async () => {
    const { client } = await bucket(({ method }) =>
      method === 'HEAD' ? { status: 403 } : s3Error(403, 'SignatureDoesNotMatch'),
    );
    expect((await failure(client.check())).code).toBe('publish.wrong-secret');
  });

  test('is made without a place but at AWS', async () => {
    const made: Reply = { status: 200 };
    const plain = await bucket(() => made, { provider: 'ceph', region: 'eu-west-1' });
    await plain.client.createBucket();
    expect(plain.server.received.map((request) => request.body.length)).toEqual([0]);
    const aws = await bucket(() => made, { provider: 'aws', region: 'eu-west-1' });
    await aws.client.createBucket();
    expect(aws.server.received[0]?.body.toString()).toContain('<LocationConstraint>eu-west-1<');
    // and then everybody may be let in by a policy
    expect(aws.server.received.map(({ method, query }) => [method, query.has('publicAccessBlock')])).toEqual([
      ['PUT', false],
      ['DELETE', true],
    ]);
  });

  test('one that is ours already is fine, one of somebody else is not', async () => {
    const ours = await bucket(() => s3Error(409, 'BucketAlreadyOwnedByYou'));
    await ours.client.createBucket();
    const theirs = await bucket(() => s3Error(409, 'BucketAlreadyExists'));
    expect((await failure(theirs.client.createBucket())).details['s3Code']).toBe('BucketAlreadyExists');
  });

  test('has no policy and no CORS rules is null', async () => {
    const { client } = await bucket(({ query }) =>
      s3Error(404, query.has('policy') ? 'NoSuchBucketPolicy' : 'NoSuchCORSConfiguration'),
    );
    expect([await client.getPolicy(), await client.getCors()]).toEqual([null, null]);
  });

  test('gets policy and CORS with Content-MD5', async () => {
    const { client, server } = await bucket(() => ({ status: 200 }));
    await client.putPolicy('{"Version":"2012-10-17"}');
    const rule = {
      allowedOrigins: ['*'],
      allowedMethods: ['GET'],
      allowedHeaders: ['*'],
      exposeHeaders: [],
      maxAgeSeconds: 9,
    };
    await client.putCors([rule]);
    for (const request of server.received) {
      expect(request.headers['content-md5']).toBe(createHash('md5').update(request.body).digest('base64'));
    }
    expect(server.received[0]?.body.toString()).toBe('{"Version":"2012-10-17"}');
    expect(server.received[1]?.body.toString()).toContain('<MaxAgeSeconds>9</MaxAgeSeconds>');
  });
});
