import { afterAll, beforeAll, expect, test } from 'vitest';
import { startS3Server, type S3Fixture } from '../../../../test/servers/s3-server.js';
import type { BucketClient } from '../s3/bucket-client.js';
import { silentLogger } from '../s3/testing/client-for.js';
import { resolveTarget } from '../s3/resolve-target.js';
import { createBucketClient } from '../s3/s3-bucket-client.js';
import { missingObjects, type MissingObjectsRequest } from './missing-objects.js';
import { seePublic } from './public-check.js';
import { refusal } from './testing/hand-bucket.js';

const prefix = 'my shows/live/b/1/';
const headers = { contentType: 'video/mp4', cacheControl: '' };
const { signal } = new AbortController();
let server: S3Fixture;
let client: BucketClient;

beforeAll(async () => {
  server = await startS3Server();
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = server;
  const config = { name: 'Test', provider: 'generic' as const, endpoint, region, bucket, prefix: '', publicUrl: null };
  const credentials = { accessKeyId, secretAccessKey, sessionToken: null };
  const target = resolveTarget({ ...config, pathStyle: true }, credentials);
  client = createBucketClient({ target, logger: silentLogger });
  for (const [key, body] of [
    ['360p/0.m4s', 'whole'],
    ['360p/1.m4s', 'half'],
    ['360p/init-0.mp4', 'any size'],
    ['other.txt', 'of no interest'],
  ] as const) {
    await client.put(`${prefix}${key}`, Buffer.from(body), headers);
  }
});
afterAll(async () => {
  client.close();
  await server.stop();
});

/** Whole, in part, not at all, of any size. */
const expected = new Map([
  ['360p/0.m4s', 5],
  ['360p/1.m4s', 8],
  ['360p/2.m4s', 5],
  ['360p/init-0.mp4', 0],
]);
const lacking = ['360p/1.m4s', '360p/2.m4s'];
const ask = (change: Partial<MissingObjectsRequest> = {}): Promise<string[] | null> =>
  missingObjects({ client, prefix, expected, signal, asViewer: null, found: new Set(), ...change });

/** The real bucket, with keys that may not do these. */
function keysWithout(error: Error, ...operations: readonly ('list' | 'head')[]): BucketClient {
  const refused = {
    list: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) }),
    head: () => Promise.reject(error),
  };
  return { ...client, ...Object.fromEntries(operations.map((operation) => [operation, refused[operation]])) };
}

test('tells what a real bucket does not have, or not whole', async () => {
  expect(await ask()).toEqual(lacking);
  expect(await ask({ expected: new Map() })).toEqual([]);
});

test('what may not be listed is asked for one by one', async () => {
  expect(await ask({ client: keysWithout(refusal('publish.forbidden'), 'list') })).toEqual(lacking);
});

test('what may be neither listed nor asked for is looked at as viewers do; where they may not either, nobody can tell', async () => {
  const closed = keysWithout(refusal('publish.forbidden'), 'list', 'head');
  const root = `${server.publicUrl}/`;
  let requests = 0;
  const asViewer = (key: string): ReturnType<typeof seePublic> =>
    seePublic(`${root}${key.replaceAll(' ', '%20')}`, signal, () => (requests += 1));
  // the policy lets viewers read, and not list: what is missing is 403 for them
  expect(await ask({ client: closed, asViewer })).toEqual(lacking);
  expect(requests).toBe(expected.size);
  expect(await ask({ client: closed })).toBeNull();
  expect(await ask({ client: closed, asViewer: () => Promise.resolve('untold') })).toBeNull();
});

test('403 for all that is missing does not hide what is there, however much is missing', async () => {
  const many = new Map(Array.from({ length: 200 }, (_, index) => [`360p/${index}.m4s`, index === 150 ? 5 : 1]));
  const head = (key: string): ReturnType<BucketClient['head']> =>
    key.endsWith('/150.m4s') || key.endsWith('/10.m4s')
      ? client.head(`${prefix}360p/0.m4s`)
      : Promise.reject(refusal('publish.forbidden'));
  const blind = { ...keysWithout(refusal('publish.unsupported'), 'list'), head };
  // one is there, one is not whole, the rest is missing
  const lacks = await missingObjects({
    client: blind,
    prefix,
    expected: many,
    signal,
    asViewer: null,
    found: new Set(),
  });
  expect(lacks?.length ?? 0).toBe(199);
  expect(lacks).not.toContain('360p/150.m4s');
});

test('what cannot be reached is not missing, and what was found before is not asked for again', async () => {
  const gone = ask({ client: keysWithout(refusal('publish.unreachable'), 'list') });
  await expect(gone).rejects.toMatchObject({ code: 'publish.unreachable' });
  const found = new Set(['360p/0.m4s', '360p/init-0.mp4']);
  const asked: string[] = [];
  const listless = keysWithout(refusal('publish.forbidden'), 'list');
  const head = (key: string): ReturnType<BucketClient['head']> => {
    asked.push(key.slice(prefix.length));
    return client.head(key);
  };
  expect(await ask({ client: { ...listless, head }, found })).toEqual(lacking);
  expect(asked.sort()).toEqual(lacking);
});
