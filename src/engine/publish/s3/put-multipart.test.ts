import { afterEach, describe, expect, test } from 'vitest';
import { s3Error, stored, webPage, type Reply } from './testing/answering-server.js';
import { bucket, closeAll, failure } from './testing/bucket.js';

const headers = { contentType: 'video/mp4', cacheControl: 'public, max-age=1' };
afterEach(closeAll);

describe('large objects', () => {
  const large = Buffer.alloc(16 * 1024 * 1024 + 5, 7);
  const created: Reply = {
    status: 200,
    body: '<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>',
  };
  const completed: Reply = {
    status: 200,
    body: '<CompleteMultipartUploadResult><ETag>&quot;e-3&quot;</ETag></CompleteMultipartUploadResult>',
  };

  test('go in equal parts', async () => {
    const { client, server } = await bucket(({ method, query }) => {
      if (method === 'PUT') return { status: 200, headers: { etag: `"part${query.get('partNumber') ?? ''}"` } };
      return query.has('uploads') ? created : completed;
    });
    expect(await client.put('clip.mp4', large, headers)).toEqual({ etag: '"e-3"' });
    const parts = server.received.filter(({ method }) => method === 'PUT');
    const sizes = parts.map(({ query, body: part }) => [Number(query.get('partNumber')), part.length]);
    expect(sizes.sort(([a = 0], [b = 0]) => a - b)).toEqual([
      [1, 8_388_608],
      [2, 8_388_608],
      [3, 5],
    ]);
    expect(server.received[0]?.headers).toMatchObject({ 'content-type': 'video/mp4' });
    expect(server.received.at(-1)?.body.toString()).toMatch(/part1.*part2.*part3/s);
    expect(client.usage).toMatchObject({ puts: 5, deletes: 0 });
  });

  test.each([
    ['a part is refused', s3Error(503, 'SlowDown'), 'publish.throttled'],
    ['a portal takes a part', webPage(200), 'publish.malformed-answer'],
  ])('leave nothing behind when %s', async (_, reply, code) => {
    const { client, server } = await bucket(({ method, query }) => {
      if (method === 'DELETE') return { status: 204 };
      if (query.get('partNumber') === '2') return reply;
      return method === 'PUT' ? stored : created;
    });
    expect((await failure(client.put('clip.mp4', large, headers))).code).toBe(code);
    expect(server.received.at(-1)).toMatchObject({ method: 'DELETE' });
    expect(server.received.at(-1)?.query.get('uploadId')).toBe('u1');
  });

  test('are not there when the last answer holds an error', async () => {
    const { client } = await bucket(({ method, query }) => {
      if (method === 'DELETE') return { status: 204 };
      if (method === 'PUT') return stored;
      // CompleteMultipartUpload begins with 200 and may fail after that
      return query.has('uploads') ? created : { status: 200, body: '<Error><Code>InternalError</Code></Error>' };
    });
    const error = await failure(client.put('clip.mp4', large, headers));
    expect([error.code, error.details['s3Code']]).toEqual(['publish.server-error', 'InternalError']);
  });
});
