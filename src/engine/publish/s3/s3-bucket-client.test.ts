import { afterEach, describe, expect, test } from 'vitest';
import type { BucketClient } from './bucket-client.js';
import { s3Error, stored, webPage } from './testing/answering-server.js';
import { bucket, closeAll, failure, listed } from './testing/bucket.js';

const headers = { contentType: 'video/mp4', cacheControl: 'public, max-age=1' };
const body = Buffer.from('segment');
afterEach(closeAll);

/** Every operation, as it is asked. */
const operations: [string, (client: BucketClient) => Promise<unknown>][] = [
  ['put', (client) => client.put('b/1', body, headers)],
  ['get', (client) => client.get('b/1')],
  ['head', (client) => client.head('b/1')],
  ['list', (client) => listed(client)],
  ['delete one', (client) => client.delete(['b/1'])],
  ['delete many', (client) => client.delete(['b/1', 'b/2'])],
  ['check', (client) => client.check()],
  ['createBucket', (client) => client.createBucket()],
  ['getPolicy', (client) => client.getPolicy()],
  ['putPolicy', (client) => client.putPolicy('{}')],
  ['getCors', (client) => client.getCors()],
  ['putCors', (client) => client.putCors([])],
];

describe.each(operations)('%s', (name, run) => {
  test('fails with one attempt, whatever the answer', async () => {
    const { client, server } = await bucket(() => s3Error(500, 'InternalError'));
    expect((await failure(run(client))).code).toBe('publish.server-error');
    // check asks again for the words that a HEAD has not
    expect(server.received).toHaveLength(name === 'check' ? 2 : 1);
  });

  test.each([
    ['a login page with status 200', webPage(200)],
    ['a redirect to a login page', webPage(302, { location: 'http://portal.example/login' })],
    ['a login page in place of a 404', webPage(404)],
  ])('takes %s for no answer of S3', async (_, reply) => {
    const { client } = await bucket(() => reply);
    const error = await failure(run(client));
    expect([error.code, error.retryable]).toEqual(['publish.malformed-answer', true]);
  });
});

describe('a caller that calls it off', () => {
  test.each([
    ['put', (client, signal) => client.put('b/1', body, headers, { signal })],
    ['get', (client, signal) => client.get('b/1', { signal })],
    ['delete', (client, signal) => client.delete(['b/1', 'b/2'], { signal })],
    ['check', (client, signal) => client.check({ signal })],
  ] as [string, (client: BucketClient, signal: AbortSignal) => Promise<unknown>][])('ends %s', async (_, run) => {
    const controller = new AbortController();
    const { client } = await bucket(() => {
      controller.abort();
      return 'hang';
    });
    const error = await failure(run(client, controller.signal));
    expect([error.code, error.details['why']]).toEqual(['publish.unreachable', 'aborted']);
  });
});

describe('usage', () => {
  test('counts what a server has seen, failures too, and nothing that never left', async () => {
    let fails = false;
    const { client, server } = await bucket(() => (fails ? s3Error(503, 'SlowDown') : stored));
    await client.put('b/1', body, headers);
    fails = true;
    await failure(client.put('b/2', body, headers));
    await failure(client.head('b/1'));
    await failure(client.delete(['b/1']));
    await failure(listed(client));
    expect(client.usage).toMatchObject({ puts: 2, gets: 1, lists: 1, deletes: 1, bytesSent: 2 * body.length });
    expect(server.received).toHaveLength(5);
    await server.stop();
    const before = client.usage;
    // the first may still find a connection that was open
    for (let attempt = 0; attempt < 3; attempt += 1) await failure(client.put('b/3', body, headers));
    expect(client.usage.puts - before.puts).toBeLessThanOrEqual(1);
  });

  test('counts an answer once, however the SDK reads it', async () => {
    const text = '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>';
    const { client } = await bucket(() => ({ status: 200, body: text }));
    await listed(client);
    expect(client.usage.bytesReceived).toBe(text.length);
  });
});
