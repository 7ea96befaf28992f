import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { providerIds } from '../../src/shared/destinations.js';
import { systemClock } from '../../src/engine/clock.js';
import type { BucketClient } from '../../src/engine/publish/s3/bucket-client.js';
import { objectUrl } from '../../src/engine/publish/s3/object-url.js';
import { startFaultProxy, type FaultProxy } from '../servers/fault-proxy.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { publicPolicy } from '../servers/s3/s3-world.js';
import { testKeys } from '../servers/s3/s3-keys.js';
import { appErrorOf, bucketClient } from './support/bucket-client.js';
import { freshPrefix, s3Subjects, type S3Subject } from './support/s3-conformance.js';

const headers = { contentType: 'video/mp4', cacheControl: 'public, max-age=31536000, immutable' };
const body = Buffer.from('a segment, for all that S3 knows');

const clients: BucketClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
function connect(...args: Parameters<typeof bucketClient>): BucketClient {
  const client = bucketClient(...args);
  clients.push(client);
  return client;
}
async function keysBelow(client: BucketClient, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of client.list(prefix)) keys.push(...page.map(({ key }) => key));
  return keys;
}

for (const { name, missing, start } of s3Subjects) {
  describe.skipIf(missing !== null)(`the client at ${name} ${missing ?? ''}`, () => {
    let subject: S3Subject;
    beforeAll(async () => {
      subject = await start();
    });
    afterAll(() => subject.stop());

    it.each(['ceph', 'generic', 'minio'] as const)('stores, reads, lists and removes as %s', async (provider) => {
      const client = connect(subject, subject.bucket, { provider });
      const prefix = freshPrefix();
      const keys = [
        'b/1/v720/0.m4s',
        'with space/ü 日本/+%25#?&=.m4s',
        ` lead and trail /x`,
        `q'()!*~"<>;:@$,[]/y`,
        `long/${'x'.repeat(180)}/${'ü'.repeat(300)}`,
      ].map((key) => prefix + key);
      await client.check();
      for (const key of keys) {
        const { etag } = await client.put(key, body, headers);
        expect(await client.head(key)).toEqual({ etag, sizeBytes: body.length, ...headers, contentEncoding: null });
        expect(await client.get(key)).toEqual({ etag, body, ...headers, contentEncoding: null });
        const anonymous = await fetch(objectUrl(subject.publicUrl, key));
        expect(Buffer.from(await anonymous.arrayBuffer())).toEqual(body);
      }
      expect((await keysBelow(client, prefix)).sort()).toEqual([...keys].sort());
      await client.delete([...keys, `${prefix}never-there`]);
      expect(await keysBelow(client, prefix)).toEqual([]);
      expect([await client.get(keys[0] ?? ''), await client.head(keys[0] ?? '')]).toEqual([null, null]);
    });

    it('stores nothing, too, and what is compressed', async () => {
      const client = connect(subject, subject.bucket);
      const prefix = freshPrefix();
      await client.put(`${prefix}empty`, Buffer.alloc(0), headers);
      expect((await client.get(`${prefix}empty`))?.body.length).toBe(0);
      const zipped = gzipSync('#EXTM3U\n');
      await client.put(`${prefix}live.m3u8`, zipped, { ...headers, contentEncoding: 'gzip' });
      expect(await client.get(`${prefix}live.m3u8`)).toMatchObject({ body: zipped, contentEncoding: 'gzip' });
    });

    it('stores a large object in parts, in the right order', async () => {
      const client = connect(subject, subject.bucket);
      const key = `${freshPrefix()}clip.mp4`;
      const large = Buffer.alloc(17 * 1024 * 1024, 'Headwater 0123456789');
      const { etag } = await client.put(key, large, headers);
      const stored = await client.get(key);
      expect(stored?.body.equals(large)).toBe(true);
      expect(stored).toMatchObject({ etag, ...headers });
    });

    it.each(['ceph', 'generic'] as const)('holds to conditions as %s', async (provider) => {
      const client = connect(subject, subject.bucket, { provider });
      const key = `${freshPrefix()}lease.json`;
      const first = await client.put(key, Buffer.from('1'), headers, { condition: { ifNoneMatch: true } });
      const again = client.put(key, Buffer.from('2'), headers, { condition: { ifNoneMatch: true } });
      expect((await appErrorOf(again)).code).toBe('publish.conflict');
      const ifMatch = first.etag ?? '';
      const second = await client.put(key, Buffer.from('3'), headers, { condition: { ifMatch } });
      const late = client.put(key, Buffer.from('4'), headers, { condition: { ifMatch } });
      expect((await appErrorOf(late)).code).toBe('publish.conflict');
      const gone = client.put(`${key}.gone`, body, headers, { condition: { ifMatch } });
      expect((await appErrorOf(gone)).code).toBe('publish.conflict');
      expect(await client.get(key)).toMatchObject({ body: Buffer.from('3'), etag: second.etag });
    });

    it('lists and removes more than a page', async () => {
      const client = connect(subject, subject.bucket);
      const prefix = freshPrefix();
      const keys = Array.from({ length: 1010 }, (_, index) => `${prefix}${String(index).padStart(4, '0')}.m4s`);
      // far more at once than there are connections: what waits for one must not time out
      await Promise.all(keys.map((key) => client.put(key, Buffer.from('x'), headers)));
      expect(await keysBelow(client, prefix)).toEqual(keys);
      await client.delete(keys);
      expect(await keysBelow(client, prefix)).toEqual([]);
      expect(client.usage).toMatchObject({ puts: 1010, lists: 3, deletes: 2, bytesSent: expect.any(Number) as number });
    });

    it('says what is wrong with keys, bucket and rights', async () => {
      const codeOf = async (access: object, bucket = subject.bucket): Promise<string> =>
        (await appErrorOf(connect({ ...subject, ...access }, bucket).put('x', body, headers))).code;
      expect(await codeOf({ accessKeyId: 'NOBODYKNOWSTHISONE01' })).toBe('publish.unknown-key');
      expect(await codeOf({ secretAccessKey: 'wrong' })).toBe('publish.wrong-secret');
      expect(await codeOf(subject.readOnly)).toBe('publish.forbidden');
      expect(await codeOf({}, 'nobody-made-this')).toBe('publish.no-bucket');
      const checked = connect({ ...subject, secretAccessKey: 'wrong' }, subject.bucket).check();
      expect((await appErrorOf(checked)).code).toBe('publish.wrong-secret');
    });

    it('signs by the clock of the server after the first refusal', async () => {
      const hours = 7 * 3_600_000;
      const clock = { ...systemClock, now: () => Date.now() - hours };
      const client = connect(subject, subject.bucket, { clock });
      const key = `${freshPrefix()}x`;
      expect((await appErrorOf(client.put(key, body, headers))).code).toBe('publish.clock-skew');
      await client.put(key, body, headers);
      expect(Math.abs(client.clockOffsetMs - hours)).toBeLessThan(60_000);
    });

    it('makes a bucket that everybody may read, from any page', async () => {
      const made = `made-${freshPrefix().slice(2, -1)}`;
      const client = connect(subject, made);
      expect((await appErrorOf(client.check())).code).toBe('publish.no-bucket');
      await client.createBucket();
      await client.createBucket();
      await client.check();
      expect([await client.getPolicy(), await client.getCors()]).toEqual([null, null]);
      await client.put('b/1', body, headers);
      const url = `${subject.endpoint}/${made}/b/1`;
      expect((await fetch(url)).status).toBe(403);
      const rule = {
        allowedOrigins: ['*'],
        allowedMethods: ['GET', 'HEAD'],
        allowedHeaders: ['*'],
        exposeHeaders: ['ETag'],
        maxAgeSeconds: 3600,
      };
      await client.putPolicy(publicPolicy(made));
      await client.putCors([rule]);
      const answer = await fetch(url, { headers: { origin: 'https://example.com' } });
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
      expect(JSON.parse((await client.getPolicy()) ?? '')).toEqual(JSON.parse(publicPolicy(made)));
      expect(await client.getCors()).toEqual([rule]);
    });
  });
}

