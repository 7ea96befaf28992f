import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ProviderId } from '../../src/shared/destinations.js';
import { providerProfile } from '../../src/engine/publish/profiles/provider-profiles.js';
import type { BucketClient } from '../../src/engine/publish/s3/bucket-client.js';
import { objectUrl } from '../../src/engine/publish/s3/object-url.js';
import type { QuirkName } from '../servers/quirk/quirk-behaviour.js';
import { startQuirkProxy, type QuirkProxy, type QuirkProxyOptions } from '../servers/quirk-proxy.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { appErrorOf, bucketClient } from './support/bucket-client.js';
import { freshPrefix } from './support/s3-conformance.js';

const headers = { contentType: 'video/mp4', cacheControl: 'public, max-age=2' };
const body = Buffer.from('a segment, for all that S3 knows');

/** What each provider does otherwise than AWS, all at once (docs/providers.md). */
const providers: readonly [ProviderId, readonly QuirkName[]][] = [
  ['aws', ['refuses-acl', 'missing-is-403']],
  ['r2', ['refuses-acl', 'refuses-crc32', 'multi-delete-wants-md5']],
  ['b2', ['refuses-acl', 'refuses-crc32', 'multi-delete-wants-md5', 'no-conditional-put']],
  ['tigris', ['refuses-acl', 'default-max-age-3600', 'multi-delete-wants-md5']],
  ['minio', ['refuses-crc32', 'multi-delete-wants-md5']],
  ['spaces', ['needs-acl', 'refuses-crc32', 'multi-delete-wants-md5']],
  ['gcs', ['refuses-acl', 'refuses-crc32', 'no-multi-delete', 'ignores-conditional-put', 'default-max-age-3600']],
];

describe('the client at a provider with quirks', () => {
  const closing: (() => unknown)[] = [];
  let auto: S3Fixture;
  let server: S3Fixture;
  beforeAll(async () => {
    [server, auto] = await Promise.all([startS3Server(), startS3Server({ region: 'auto' })]);
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  afterAll(() => Promise.all([server.stop(), auto.stop()]));

  async function connect(
    provider: ProviderId,
    quirk: QuirkProxyOptions['quirk'],
  ): Promise<{ client: BucketClient; proxy: QuirkProxy; publicUrl: string }> {
    const target = providerProfile(provider).signingRegion === 'auto' ? auto : server;
    const proxy = await startQuirkProxy({ target: target.endpoint, targetRegion: target.region, quirk });
    const access = { ...target, endpoint: proxy.endpoint };
    const client = bucketClient(access, target.bucket, { provider, region: target.region, pathStyle: true });
    closing.push(
      () => proxy.stop(),
      () => client.close(),
    );
    return { client, proxy, publicUrl: `${proxy.endpoint}/${target.bucket}` };
  }

  it.each(providers)('publishes with the profile of %s', async (provider, quirks) => {
    const { client, proxy, publicUrl } = await connect(provider, quirks);
    const prefix = freshPrefix();
    await client.check();
    await client.put(`${prefix}a`, body, headers);
    await client.put(`${prefix}b`, body, headers);
    const anonymous = await fetch(objectUrl(publicUrl, `${prefix}a`));
    expect([anonymous.status, anonymous.headers.get('cache-control')]).toEqual([200, headers.cacheControl]);
    expect(Buffer.from(await anonymous.arrayBuffer())).toEqual(body);
    if (providerProfile(provider).conditionalPut) {
      const again = client.put(`${prefix}a`, body, headers, { condition: { ifNoneMatch: true } });
      expect((await appErrorOf(again)).code).toBe('publish.conflict');
    }
    await client.delete([`${prefix}a`, `${prefix}b`]);
    for await (const page of client.list(prefix)) expect(page).toEqual([]);
    expect(proxy.refusals).toEqual([]);
  });

  it.each([
    ['refuses-crc32', 'publish.unsupported'],
    ['wrong-region', 'publish.wrong-region'],
    ['wrong-region-301', 'publish.wrong-region'],
    ['captive-portal', 'publish.malformed-answer'],
  ] as const)('names %s', async (quirk, code) => {
    const { client } = await connect('aws', quirk);
    const error = await appErrorOf(client.put(`${freshPrefix()}x`, body, headers));
    expect(error.code).toBe(code);
    if (code === 'publish.wrong-region') expect(error.details['region']).toBe('eu-north-7');
  });

  it('names an ACL that is refused, and a condition', async () => {
    const acl = await connect('spaces', 'refuses-acl');
    expect((await appErrorOf(acl.client.put('x', body, headers))).code).toBe('publish.unsupported');
    const condition = await connect('generic', 'no-conditional-put');
    const put = condition.client.put('x', body, headers, { condition: { ifNoneMatch: true } });
    expect((await appErrorOf(put)).code).toBe('publish.unsupported');
  });

  it('follows a clock that is hours ahead', async () => {
    const { client } = await connect('generic', 'wrong-clock');
    const key = `${freshPrefix()}x`;
    expect((await appErrorOf(client.put(key, body, headers))).code).toBe('publish.clock-skew');
    await client.put(key, body, headers);
    expect(Math.abs(client.clockOffsetMs - 3 * 3_600_000)).toBeLessThan(60_000);
  });

  it('says when a key is written too often', async () => {
    const { client } = await connect('generic', 'one-write-per-second');
    const key = `${freshPrefix()}live.m3u8`;
    await client.put(key, body, headers);
    const error = await appErrorOf(client.put(key, body, headers));
    expect([error.code, error.retryable]).toEqual(['publish.throttled', true]);
  });

  it('removes one by one where many are refused', async () => {
    const { client, proxy } = await connect('generic', 'no-multi-delete');
    const prefix = freshPrefix();
    const keys = ['a', 'b', 'c'].map((name) => prefix + name);
    for (const key of keys) await client.put(key, body, headers);
    await client.delete(keys);
    for await (const page of client.list(prefix)) expect(page).toEqual([]);
    expect(proxy.refusals).toHaveLength(1);
  });
});
