import { afterEach, describe, expect, test } from 'vitest';
import { s3Error, webPage } from './testing/answering-server.js';
import { bucket, closeAll, failure } from './testing/bucket.js';

afterEach(closeAll);

describe('get and head', () => {
  test('give what is stored, web pages too', async () => {
    const { client } = await bucket(() => webPage(200, { etag: '"1"', 'cache-control': 'max-age=2' }));
    expect((await client.get('index.html'))?.body.toString()).toContain('Welcome');
    expect(await client.head('index.html')).toMatchObject({ etag: '"1"', cacheControl: 'max-age=2', sizeBytes: 0 });
  });

  test('nothing there is null, no bucket is an error', async () => {
    const { client } = await bucket(({ path }) =>
      s3Error(404, path.includes('missing') ? 'NoSuchKey' : 'NoSuchBucket'),
    );
    expect(await client.get('missing')).toBeNull();
    expect((await failure(client.get('x'))).code).toBe('publish.no-bucket');
    expect(await client.head('missing')).toBeNull();
  });

  test('a body that breaks off is no object', async () => {
    const { client } = await bucket(() => ({
      status: 200,
      headers: { etag: '"1"', 'content-length': '999' },
      body: 'x',
    }));
    expect((await failure(client.get('x', { timeoutMs: 200 }))).code).toBe('publish.unreachable');
  });
});
