import { createHash, randomUUID } from 'node:crypto';
import { etagOf, type S3Upload } from './bucket-store.js';
import { checkWriteConditions } from './conditions.js';
import { headersToStore, isPublicWrite } from './object-operations.js';
import { malformedXml, S3Error } from './s3-error.js';
import { authorize, type S3Answer, type S3Request } from './s3-request.js';
import { parseXml, textOf, toXml, type XmlNode } from './xml.js';

const leastPartBytes = 5 * 1024 * 1024;
const xmlType = { 'content-type': 'application/xml' };

function findUpload(request: S3Request): S3Upload {
  const upload = request.bucket.uploads.get(request.query.get('uploadId') ?? '');
  if (upload?.key === request.key) return upload;
  const message =
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
  throw new S3Error(404, 'NoSuchUpload', message);
}

export function createUpload(request: S3Request): S3Answer {
  const { bucket, headers, key } = request;
  authorize(request, 's3:PutObject');
  const id = randomUUID();
  bucket.uploads.set(id, {
    key,
    headers: headersToStore(headers),
    isPublic: isPublicWrite(headers),
    parts: new Map(),
  });
  const fields: XmlNode[] = [
    ['Bucket', bucket.name],
    ['Key', key],
    ['UploadId', id],
  ];
  return { status: 200, headers: xmlType, body: toXml(['InitiateMultipartUploadResult', fields], true) };
}

export function uploadPart(request: S3Request): S3Answer {
  authorize(request, 's3:PutObject');
  const number = Number(request.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw new S3Error(400, 'InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  }
  const etag = etagOf(request.body);
  findUpload(request).parts.set(number, { body: request.body, etag });
  const { checksum } = request;
  return { status: 200, headers: { etag, ...(checksum === null ? {} : { [checksum[0]]: checksum[1] }) } };
}

/** The named parts' bodies in order; throws as S3 does when one is missing, out of order or too small. */
function collectParts(request: S3Request, upload: S3Upload): { bodies: Buffer[]; etag: string } {
  const document = parseXml(request.body.toString());
  const named = (document?.children ?? []).filter(({ name }) => name === 'Part');
  if (document?.name !== 'CompleteMultipartUpload' || named.length === 0) throw malformedXml();
  const digests: Buffer[] = [];
  let before = 0;
  const bodies = named.map((part, index) => {
    const number = Number(textOf(part, 'PartNumber'));
    if (number <= before) throw new S3Error(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
    before = number;
    const stored = upload.parts.get(number);
    const etag = (textOf(part, 'ETag') ?? '').replaceAll('"', '');
    if (stored?.etag !== `"${etag}"`) {
      throw new S3Error(400, 'InvalidPart', 'One or more of the specified parts could not be found.');
    }
    if (index < named.length - 1 && stored.body.length < leastPartBytes) {
      throw new S3Error(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
    }
    digests.push(Buffer.from(etag, 'hex'));
    return stored.body;
  });
  const digest = createHash('md5').update(Buffer.concat(digests)).digest('hex');
  return { bodies, etag: `"${digest}-${String(named.length)}"` };
}

export function completeUpload(request: S3Request): S3Answer {
  const { bucket, key, query } = request;
  authorize(request, 's3:PutObject');
  const upload = findUpload(request);
  const { bodies, etag } = collectParts(request, upload);
  checkWriteConditions(request.headers, key, bucket.objects.get(key));
  bucket.uploads.delete(query.get('uploadId') ?? '');
  bucket.objects.set(key, {
    body: Buffer.concat(bodies),
    etag,
    modifiedAtMs: request.now,
    headers: upload.headers,
    isPublic: upload.isPublic,
    checksum: null,
  });
  const fields: XmlNode[] = [
    ['Bucket', bucket.name],
    ['Key', key],
    ['ETag', etag],
  ];
  return { status: 200, headers: xmlType, body: toXml(['CompleteMultipartUploadResult', fields], true) };
}

export function abortUpload(request: S3Request): S3Answer {
  authorize(request, 's3:AbortMultipartUpload');
  findUpload(request);
  request.bucket.uploads.delete(request.query.get('uploadId') ?? '');
  return { status: 204 };
}

/** Uploads that nobody completed: they cost money until they are aborted. */
export function listUploads(request: S3Request): S3Answer {
  authorize(request, 's3:ListBucketMultipartUploads');
  const prefix = request.query.get('prefix') ?? '';
  const uploads = [...request.bucket.uploads]
    .filter(([, { key }]) => key.startsWith(prefix))
    .map(([id, { key }]): XmlNode => {
      const fields: XmlNode[] = [
        ['Key', key],
        ['UploadId', id],
      ];
      return ['Upload', fields];
    });
  const fields: XmlNode[] = [['Bucket', request.bucket.name], ['IsTruncated', 'false'], ...uploads];
  return { status: 200, headers: xmlType, body: toXml(['ListMultipartUploadsResult', fields], true) };
}
