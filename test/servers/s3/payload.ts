import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { crc32 } from 'node:zlib';
import { notImplemented, S3Error } from './s3-error.js';

/** A body as it is stored, and the checksum header that the client sent with it. */
export interface Payload {
  readonly body: Buffer;
  readonly checksum: readonly [header: string, value: string] | null;
}

const incomplete = (): S3Error =>
  new S3Error(400, 'IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length header');

function bigEndian32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

const algorithms: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  'x-amz-checksum-crc32': (body) => bigEndian32(crc32(body)),
  'x-amz-checksum-sha1': (body) => createHash('sha1').update(body).digest(),
  'x-amz-checksum-sha256': (body) => createHash('sha256').update(body).digest(),
};

function checkChecksum(header: string, value: string, body: Buffer): void {
  const compute = algorithms[header];
  if (compute === undefined) throw notImplemented(header);
  if (compute(body).toString('base64') !== value) {
    const name = header.slice('x-amz-checksum-'.length);
    throw new S3Error(400, 'BadDigest', `The ${name} you specified did not match the calculated checksum.`);
  }
}

/** Takes apart `aws-chunked`: chunks of `<hex size>\r\n<bytes>\r\n`, the last one empty, then trailing headers. */
function decodeChunks(raw: Buffer): { body: Buffer; trailers: ReadonlyMap<string, string> } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = raw.indexOf('\r\n', at);
    if (lineEnd < 0) throw incomplete();
    const line = raw.toString('latin1', at, lineEnd);
    if (!/^[0-9a-f]+(;.*)?$/i.test(line)) throw new S3Error(400, 'InvalidRequest', 'The chunk size is not a number');
    const size = Number.parseInt(line, 16);
    at = lineEnd + 2;
    if (size === 0) break;
    chunks.push(raw.subarray(at, at + size));
    at += size;
    if (raw.toString('latin1', at, at + 2) !== '\r\n') throw incomplete();
    at += 2;
  }
  const lines = raw.toString('latin1', at).split('\r\n');
  const trailers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) trailers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { body: Buffer.concat(chunks), trailers };
}

function readChunked(headers: IncomingHttpHeaders, raw: Buffer): Payload {
  const { body, trailers } = decodeChunks(raw);
  const wanted = headers['x-amz-decoded-content-length'];
  if (wanted === undefined) {
    throw new S3Error(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  if (Number(wanted) !== body.length) throw incomplete();
  const announced = headers['x-amz-trailer']?.toString().toLowerCase();
  if (announced === undefined) return { body, checksum: null };
  const value = trailers.get(announced);
  if (value === undefined)
    throw new S3Error(400, 'MalformedTrailerError', 'The request contained trailing data that was not well-formed');
  checkChecksum(announced, value, body);
  return { body, checksum: [announced, value] };
}

/**
 * The body of a request, checked against every digest that came with it: x-amz-content-sha256 (signed requests),
 * Content-MD5, x-amz-checksum-*, and the trailer of an aws-chunked one.
 */
export function readPayload(headers: IncomingHttpHeaders, raw: Buffer, isSigned: boolean): Payload {
  const declared = headers['x-amz-content-sha256']?.toString() ?? 'UNSIGNED-PAYLOAD';
  if (declared === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER') return readChunked(headers, raw);
  if (declared.startsWith('STREAMING-')) throw notImplemented(`x-amz-content-sha256: ${declared}`);
  const isHashed = isSigned && declared !== 'UNSIGNED-PAYLOAD';
  const actual = isHashed ? createHash('sha256').update(raw).digest('hex') : declared;
  if (declared !== actual) {
    const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    throw new S3Error(400, 'XAmzContentSHA256Mismatch', message, {
      extra: [
        ['ClientComputedContentSHA256', declared],
        ['S3ComputedContentSHA256', actual],
      ],
    });
  }
  const md5 = headers['content-md5'];
  if (md5 !== undefined && md5 !== createHash('md5').update(raw).digest('base64')) {
    throw new S3Error(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const found = Object.entries(headers).find(
    ([name]) => name.startsWith('x-amz-checksum-') && !/-(algorithm|type|mode)$/.test(name),
  );
  if (found === undefined) return { body: raw, checksum: null };
  const [header, value] = found;
  checkChecksum(header, String(value), raw);
  return { body: raw, checksum: [header, String(value)] };
}
