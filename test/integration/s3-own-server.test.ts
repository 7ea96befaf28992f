import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  PutObjectCommand,
  S3ServiceException,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createS3Client } from '../servers/s3-client.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { testKeys } from '../servers/s3/s3-keys.js';
import { createTamperingClient, outcomeOf } from './support/s3-conformance.js';

/** What only our server does, or what Ceph 16 is too old or too kind for. */
describe('our S3 server', () => {
  let server: S3Fixture;
  let client: S3Client;
  let Bucket = '';
  const body = Buffer.alloc(200_000, 'segment');

  beforeEach(async () => {
    server = await startS3Server();
    client = createS3Client(server);
    Bucket = server.bucket;
  });
  afterEach(async () => {
    client.destroy();
    await server.stop();
  });

  it('reads the checksums and trailers of newer SDKs, and checks them', async () => {
    const newer = createS3Client(server, { checksums: 'WHEN_SUPPORTED' });
    await newer.send(new PutObjectCommand({ Bucket, Key: 'buffer', Body: body }));
    const stream = Readable.from([body.subarray(0, 70_000), body.subarray(70_000)]);
    await newer.send(
      new PutObjectCommand({
        Bucket,
        Key: 'stream',
        Body: stream,
        ContentLength: body.length,
        ContentEncoding: 'gzip',
      }),
    );
    newer.destroy();
    // the frames of its chunks and its trailer came along
    const { bytesIn } = server.requests.at(-1) ?? { bytesIn: 0 };
    expect(bytesIn).toBeGreaterThan(body.length);
    const stored = server.objects().get('stream');
    expect(stored?.body.equals(body)).toBe(true);
    expect(stored?.headers['content-encoding']).toBe('gzip');
    expect(server.objects().get('buffer')?.body.equals(body)).toBe(true);
    const spoil = createTamperingClient(server, (headers) => {
      headers['x-amz-checksum-crc32'] = 'AAAAAA==';
      headers['content-md5'] = 'AAAAAAAAAAAAAAAAAAAAAA==';
    });
    // the checksum was not signed: that alone is refused
    expect(await outcomeOf(spoil.send(new PutObjectCommand({ Bucket, Key: 'x', Body: body })))).toBe(
      '403 AccessDenied',
    );
    spoil.destroy();
    const wrong = new PutObjectCommand({ Bucket, Key: 'x', Body: body, ChecksumCRC32: 'AAAAAA==' });
    expect(await outcomeOf(client.send(wrong))).toBe('400 BadDigest');
  });

  it('names the right region to who signs for another', async () => {
    const stranger = createS3Client({ ...server, region: 'eu-west-3' });
    const call = stranger.send(new PutObjectCommand({ Bucket, Key: 'x', Body: body }));
    const error = await call.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(S3ServiceException);
    expect(error).toMatchObject({ name: 'AuthorizationHeaderMalformed', Region: 'us-east-1' });
    stranger.destroy();
  });

  it('knows expired, foreign and missing session tokens', async () => {
    const attempt = async (keys: {
      accessKeyId: string;
      secretAccessKey: string;
      sessionToken?: string;
    }): Promise<string> => {
      const { accessKeyId, secretAccessKey, sessionToken } = keys;
      const token = sessionToken === undefined ? {} : { sessionToken };
      const other = createS3Client({
        endpoint: server.endpoint,
        region: server.region,
        accessKeyId,
        secretAccessKey,
        ...token,
      });
      const outcome = await outcomeOf(other.send(new PutObjectCommand({ Bucket, Key: 'x', Body: body })));
      other.destroy();
      return outcome;
    };
    expect(await attempt(testKeys.temporary)).toBe('200');
    expect(await attempt({ ...testKeys.temporary, sessionToken: 'another' })).toBe('400 InvalidToken');
    expect(await attempt(testKeys.expired)).toBe('400 ExpiredToken');
    expect(await attempt(testKeys.stranger)).toBe('403 AccessDenied');
  });

  it('lets its clock go wrong', async () => {
    server.setClockOffset(2 * 3_600_000);
    const put = (): Promise<string> => outcomeOf(client.send(new PutObjectCommand({ Bucket, Key: 'x', Body: body })));
    expect(await put()).toBe('403 RequestTimeTooSkewed');
    const date = (await fetch(`${server.publicUrl}/x`)).headers.get('date') ?? '';
    client.destroy();
    client = createS3Client(server, { clockOffsetMs: Date.parse(date) - Date.now() });
    expect(await put()).toBe('200');
  });

  it('speaks virtual-host style', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'a b', Body: 'x' }));
    const { port } = new URL(server.endpoint);
    // not every system resolves *.localhost: the name is in the Host header alone
    const answer = await new Promise<[number | undefined, IncomingHttpHeaders]>((resolve, reject) => {
      const headers = { host: `${Bucket}.localhost:${port}` };
      httpRequest({ host: '127.0.0.1', port, path: '/a%20b', headers }, (response) => {
        response.resume();
        resolve([response.statusCode, response.headers]);
      })
        .once('error', reject)
        .end();
    });
    expect(answer).toMatchObject([200, { 'content-length': '1' }]);
  });

  it('takes a plus in a path for a space, as AWS does', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'a b', Body: 'space' }));
    await client.send(new PutObjectCommand({ Bucket, Key: 'a+b', Body: 'plus' }));
    expect(await (await fetch(`${server.publicUrl}/a+b`)).text()).toBe('space');
    expect(await (await fetch(`${server.publicUrl}/a%2Bb`)).text()).toBe('plus');
  });

  it('answers per key where a reader deletes many', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'x' }));
    const reader = createS3Client({ ...server, ...testKeys.readOnly });
    const { Errors } = await reader.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'kept' }] } }));
    expect(Errors).toMatchObject([{ Key: 'kept', Code: 'AccessDenied' }]);
    expect(server.objects().has('kept')).toBe(true);
    reader.destroy();
  });

  it('varies on Origin only where one was sent', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'x' }));
    const vary = async (headers: Record<string, string>): Promise<string | null> =>
      (await fetch(`${server.publicUrl}/x`, { headers })).headers.get('vary');
    expect(await vary({ origin: 'https://a.example' })).toContain('Origin');
    expect(await vary({})).toBe(null);
  });

  it('keeps count of requests and bytes as a provider would', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'x', Body: body }));
    await client.send(new GetObjectCommand({ Bucket, Key: 'x' })).then(({ Body }) => Body?.transformToByteArray());
    await client.send(new HeadBucketCommand({ Bucket }));
    await fetch(`${server.publicUrl}/missing`);
    const size = body.length;
    expect(server.requests).toMatchObject([
      { method: 'PUT', key: 'x', status: 200, operation: 'PutObject', bytesIn: size, bytesOut: 0, isSigned: true },
      { method: 'GET', key: 'x', status: 200, operation: 'GetObject', bytesIn: 0, bytesOut: size, isSigned: true },
      { method: 'HEAD', key: '', status: 200, operation: 'HeadBucket', isSigned: true },
      { method: 'GET', key: 'missing', status: 403, operation: 'GetObject', isSigned: false },
    ]);
  });
});
