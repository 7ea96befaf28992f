import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QuirkName } from '../servers/quirk/quirk-behaviour.js';
import { startQuirkProxy, type QuirkProxy, type QuirkProxyOptions } from '../servers/quirk-proxy.js';
import { createS3Client } from '../servers/s3-client.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import type { S3ServerOptions } from '../servers/s3/s3-world.js';
import { outcomeOf } from './support/s3-conformance.js';

describe('a provider that misbehaves', () => {
  let server: S3Fixture;
  let Bucket = '';
  const proxies: QuirkProxy[] = [];
  const clients: S3Client[] = [];

  beforeEach(async () => {
    await startServer();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await Promise.all(proxies.splice(0).map((proxy) => proxy.stop()));
    await server.stop();
  });

  async function startServer(options: S3ServerOptions = {}): Promise<void> {
    server = await startS3Server(options);
    Bucket = server.bucket;
  }

  type ClientOptions = Parameters<typeof createS3Client>[1] & { region?: string };

  async function start(
    quirk: QuirkProxyOptions['quirk'],
    more: Partial<QuirkProxyOptions> = {},
  ): Promise<{ proxy: QuirkProxy; url: string; connect: (options?: ClientOptions) => S3Client }> {
    const proxy = await startQuirkProxy({ target: server.endpoint, quirk, ...more });
    proxies.push(proxy);
    const connect = ({ region = server.region, ...options }: ClientOptions = {}): S3Client => {
      const client = createS3Client({ ...server, region, endpoint: proxy.endpoint }, options);
      clients.push(client);
      return client;
    };
    return { proxy, url: `${proxy.endpoint}/${Bucket}`, connect };
  }

  const put = (client: S3Client, Key: string, more: object = {}): Promise<string> =>
    outcomeOf(client.send(new PutObjectCommand({ Bucket, Key, Body: `body of ${Key}`, ...more })));
  const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

  it.each<[QuirkName, object, string]>([
    ['refuses-acl', { ACL: 'public-read' }, '400 AccessControlListNotSupported'],
    ['refuses-crc32', { ChecksumAlgorithm: 'CRC32' }, '400 InvalidRequest'],
    ['no-conditional-put', { IfNoneMatch: '*' }, '501 NotImplemented'],
    ['no-conditional-put', { IfMatch: '"x"' }, '501 NotImplemented'],
  ])('%s: refuses %j, and nothing else', async (quirk, more, refusal) => {
    const { proxy, connect } = await start(quirk);
    const client = connect();
    expect(await put(client, 'a', more)).toBe(refusal);
    expect(proxy.refusals).toMatchObject([{ quirk, method: 'PUT', key: 'a' }]);
    expect(server.requests).toEqual([]);
    expect(await put(client, 'a')).toBe('200');
    expect(await outcomeOf(client.send(new HeadObjectCommand({ Bucket, Key: 'a' })))).toBe('200');
  });

  it('refuses-crc32: what newer SDKs send unless told otherwise', async () => {
    const { connect } = await start('refuses-crc32');
    expect(await put(connect({ checksums: 'WHEN_SUPPORTED' }), 'a')).toMatch(
      /^(400 InvalidRequest|501 NotImplemented)$/,
    );
  });

  it('needs-acl: an object is public by its own list alone', async () => {
    const { connect, url } = await start('needs-acl');
    const client = connect();
    await put(client, 'closed');
    await put(client, 'open', { ACL: 'public-read' });
    expect([await statusOf(`${url}/closed`), await statusOf(`${url}/open`)]).toEqual([403, 200]);
    expect(await outcomeOf(client.send(new GetObjectCommand({ Bucket, Key: 'closed' })))).toBe('200');
    await put(client, 'open');
    expect(await statusOf(`${url}/open`)).toBe(403);
  });

  it('one-write-per-second: per key', async () => {
    const { connect } = await start('one-write-per-second');
    const client = connect();
    expect([await put(client, 'a'), await put(client, 'b')]).toEqual(['200', '200']);
    const outcomes = await Promise.all([put(client, 'c'), put(client, 'c'), put(client, 'c')]);
    expect(outcomes.sort()).toEqual(['200', '429 TooManyRequests', '429 TooManyRequests']);
  });

  it('missing-is-403: for those who have no key', async () => {
    await server.stop();
    await startServer({ publicAccess: 'list' });
    const { connect, url } = await start('missing-is-403');
    expect(await statusOf(`${server.publicUrl}/missing`)).toBe(404);
    expect(await statusOf(`${url}/missing`)).toBe(403);
    expect(await outcomeOf(connect().send(new GetObjectCommand({ Bucket, Key: 'missing' })))).toBe('404 NoSuchKey');
  });

  it.each<[QuirkName, string]>([
    ['no-multi-delete', '501 NotImplemented'],
    ['multi-delete-wants-md5', '400 InvalidRequest'],
  ])('%s', async (quirk, refusal) => {
    const { connect } = await start(quirk);
    const Delete = { Objects: [{ Key: 'a' }] };
    expect(await outcomeOf(connect().send(new DeleteObjectsCommand({ Bucket, Delete })))).toBe(refusal);
  });

  it('wrong-clock: its Date is off, and it takes signatures of its own time alone', async () => {
    const { connect, url } = await start('wrong-clock', { clockOffsetMs: -5 * 3_600_000 });
    expect(await put(connect(), 'a')).toBe('403 RequestTimeTooSkewed');
    const date = Date.parse((await fetch(`${url}/a`)).headers.get('date') ?? '');
    const offset = date - Date.now();
    expect(Math.abs(offset + 5 * 3_600_000)).toBeLessThan(60_000);
    expect(await put(connect({ clockOffsetMs: offset }), 'a')).toBe('200');
    expect(server.objects().get('a')?.body.toString()).toBe('body of a');
  });

  it.each<[QuirkName, string]>([
    ['wrong-region', '400 AuthorizationHeaderMalformed'],
    ['wrong-region-301', '301 PermanentRedirect'],
  ])('%s: names the right one and takes it', async (quirk, refusal) => {
    const { connect, url } = await start(quirk);
    expect(await put(connect(), 'a b')).toBe(refusal);
    expect(await put(connect({ region: 'eu-north-7' }), 'a b')).toBe('200');
    expect(await statusOf(`${url}/a%20b`)).toBe(200);
  });

  it('no-cors: neither headers nor preflight nor a way to set them', async () => {
    const { connect, url } = await start('no-cors');
    const client = connect();
    await put(client, 'a');
    const headers = { origin: 'https://viewer.example', 'access-control-request-method': 'GET' };
    const names = async (base: string): Promise<string[]> =>
      [...(await fetch(`${base}/a`, { headers })).headers.keys()].filter((name) => name.startsWith('access-control-'));
    expect(await names(server.publicUrl)).not.toEqual([]);
    expect(await names(url)).toEqual([]);
    expect((await fetch(`${url}/a`, { method: 'OPTIONS', headers })).status).toBe(403);
    const CORSRules = [{ AllowedOrigins: ['*'], AllowedMethods: ['GET'] }];
    const set = new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } });
    expect(await outcomeOf(client.send(set))).toBe('501 NotImplemented');
  });

  it.each<[QuirkName, object, string, string | null]>([
    ['default-max-age-3600', {}, 'cache-control', 'public, max-age=3600'],
    ['default-max-age-3600', { CacheControl: 'max-age=2' }, 'cache-control', 'max-age=2'],
    ['drops-cache-control', { CacheControl: 'max-age=2' }, 'cache-control', null],
    ['html-as-download', { ContentType: 'text/html; charset=utf-8' }, 'content-type', 'application/octet-stream'],
    ['html-as-download', { ContentType: 'text/html; charset=utf-8' }, 'content-disposition', 'attachment'],
    ['html-as-download', { ContentType: 'video/mp4' }, 'content-type', 'video/mp4'],
  ])('%s: stored with %j, %s comes back as %s', async (quirk, stored, header, value) => {
    const { connect, url } = await start(quirk);
    await put(connect(), 'a', stored);
    const answer = await fetch(`${url}/a`);
    expect(answer.headers.get(header)).toBe(value);
    expect(await answer.text()).toBe('body of a');
  });

  it('ignores-conditional-put: every write succeeds', async () => {
    const { connect } = await start('ignores-conditional-put');
    const client = connect();
    expect(await put(client, 'lease', { Body: 'mine', IfNoneMatch: '*' })).toBe('200');
    expect(await put(client, 'lease', { Body: 'theirs', IfNoneMatch: '*' })).toBe('200');
    expect(await put(client, 'lease', { Body: 'ours', IfMatch: '"0123456789abcdef0123456789abcdef"' })).toBe('200');
    expect(server.objects().get('lease')?.body.toString()).toBe('ours');
  });

  it('slow-list: lists all the same', async () => {
    const { connect } = await start('slow-list', { listDelayMs: 50 });
    await put(connect(), 'a');
    const { Contents } = await connect().send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['a']);
  });

  it('captive-portal: answers everything itself, with 200', async () => {
    const { connect, url } = await start('captive-portal');
    expect(await put(connect(), 'a')).toBe('200');
    const answer = await fetch(`${url}/a`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(server.requests).toEqual([]);
  });

  it('has several quirks at once', async () => {
    const { connect, url } = await start(['refuses-acl', 'default-max-age-3600', 'wrong-region']);
    const client = connect({ region: 'eu-north-7' });
    expect(await put(client, 'a', { ACL: 'public-read' })).toBe('400 AccessControlListNotSupported');
    expect(await put(client, 'a')).toBe('200');
    expect((await fetch(`${url}/a`)).headers.get('cache-control')).toBe('public, max-age=3600');
  });
});
