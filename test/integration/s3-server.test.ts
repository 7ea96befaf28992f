import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
  type UploadPartCommandOutput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3Client } from '../servers/s3-client.js';
import { freshPrefix, outcomeOf, publicUrlOf, s3Subjects, type S3Subject } from './support/s3-conformance.js';

const md5 = (body: Buffer): string => createHash('md5').update(body).digest('hex');

for (const { name, missing, start } of s3Subjects) {
  describe.skipIf(missing !== null)(`objects of ${name} ${missing ?? ''}`, () => {
    let subject: S3Subject;
    let client: S3Client;
    let Bucket = '';
    const body = Buffer.from('a segment, for all that S3 knows');
    const put = (Key: string, more: object = {}): Promise<unknown> =>
      client.send(new PutObjectCommand({ Bucket, Key, Body: body, ...more }));

    beforeAll(async () => {
      subject = await start();
      client = createS3Client(subject);
      Bucket = subject.bucket;
    });
    afterAll(async () => {
      client.destroy();
      await subject.stop();
    });

    it('gives back what was stored, with its headers', async () => {
      const Key = `${freshPrefix()}live.m3u8`;
      const zipped = gzipSync('#EXTM3U\n');
      const stored = {
        ContentType: 'application/vnd.apple.mpegurl',
        CacheControl: 'max-age=2',
        ContentEncoding: 'gzip',
      };
      const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key, Body: zipped, ...stored }));
      expect(ETag).toBe(`"${md5(zipped)}"`);
      const got = await client.send(new GetObjectCommand({ Bucket, Key }));
      expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(zipped);
      expect(got).toMatchObject({ ...stored, ETag });
      const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
      expect(head).toMatchObject({ ...stored, ETag, ContentLength: zipped.length });
      const anonymous = await fetch(publicUrlOf(subject, Key));
      expect(await anonymous.text()).toBe('#EXTM3U\n');
      const headers = Object.fromEntries(anonymous.headers);
      expect(headers).toMatchObject({
        'content-type': 'application/vnd.apple.mpegurl',
        'cache-control': 'max-age=2',
        'content-encoding': 'gzip',
        'accept-ranges': 'bytes',
        etag: ETag,
      });
      expect(Math.abs(Date.parse(headers['date'] ?? '') - Date.now())).toBeLessThan(60_000);
    });

    it.each([
      ['spaces', 'two  words /and more.m4s'],
      ['unicode', 'пряник/日本語 🎬/é.m4s'],
      ['plus and percent', 'a+b%20c%/1+1=2&x?y#z.m4s'],
      ['punctuation', "it's (a) [key]*!~@:;,$.m4s"],
      ['dots', 'a/..b/...c./.d.m4s'],
      ['900 bytes', `${'x'.repeat(442)}/${'é'.repeat(200)}/y`],
    ])('takes a key with %s', async (_, name) => {
      const prefix = freshPrefix();
      const Key = prefix + name;
      await put(Key);
      const got = await client.send(new GetObjectCommand({ Bucket, Key }));
      expect(await got.Body?.transformToString()).toBe(body.toString());
      expect((await fetch(publicUrlOf(subject, Key))).status).toBe(200);
      const list = await client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix }));
      expect(list.Contents?.map((object) => object.Key)).toEqual([Key]);
      const escaped = await client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix, EncodingType: 'url' }));
      const keys = escaped.Contents?.map((object) => decodeURIComponent((object.Key ?? '').replaceAll('+', ' ')));
      expect(keys).toEqual([Key]);
      await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }));
      expect(await outcomeOf(client.send(new GetObjectCommand({ Bucket, Key })))).toBe('404 NoSuchKey');
    });

    it('serves ranges', async () => {
      const Key = `${freshPrefix()}0.m4s`;
      await put(Key);
      const range = async (Range: string): Promise<unknown[]> => {
        const answer = await fetch(publicUrlOf(subject, Key), { headers: { Range } });
        return [answer.status, answer.headers.get('content-range'), answer.ok ? await answer.text() : ''];
      };
      const size = String(body.length);
      expect(await range('bytes=2-8')).toEqual([206, `bytes 2-8/${size}`, 'segment']);
      expect(await range('bytes=-5')).toEqual([206, `bytes 27-31/${size}`, 'knows']);
      expect(await range('bytes=27-999')).toEqual([206, `bytes 27-31/${size}`, 'knows']);
      expect((await range('bytes=999-'))[0]).toBe(416);
    });

    it('holds to conditions', async () => {
      const Key = `${freshPrefix()}lease.json`;
      const conditional = (more: object): Promise<string> =>
        outcomeOf(client.send(new PutObjectCommand({ Bucket, Key, Body: body, ...more })));
      expect(await conditional({ IfNoneMatch: '*' })).toBe('200');
      expect(await conditional({ IfNoneMatch: '*' })).toBe('412 PreconditionFailed');
      expect(await conditional({ IfMatch: `"${md5(Buffer.from('another'))}"` })).toBe('412 PreconditionFailed');
      // without quotes, as AWS has it in its examples: Ceph 16 compares what is given with the bare digest
      expect(await conditional({ IfMatch: md5(body), Body: 'mine now' })).toBe('200');
      expect(await conditional({ IfMatch: md5(body), Body: 'too late' })).toBe('412 PreconditionFailed');
      const gone = new PutObjectCommand({ Bucket, Key: `${Key}-gone`, Body: body, IfMatch: md5(body) });
      expect(await outcomeOf(client.send(gone))).toMatch(/^(404 NoSuchKey|412 PreconditionFailed)$/);
      const etag = `"${md5(Buffer.from('mine now'))}"`;
      const get = (headers: Record<string, string>): Promise<number> =>
        fetch(publicUrlOf(subject, Key), { headers }).then((answer) => answer.status);
      expect(await get({ 'If-None-Match': etag })).toBe(304);
      expect(await get({ 'If-None-Match': '"other"' })).toBe(200);
      expect(await get({ 'If-Match': '"other"' })).toBe(412);
      expect(await get({ 'If-Modified-Since': new Date(Date.now() + 5000).toUTCString() })).toBe(304);
    });

    it('lets one of many win who all want to be the first', async () => {
      const Key = `${freshPrefix()}lease.json`;
      const writers = Array.from({ length: 8 }, (_, index) => `writer ${String(index)}`);
      const outcomes = await Promise.all(
        writers.map((Body) => outcomeOf(client.send(new PutObjectCommand({ Bucket, Key, Body, IfNoneMatch: '*' })))),
      );
      expect(outcomes.filter((outcome) => outcome === '200')).toHaveLength(1);
      const stored = await (await fetch(publicUrlOf(subject, Key))).text();
      expect(stored).toBe(writers[outcomes.indexOf('200')]);
    });

    it('lists page by page in the order of bytes, folders on request', async () => {
      const Prefix = freshPrefix();
      const keys = ['B', 'a', 'a/1', 'a/2', 'b/1', 'é', '\u{1f3ac}', '\uff01'].map((name) => Prefix + name);
      await Promise.all(keys.map((key) => put(key)));
      const seen: string[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 3, ...(ContinuationToken && { ContinuationToken }) }),
        );
        expect(page.KeyCount).toBeLessThanOrEqual(3);
        seen.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''));
        ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (ContinuationToken !== undefined);
      expect(seen).toEqual([...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
      const folders = await client.send(new ListObjectsV2Command({ Bucket, Prefix, Delimiter: '/' }));
      expect(folders.CommonPrefixes).toEqual([{ Prefix: `${Prefix}a/` }, { Prefix: `${Prefix}b/` }]);
      expect(folders.Contents?.map(({ Key }) => Key?.slice(Prefix.length))).toEqual([
        'B',
        'a',
        'é',
        '\uff01',
        '\u{1f3ac}',
      ]);
    });

    it('deletes, one by one and many at once, what is there and what is not', async () => {
      const prefix = freshPrefix();
      const keys = ['a', 'b & <c>', 'd'].map((name) => prefix + name);
      await Promise.all(keys.map((key) => put(key)));
      expect(await outcomeOf(client.send(new DeleteObjectCommand({ Bucket, Key: `${prefix}a` })))).toBe('204');
      expect(await outcomeOf(client.send(new DeleteObjectCommand({ Bucket, Key: `${prefix}a` })))).toBe('204');
      const Objects = keys.map((Key) => ({ Key }));
      const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
      expect(Deleted?.map(({ Key }) => Key).sort()).toEqual([...keys].sort());
      expect(Errors ?? []).toEqual([]);
      expect((await client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix }))).KeyCount).toBe(0);
    });

    it('puts multipart uploads together', async () => {
      const Key = `${freshPrefix()}recording.mp4`;
      const { UploadId } = await client.send(
        new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'video/mp4', CacheControl: 'max-age=9' }),
      );
      const bodies = [Buffer.alloc(5 * 1024 * 1024, 1), Buffer.from('tail')];
      const upload = (Body: Buffer, PartNumber: number): Promise<UploadPartCommandOutput> =>
        client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
      const [first, second] = await Promise.all(bodies.map((part, index) => upload(part, index + 1)));
      const complete = (parts: object[]): Promise<string> =>
        outcomeOf(
          client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: parts } })),
        );
      const [one, two] = [
        { PartNumber: 1, ETag: first?.ETag },
        { PartNumber: 2, ETag: second?.ETag },
      ];
      expect(await complete([one, { ...two, ETag: '"0123456789abcdef0123456789abcdef"' }])).toBe('400 InvalidPart');
      expect(await complete([one, two])).toBe('200');
      const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
      const digests = Buffer.concat(bodies.map((part) => createHash('md5').update(part).digest()));
      expect(head).toMatchObject({
        ETag: `"${md5(digests)}-2"`,
        ContentLength: 5 * 1024 * 1024 + 4,
        ContentType: 'video/mp4',
        CacheControl: 'max-age=9',
      });
    });

    it('refuses parts that are too small, and forgets an aborted upload', async () => {
      const Key = `${freshPrefix()}recording.mp4`;
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
      const Parts = await Promise.all(
        [1, 2].map(async (PartNumber) => {
          const part = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: 'small' });
          return { PartNumber, ETag: (await client.send(part)).ETag };
        }),
      );
      const complete = new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } });
      expect(await outcomeOf(client.send(complete))).toBe('400 EntityTooSmall');
      expect(await outcomeOf(client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })))).toBe('204');
      const late = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 3, Body: 'late' });
      expect(await outcomeOf(client.send(late))).toBe('404 NoSuchUpload');
    });
  });
}
