import { CreateBucketCommand, PutBucketCorsCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { startCephCluster } from './ceph/ceph-cluster.js';
import { findProgram } from './ceph/ceph-processes.js';
import { createS3Client, type S3Access } from './s3-client.js';
import { testKeys } from './s3/s3-keys.js';
import { defaultBucket, publicPolicy } from './s3/s3-world.js';

export interface CephBucketOptions {
  /** Default `read`: anybody may GetObject, a missing key is 403. `list`: ListBucket too, and it is 404. */
  readonly publicAccess?: 'none' | 'read' | 'list';
  /** Default true: any origin may GET and HEAD. */
  readonly cors?: boolean;
}

/** A real S3 server: Ceph's gateway. */
export interface CephFixture extends S3Access {
  /** `http://localhost:PORT`: below it `bucket.localhost` works too (virtual-host style). */
  readonly virtualHostEndpoint: string;
  readonly bucket: string;
  /** URL of the bucket's root, without a slash at the end. */
  readonly publicUrl: string;
  /** Keys of the bucket's own account that may only read. */
  readonly readOnly: S3Access;
  /** Keys of another account. Policies name it `arn:aws:iam:::user/stranger`. */
  readonly stranger: S3Access;
  /** A further bucket of the first account. Returns the URL of its root. */
  createBucket(name: string, options?: CephBucketOptions): Promise<string>;
  stop(): Promise<void>;
}

const programs = ['ceph-mon', 'ceph-osd', 'monmaptool', 'ceph', 'radosgw', 'radosgw-admin'];
const missing = programs.filter((name) => findProgram(name) === null);

/** Why there is no Ceph here, for the name of what is skipped; null: there is one. */
export const cephMissing: string | null =
  missing.length === 0
    ? null
    : `SKIPPED: no ${missing.join(', ')} here (Debian: ceph-mon ceph-osd radosgw ceph-common)`;

const keysOf = ({ accessKeyId, secretAccessKey }: { accessKeyId: string; secretAccessKey: string }): string[] => [
  '--access-key',
  accessKeyId,
  '--secret',
  secretAccessKey,
];

async function createBucket(access: S3Access, name: string, options: CephBucketOptions): Promise<string> {
  const client = createS3Client(access);
  const publicAccess = options.publicAccess ?? 'read';
  await client.send(new CreateBucketCommand({ Bucket: name }));
  if (publicAccess !== 'none') {
    await client.send(new PutBucketPolicyCommand({ Bucket: name, Policy: publicPolicy(name, publicAccess) }));
  }
  if (options.cors !== false) {
    const rule = {
      AllowedOrigins: ['*'],
      AllowedMethods: ['GET', 'HEAD'],
      AllowedHeaders: ['*'],
      ExposeHeaders: ['ETag', 'Content-Range', 'Content-Length'],
      MaxAgeSeconds: 600,
    };
    await client.send(new PutBucketCorsCommand({ Bucket: name, CORSConfiguration: { CORSRules: [rule] } }));
  }
  client.destroy();
  return `${access.endpoint}/${name}`;
}

/**
 * Starts a Ceph of its own (monitor, store in memory, gateway) on free ports, with the keys of `testKeys` and a bucket.
 * One to two seconds. Null where it is not installed: skip by `cephMissing`.
 */
export async function startCeph(options: CephBucketOptions = {}): Promise<CephFixture | null> {
  if (cephMissing !== null) return null;
  const { owner, readOnly, stranger } = testKeys;
  const user = (uid: string): string[] => ['user', 'create', '--uid', uid, '--display-name', uid];
  const cluster = await startCephCluster([...user('owner'), ...keysOf(owner)]);
  const port = String(cluster.s3Port);
  const base = { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1' };
  const access = { ...base, ...owner };
  try {
    const subuser = ['subuser', 'create', '--uid', 'owner', '--subuser', 'owner:reader', '--access', 'read'];
    await cluster.admin([...subuser, '--key-type', 's3', ...keysOf(readOnly)]);
    await cluster.admin([...user('stranger'), ...keysOf(stranger)]);
    const publicUrl = await createBucket(access, defaultBucket, options);
    return {
      ...access,
      virtualHostEndpoint: `http://localhost:${port}`,
      bucket: defaultBucket,
      publicUrl,
      readOnly: { ...base, accessKeyId: readOnly.accessKeyId, secretAccessKey: readOnly.secretAccessKey },
      stranger: { ...base, accessKeyId: stranger.accessKeyId, secretAccessKey: stranger.secretAccessKey },
      createBucket: (name, more = {}) => createBucket(access, name, more),
      stop: () => cluster.stop(),
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}