describe('the client and our server', () => {
  let server: S3Fixture;
  beforeAll(async () => {
    server = await startS3Server({ region: 'eu-west-1' });
  });
  afterAll(() => server.stop());

  it('names the region that the bucket is in', async () => {
    const client = connect(server, server.bucket, { region: 'us-east-1' });
    const error = await appErrorOf(client.put('x', body, headers));
    expect([error.code, error.details['region']]).toEqual(['publish.wrong-region', 'eu-west-1']);
  });

  it('knows keys whose time is over, and temporary ones that are good', async () => {
    const expired = connect({ ...server, ...testKeys.expired }, server.bucket);
    expect((await appErrorOf(expired.put('x', body, headers))).code).toBe('publish.expired-key');
    await connect({ ...server, ...testKeys.temporary }, server.bucket).put('x', body, headers);
  });

  it.each(providerIds)('speaks to it with the profile of %s', async (provider) => {
    const client = connect(server, server.bucket, { provider, region: 'eu-west-1', pathStyle: true });
    if (['r2', 'tigris', 'gcs'].includes(provider)) {
      // they have one region of their own, whatever is typed
      expect((await appErrorOf(client.put('x', body, headers))).code).toBe('publish.wrong-region');
      return;
    }
    const prefix = freshPrefix();
    await client.put(`${prefix}a`, body, headers);
    await client.put(`${prefix}b`, body, headers);
    expect((await client.get(`${prefix}a`))?.body).toEqual(body);
    await client.delete([`${prefix}a`, `${prefix}b`]);
    expect(await keysBelow(client, prefix)).toEqual([]);
  });

  it('counts what the server has counted', async () => {
    const client = connect(server, server.bucket);
    const from = server.requests.length;
    const prefix = freshPrefix();
    for (let index = 0; index < 5; index += 1) await client.put(`${prefix}${index}`, body, headers);
    await client.get(`${prefix}0`);
    await client.head(`${prefix}1`);
    await client.head(`${prefix}missing`);
    await keysBelow(client, prefix);
    await client.delete([`${prefix}0`, `${prefix}1`]);
    await client.delete([`${prefix}2`]);
    const seen = server.requests.slice(from);
    const count = (...operations: string[]): number =>
      seen.filter(({ operation }) => operations.includes(operation)).length;
    expect(client.usage).toEqual({
      puts: count('PutObject'),
      gets: count('GetObject', 'HeadObject'),
      lists: count('ListObjectsV2'),
      deletes: count('DeleteObject', 'DeleteObjects'),
      bytesSent: seen.reduce((sum, { bytesIn }) => sum + bytesIn, 0),
      bytesReceived: seen.filter(({ method }) => method !== 'HEAD').reduce((sum, { bytesOut }) => sum + bytesOut, 0),
    });
    expect(client.usage.puts).toBe(5);
  });

  describe('over a bad line', () => {
    let proxy: FaultProxy;
    beforeAll(async () => {
      proxy = await startFaultProxy({ target: server.endpoint });
    });
    afterAll(() => proxy.stop());

    it('says what is wrong with it, and works when it is well again', async () => {
      const client = connect({ ...server, endpoint: proxy.endpoint }, server.bucket);
      const put = (): Promise<unknown> => client.put('x', body, headers, { timeoutMs: 500 });
      const whyOf = async (): Promise<unknown[]> => {
        const { code, details } = await appErrorOf(put());
        return [code, details['why']];
      };
      await put();
      await proxy.set({ blackhole: true });
      expect(await whyOf()).toEqual(['publish.unreachable', 'timeout']);
      await proxy.clear();
      // the connections that the black hole has swallowed stay dead: new ones are made
      await put();
      await proxy.set({ offline: true });
      // a connection that was open may still be found torn
      await appErrorOf(put());
      expect(await whyOf()).toEqual(['publish.unreachable', 'refused']);
      await proxy.clear();
      await put();
      await proxy.set({ cut: 1 });
      expect(await whyOf()).toEqual(['publish.unreachable', 'reset']);
      await proxy.clear();
      await proxy.set({ status: { share: 1, status: 503, retryAfterSeconds: 3 } });
      const throttled = await appErrorOf(put());
      expect([throttled.code, throttled.details['retryAfterMs']]).toEqual(['publish.throttled', 3000]);
      await proxy.clear();
      await put();
    });
  });
});
