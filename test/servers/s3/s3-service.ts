import { createBucket } from './bucket-store.js';
import { corsHeaders, preflightHeaders } from './cors.js';
import { readPayload } from './payload.js';
import { findRoute } from './routes.js';
import { accessDenied, malformedXml, noSuchBucket, S3Error } from './s3-error.js';
import type { S3Key } from './s3-keys.js';
import { accountOf, isAllowed, type S3Answer, type S3Request } from './s3-request.js';
import type { S3World } from './s3-world.js';
import { authenticate, type SignedRequest } from './signature.js';
import { parseXml, textOf, toXml } from './xml.js';

export interface S3Outcome extends S3Answer {
  readonly operation: string;
  readonly isSigned: boolean;
}

function makeBucket(world: S3World, request: SignedRequest, sender: S3Key | null, body: Buffer): S3Answer {
  const { bucket: name } = request.address;
  if (sender === null || sender.isReadOnly === true) throw accessDenied();
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
    throw new S3Error(400, 'InvalidBucketName', 'The specified bucket is not valid.', {
      extra: [['BucketName', name]],
    });
  }
  if (body.length > 0) {
    const wanted = parseXml(body.toString());
    if (wanted === null) throw malformedXml();
    const place = textOf(wanted, 'LocationConstraint') ?? world.region;
    if (place !== world.region) {
      const message = 'The specified location-constraint is not valid';
      throw new S3Error(400, 'InvalidLocationConstraint', message, { extra: [['LocationConstraint', place]] });
    }
  }
  const present = world.buckets.get(name);
  if (present === undefined) world.buckets.set(name, createBucket(name, accountOf(sender), world.now()));
  else if (present.account !== accountOf(sender)) {
    throw new S3Error(409, 'BucketAlreadyExists', 'The requested bucket name is not available.');
  } else if (world.region !== 'us-east-1') {
    const message = 'Your previous request to create the named bucket succeeded and you already own it.';
    throw new S3Error(409, 'BucketAlreadyOwnedByYou', message);
  }
  return { status: 200, headers: { location: `/${name}` } };
}

function removeBucket(world: S3World, request: S3Request): S3Answer {
  if (!isAllowed(request, 's3:DeleteBucket')) throw accessDenied();
  if (request.bucket.objects.size > 0) {
    throw new S3Error(409, 'BucketNotEmpty', 'The bucket you tried to delete is not empty');
  }
  world.buckets.delete(request.bucket.name);
  return { status: 204 };
}

function listBuckets(world: S3World, sender: S3Key | null): S3Answer {
  if (sender === null) throw accessDenied();
  const own = [...world.buckets.values()].filter(({ account }) => account === accountOf(sender));
  const body = toXml(
    ['ListAllMyBucketsResult', [['Buckets', own.map(({ name }) => ['Bucket', [['Name', name]]] as const)]]],
    true,
  );
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

function dispatch(world: S3World, request: SignedRequest, raw: Buffer, note: (operation: string) => void): S3Answer {
  const { method, headers, address } = request;
  const query = new Map(address.query);
  const isPlainBucket = address.key === '' && [...query.keys()].every((name) => name === 'x-id');
  const bucket = world.buckets.get(address.bucket);
  if (method === 'OPTIONS') {
    note('Preflight');
    const origin = headers.origin;
    const [wanted, names] = [headers['access-control-request-method'], headers['access-control-request-headers']];
    return { status: 200, headers: preflightHeaders(bucket?.cors ?? null, { origin, method: wanted, headers: names }) };
  }
  const sender = authenticate(request, { ...world, now: world.now() });
  const { body, checksum } = readPayload(headers, raw, sender !== null);
  if (address.bucket === '') {
    note('ListBuckets');
    return listBuckets(world, sender);
  }
  if (method === 'PUT' && isPlainBucket) {
    note('CreateBucket');
    return makeBucket(world, request, sender, body);
  }
  if (bucket === undefined) throw noSuchBucket(address.bucket);
  const whole = { method, headers, bucket, key: address.key, query, body, checksum, sender, now: world.now() };
  if (method === 'DELETE' && isPlainBucket) {
    note('DeleteBucket');
    return removeBucket(world, whole);
  }
  const route = findRoute(method, address.key, query, world.region);
  note(route.operation);
  return route.run(whole);
}

/** Answers one request, whose body has come in whole; refusals become S3's XML. Never throws for a bad request. */
export function answer(world: S3World, request: SignedRequest, raw: Buffer, requestId: string): S3Outcome {
  const { address, headers, method } = request;
  let operation = 'Unknown';
  const isSigned = headers.authorization !== undefined;
  const note = (name: string): void => {
    operation = name;
  };
  let result: S3Answer;
  try {
    result = dispatch(world, request, raw, note);
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    const resource = `/${[address.bucket, address.key].filter((part) => part !== '').join('/')}`;
    const regionHeader = error.code === 'AuthorizationHeaderMalformed' ? { 'x-amz-bucket-region': world.region } : {};
    result = {
      status: error.status,
      headers: { 'content-type': 'application/xml', ...regionHeader, ...error.headers },
      body: error.toXml(resource, requestId),
    };
  }
  const rules = world.buckets.get(address.bucket)?.cors ?? null;
  const cors = method === 'OPTIONS' ? {} : corsHeaders(rules, headers.origin, method);
  return { ...result, headers: { ...result.headers, ...cors }, operation, isSigned };
}
