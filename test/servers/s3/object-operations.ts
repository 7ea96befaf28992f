import type { IncomingHttpHeaders } from 'node:http';
import { etagOf, type S3Object } from './bucket-store.js';
import { checkWriteConditions, isNotModified, parseRange } from './conditions.js';
import { accessDenied, noSuchKey, notImplemented, S3Error } from './s3-error.js';
import { authorize, isAllowed, type S3Answer, type S3Request } from './s3-request.js';

const storedHeaders = ['content-type', 'cache-control', 'content-disposition', 'content-language', 'expires'];
const acls = ['private', 'public-read', 'public-read-write', 'authenticated-read', 'bucket-owner-full-control'];

/** The headers that an object is stored with. `aws-chunked` is how the body came, not what it is. */
export function headersToStore(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const [name, value] of Object.entries(headers)) {
    if (storedHeaders.includes(name) || name.startsWith('x-amz-meta-')) kept[name] = String(value);
  }
  const encodings = (headers['content-encoding'] ?? '').split(',').map((one) => one.trim());
  const encoding = encodings.filter((one) => one !== '' && one !== 'aws-chunked').join(',');
  return encoding === '' ? kept : { ...kept, 'content-encoding': encoding };
}

/** The canned ACL of a write: true when everybody may read. */
export function isPublicWrite(headers: IncomingHttpHeaders): boolean {
  const acl = headers['x-amz-acl']?.toString() ?? 'private';
  if (!acls.includes(acl)) throw new S3Error(400, 'InvalidArgument', 'Invalid canned ACL');
  return acl.startsWith('public-read');
}

export function putObject(request: S3Request): S3Answer {
  const { headers, bucket, key, body, checksum } = request;
  authorize(request, 's3:PutObject');
  if (headers['x-amz-copy-source'] !== undefined) throw notImplemented('x-amz-copy-source');
  if (Buffer.byteLength(key) > 1024) {
    throw new S3Error(400, 'KeyTooLongError', 'Your key is too long', { extra: [['MaxSizeAllowed', '1024']] });
  }
  checkWriteConditions(headers, key, bucket.objects.get(key));
  const etag = etagOf(body);
  const isPublic = isPublicWrite(headers);
  bucket.objects.set(key, {
    body,
    etag,
    isPublic,
    checksum,
    modifiedAtMs: request.now,
    headers: headersToStore(headers),
  });
  return { status: 200, headers: { etag, ...(checksum === null ? {} : { [checksum[0]]: checksum[1] }) } };
}

/** The object, or the error that this sender gets: without ListBucket nobody learns that a key is missing. */
function find(request: S3Request): S3Object {
  const object = request.bucket.objects.get(request.key);
  if (object !== undefined) {
    authorize(request, 's3:GetObject');
    return object;
  }
  if (!isAllowed(request, 's3:ListBucket', '')) throw accessDenied();
  throw noSuchKey(request.key);
}

/** GET and HEAD: whoever answers leaves the body of a HEAD away. */
export function getObject(request: S3Request): S3Answer {
  const object = find(request);
  const wantsChecksum = request.headers['x-amz-checksum-mode']?.toString().toUpperCase() === 'ENABLED';
  const headers: Record<string, string> = {
    ...object.headers,
    etag: object.etag,
    'last-modified': new Date(object.modifiedAtMs).toUTCString(),
    'accept-ranges': 'bytes',
  };
  if (isNotModified(request.headers, object)) {
    // what a cache needs to go on with what it has (RFC 9110 §15.4.5)
    const kept = ['etag', 'last-modified', 'cache-control', 'expires'];
    return {
      status: 304,
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => kept.includes(name))),
    };
  }
  const range = parseRange(request.headers.range, object.body.length);
  if (range === null) {
    if (wantsChecksum && object.checksum !== null) headers[object.checksum[0]] = object.checksum[1];
    return { status: 200, headers, body: object.body };
  }
  headers['content-range'] = `bytes ${String(range.start)}-${String(range.end)}/${String(object.body.length)}`;
  return { status: 206, headers, body: object.body.subarray(range.start, range.end + 1) };
}

/** What is not there counts as deleted. */
export function deleteObject(request: S3Request): S3Answer {
  authorize(request, 's3:DeleteObject');
  request.bucket.objects.delete(request.key);
  return { status: 204 };
}
