import { parseCors, writeCors } from './cors.js';
import { parsePolicy } from './policy.js';
import { S3Error } from './s3-error.js';
import { authorize, type S3Answer, type S3Request } from './s3-request.js';
import { toXml } from './xml.js';

const xmlType = { 'content-type': 'application/xml' };

/** GET, PUT, DELETE `?policy`. */
export function bucketPolicy(request: S3Request): S3Answer {
  const { bucket, method, body } = request;
  if (method === 'PUT') {
    authorize(request, 's3:PutBucketPolicy');
    const text = body.toString();
    bucket.policy = { text, statements: parsePolicy(text, bucket.name) };
    return { status: 204 };
  }
  if (method === 'DELETE') {
    authorize(request, 's3:DeleteBucketPolicy');
    bucket.policy = null;
    return { status: 204 };
  }
  authorize(request, 's3:GetBucketPolicy');
  if (bucket.policy === null) throw new S3Error(404, 'NoSuchBucketPolicy', 'The bucket policy does not exist');
  return { status: 200, headers: { 'content-type': 'application/json' }, body: bucket.policy.text };
}

/** GET, PUT, DELETE `?cors`. */
export function bucketCors(request: S3Request): S3Answer {
  const { bucket, method, body } = request;
  if (method === 'PUT') {
    authorize(request, 's3:PutBucketCORS');
    if (request.headers['content-md5'] === undefined && request.checksum === null) {
      throw new S3Error(400, 'InvalidRequest', 'Missing required header for this request: Content-MD5');
    }
    bucket.cors = parseCors(body.toString());
    return { status: 200 };
  }
  if (method === 'DELETE') {
    authorize(request, 's3:PutBucketCORS');
    bucket.cors = null;
    return { status: 204 };
  }
  authorize(request, 's3:GetBucketCORS');
  if (bucket.cors === null) {
    throw new S3Error(404, 'NoSuchCORSConfiguration', 'The CORS configuration does not exist');
  }
  return { status: 200, headers: xmlType, body: writeCors(bucket.cors) };
}

/** GET `?location`: empty for us-east-1, as it has always been. */
export function bucketLocation(request: S3Request, region: string): S3Answer {
  authorize(request, 's3:GetBucketLocation');
  return {
    status: 200,
    headers: xmlType,
    body: toXml(['LocationConstraint', region === 'us-east-1' ? '' : region], true),
  };
}

export function headBucket(request: S3Request, region: string): S3Answer {
  authorize(request, 's3:ListBucket');
  return { status: 200, headers: { 'x-amz-bucket-region': region, 'content-type': 'application/xml' } };
}
