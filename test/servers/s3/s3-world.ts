import { createBucket, type S3Bucket } from './bucket-store.js';
import { openCors } from './cors.js';
import { parsePolicy } from './policy.js';
import { testKeys, type S3Key } from './s3-keys.js';

/** All that the server knows. */
export interface S3World {
  readonly region: string;
  readonly keys: readonly S3Key[];
  readonly buckets: Map<string, S3Bucket>;
  /** Milliseconds since 1970, as the server believes. */
  readonly now: () => number;
}

export interface S3ServerOptions {
  /** Default `headwater-test`; null: no bucket is made. */
  readonly bucket?: string | null;
  /** Default `us-east-1`. Requests signed for another one are refused. */
  readonly region?: string;
  /** `read` (default): anybody may GetObject, and a missing key is 403. `list`: ListBucket too, and it is 404. */
  readonly publicAccess?: 'none' | 'read' | 'list';
  /** Default true: any origin may GET and HEAD. */
  readonly cors?: boolean;
  /** In addition to `testKeys`. */
  readonly keys?: readonly S3Key[];
}

/** Name of the bucket unless a test wants another. */
export const defaultBucket = 'headwater-test';

function readPolicy(bucket: string, principal: unknown, access: 'read' | 'list'): string {
  const statement = (action: string, resource: string): object => ({
    Effect: 'Allow',
    Principal: principal,
    Action: [action],
    Resource: [`arn:aws:s3:::${resource}`],
  });
  const list = access === 'list' ? [statement('s3:ListBucket', bucket)] : [];
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement('s3:GetObject', `${bucket}/*`), ...list] });
}

/** The policy that makes a bucket public. */
export const publicPolicy = (bucket: string, access: 'read' | 'list' = 'read'): string =>
  readPolicy(bucket, '*', access);

/** The policy that lets another account read and list, as both servers name accounts (`stranger`). */
export const readOnlyPolicy = (bucket: string, account: string): string =>
  readPolicy(bucket, { AWS: [`arn:aws:iam:::user/${account}`] }, 'list');

/** The world with its first bucket, as the options want it. */
export function createWorld(options: S3ServerOptions, now: () => number): S3World {
  const buckets = new Map<string, S3Bucket>();
  const keys = [...Object.values(testKeys), ...(options.keys ?? [])];
  const world = { region: options.region ?? 'us-east-1', keys, buckets, now };
  const name = options.bucket === undefined ? defaultBucket : options.bucket;
  if (name === null) return world;
  const bucket = createBucket(name, 'owner', now());
  const access = options.publicAccess ?? 'read';
  if (access !== 'none') {
    const text = publicPolicy(name, access);
    bucket.policy = { text, statements: parsePolicy(text, name) };
  }
  if (options.cors !== false) bucket.cors = openCors;
  buckets.set(name, bucket);
  return world;
}
