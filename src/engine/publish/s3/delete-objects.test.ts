import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { s3Error, type Reply } from './testing/answering-server.js';
import { bucket, closeAll, failure } from './testing/bucket.js';

afterEach(closeAll);

describe('delete', () => {
  const keys = ['b/1', 'b/2', 'b/3'];
  const deleted: Reply = { status: 200, headers: { 'content-type': 'application/xml' }, body: '<DeleteResult/>' };

  test('removes many at once, with Content-MD5 and without CRC', async () => {
    const { client, server } = await bucket(() => deleted);
    await client.delete(keys);
    const request = server.received[0];
    expect([server.received.length, request?.method]).toEqual([1, 'POST']);
    expect(request?.headers['content-md5']).toBe(
      createHash('md5')
        .update(request?.body ?? '')
        .digest('base64'),
    );
    expect(Object.keys(request?.headers ?? {}).filter((name) => /checksum/.test(name))).toEqual([]);
  });

  test.each([
    ['501', s3Error(501, 'NotImplemented')],
    ['405', s3Error(405, 'MethodNotAllowed')],
    ['a missing Content-MD5', s3Error(400, 'MissingContentMD5')],
    ['an unsupported header', s3Error(400, 'InvalidArgument', "<Message>Unsupported header 'content-md5'</Message>")],
  ])('removes one by one where many are refused with %s, and remembers that', async (_, refusal) => {
    const { client, server } = await bucket(({ method }) => (method === 'POST' ? refusal : { status: 204 }));
    await client.delete(keys);
    await client.delete(keys);
    expect(server.received.filter(({ method }) => method === 'POST')).toHaveLength(1);
    const removed = server.received.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
    expect(removed.sort()).toEqual([...keys, ...keys].map((key) => `/show/${key}`).sort());
  });

  test('a key that is not there counts as removed, one that may not be is an error', async () => {
    const { client } = await bucket(({ method }) =>
      method === 'POST'
        ? {
            status: 200,
            headers: { 'content-type': 'application/xml' },
            body: '<DeleteResult><Error><Key>b/1</Key><Code>NoSuchKey</Code></Error><Error><Key>b/2</Key><Code>AccessDenied</Code></Error></DeleteResult>',
          }
        : s3Error(404, 'NoSuchKey'),
    );
    expect((await failure(client.delete(keys))).code).toBe('publish.forbidden');
    await client.delete(['b/1']);
  });

  test('more than a thousand go in several requests', async () => {
    const { client, server } = await bucket(() => deleted);
    await client.delete(Array.from({ length: 1001 }, (_, index) => `b/${index}`));
    expect(server.received.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
  });
});
