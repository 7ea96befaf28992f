import { bucketCors, bucketLocation, bucketPolicy, headBucket } from './bucket-operations.js';
import { deleteObjects } from './delete-objects.js';
import { listObjects } from './list-objects.js';
import { abortUpload, completeUpload, createUpload, listUploads, uploadPart } from './multipart.js';
import { deleteObject, getObject, putObject } from './object-operations.js';
import { notImplemented, S3Error } from './s3-error.js';
import type { S3Answer, S3Request } from './s3-request.js';

/** What a request wants, by S3's name, and who does it. */
export interface S3Route {
  readonly operation: string;
  readonly run: (request: S3Request) => S3Answer;
}

/** Parameters that only shape an answer: they name no sub-resource. `x-id` is the SDK's own note. */
const harmless = ['x-id', 'list-type', 'prefix', 'delimiter', 'max-keys', 'continuation-token', 'start-after'];
const alsoHarmless = ['encoding-type', 'fetch-owner', 'partNumber', 'uploadId', 'max-uploads'];

function objectRoute(method: string, query: ReadonlyMap<string, string>): S3Route | null {
  const isPart = query.has('uploadId');
  if (query.has('uploads')) return method === 'POST' ? { operation: 'CreateMultipartUpload', run: createUpload } : null;
  if (method === 'PUT') {
    return isPart ? { operation: 'UploadPart', run: uploadPart } : { operation: 'PutObject', run: putObject };
  }
  if (method === 'POST') return isPart ? { operation: 'CompleteMultipartUpload', run: completeUpload } : null;
  if (method === 'DELETE') {
    return isPart
      ? { operation: 'AbortMultipartUpload', run: abortUpload }
      : { operation: 'DeleteObject', run: deleteObject };
  }
  if (isPart) return null;
  if (method === 'GET') return { operation: 'GetObject', run: getObject };
  return method === 'HEAD' ? { operation: 'HeadObject', run: getObject } : null;
}

function bucketRoute(method: string, query: ReadonlyMap<string, string>, region: string): S3Route | null {
  const verb = { GET: 'Get', PUT: 'Put', DELETE: 'Delete' }[method];
  if (query.has('policy')) return verb === undefined ? null : { operation: `${verb}BucketPolicy`, run: bucketPolicy };
  if (query.has('cors')) return verb === undefined ? null : { operation: `${verb}BucketCors`, run: bucketCors };
  if (query.has('delete')) return method === 'POST' ? { operation: 'DeleteObjects', run: deleteObjects } : null;
  if (query.has('uploads')) return method === 'GET' ? { operation: 'ListMultipartUploads', run: listUploads } : null;
  if (query.has('location')) {
    return { operation: 'GetBucketLocation', run: (request) => bucketLocation(request, region) };
  }
  if (method === 'HEAD') return { operation: 'HeadBucket', run: (request) => headBucket(request, region) };
  return method === 'GET' ? { operation: 'ListObjectsV2', run: listObjects } : null;
}

/** Who answers a request to an existing bucket; throws NotImplemented or MethodNotAllowed. */
export function findRoute(method: string, key: string, query: ReadonlyMap<string, string>, region: string): S3Route {
  const known = [
    ...harmless,
    ...alsoHarmless,
    'uploads',
    ...(key === '' ? ['policy', 'cors', 'delete', 'location'] : []),
  ];
  const unknown = [...query.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) throw notImplemented(unknown);
  const route = key === '' ? bucketRoute(method, query, region) : objectRoute(method, query);
  if (route !== null) return route;
  throw new S3Error(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.');
}
