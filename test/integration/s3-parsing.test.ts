import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { DeleteObjectsCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3Client } from '../servers/s3-client.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { parseRange } from '../servers/s3/conditions.js';
import { readPayload } from '../servers/s3/payload.js';
import { S3Error } from '../servers/s3/s3-error.js';
import { parseXml, toXml, type XmlNode } from '../servers/s3/xml.js';

/** Keys that survive a URL: no folders of dots (clients resolve them away), nothing that is no Unicode. */
const keys = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((key) => !key.startsWith('/') && !key.split('/').some((part) => /^\.{0,2}$/.test(part)));

describe('what our S3 server reads', () => {
  let server: S3Fixture;
  let client: S3Client;
  let Bucket = '';

  beforeAll(async () => {
    server = await startS3Server();
    client = createS3Client(server);
    Bucket = server.bucket;
  });
  afterAll(async () => {
    client.destroy();
    await server.stop();
  });

  it('is what the SDK signs, lists and deletes, whatever the key', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(keys, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 3 }),
        async (names, MaxKeys) => {
          for (const Key of names) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
          expect([...server.objects().keys()].sort()).toEqual([...names].sort());
          const listed: string[] = [];
          for (let token: string | undefined, more = true; more;) {
            const page = await client.send(
              new ListObjectsV2Command({
                Bucket,
                MaxKeys,
                EncodingType: 'url',
                ...(token && { ContinuationToken: token }),
              }),
            );
            listed.push(...(page.Contents ?? []).map(({ Key = '' }) => decodeURIComponent(Key.replaceAll('+', ' '))));
            token = page.NextContinuationToken;
            more = page.IsTruncated === true;
          }
          expect(listed).toEqual([...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
          await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: names.map((Key) => ({ Key })) } }));
          expect(server.objects().size).toBe(0);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is a body in chunks of any size, and not one that is cut or changed', () => {
    const chunked = fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 5 });
    fc.assert(
      fc.property(chunked, fc.nat(), (chunks, seed) => {
        const body = Buffer.concat(chunks);
        const sum = Buffer.alloc(4);
        sum.writeUInt32BE(crc32(body));
        const frames = chunks.map((chunk) =>
          Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]),
        );
        const trailer = `0\r\nx-amz-checksum-crc32:${sum.toString('base64')}\r\n\r\n`;
        const raw = Buffer.concat([...frames, Buffer.from(trailer)]);
        const headers = {
          'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
          'x-amz-decoded-content-length': String(body.length),
          'x-amz-trailer': 'x-amz-checksum-crc32',
        };
        expect(readPayload(headers, raw, true).body).toEqual(body);
        // every byte before the last line ends counts
        const cut = raw.subarray(0, seed % (raw.length - 4));
        expect(() => readPayload(headers, cut, true)).toThrow(S3Error);
        if (body.length === 0) return;
        const changed = Buffer.from(raw);
        const at = changed.indexOf('\r\n') + 2;
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(() => readPayload(headers, changed, true)).toThrow(S3Error);
      }),
    );
  });

  it('is XML as it is written, and nothing that is not well-formed', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    const name = fc.constantFrom('Key', 'Object', 'Quiet', 'Delete');
    const { node } = fc.letrec<{ node: XmlNode }>((tie) => ({
      node: fc.tuple(
        name,
        fc.oneof({ depthSize: 'small' }, text, fc.array(tie('node'), { minLength: 1, maxLength: 3 })),
      ),
    }));
    interface Read {
      name: string;
      text: string;
      children: readonly Read[];
    }
    const back = (element: Read): XmlNode => [
      element.name,
      element.children.length > 0 ? element.children.map(back) : element.text,
    ];
    fc.assert(
      fc.property(node, fc.nat(), (tree, seed) => {
        const source = toXml(tree, true);
        const read = parseXml(source);
        expect(read === null ? null : back(read)).toEqual(tree);
        expect(parseXml(source.slice(0, seed % source.length))).toBe(null);
      }),
    );
  });

  it('is a range within the object, or an error, never bytes that are not there', () => {
    const number = fc.option(fc.nat({ max: 30 }), { nil: '' });
    fc.assert(
      fc.property(number, number, fc.nat({ max: 20 }), (from, to, size) => {
        let range: ReturnType<typeof parseRange>;
        try {
          range = parseRange(`bytes=${String(from)}-${String(to)}`, size);
        } catch (error) {
          expect(error).toBeInstanceOf(S3Error);
          return;
        }
        if (range === null) return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThan(size);
      }),
    );
  });

  it('is digests: one that does not fit is refused', () => {
    const body = Buffer.from('x');
    const md5 = createHash('md5').update(body).digest('base64');
    const sha = createHash('sha256').update(body).digest('hex');
    const read = (headers: object): string => {
      try {
        return readPayload({ ...headers }, body, true).body.toString();
      } catch (error) {
        return error instanceof S3Error ? error.code : String(error);
      }
    };
    expect(read({ 'content-md5': md5, 'x-amz-content-sha256': sha })).toBe('x');
    expect(read({ 'content-md5': 'AAAA' })).toBe('BadDigest');
    expect(read({ 'x-amz-content-sha256': sha.replace(/./, 'z') })).toBe('XAmzContentSHA256Mismatch');
    expect(read({ 'x-amz-checksum-crc32': 'AAAAAA==' })).toBe('BadDigest');
    expect(read({ 'x-amz-checksum-crc64nvme': 'AAAA' })).toBe('NotImplemented');
    expect(read({ 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' })).toBe('NotImplemented');
  });
});
