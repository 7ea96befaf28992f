import path from 'node:path';
import type { BucketServer } from '../../test/integration/support/bucket-server.js';
import { startCeph } from '../../test/servers/ceph.js';
import { startS3Server } from '../../test/servers/s3-server.js';
import { RoleProcess, type Role } from './role-process.js';

/** The name that benchmarks register `bucketRole` under. */
export const bucketRoleName = 'bucket';

interface BucketAnswer {
  readonly server: BucketServer;
}

/** How often it is looked for bodies that need not be kept. */
const lookMs = 250;

/** The project's S3 server. Equal segments of a rendition (made-archive.ts) are kept once, else it would hold gigabytes. */
export const bucketRole: Role = async (_start, tell) => {
  const fixture = await startS3Server({ publicAccess: 'list' });
  const { endpoint, region, accessKeyId, secretAccessKey, bucket } = fixture;
  const shared = new Map<string, Buffer>();
  const seen = new Set<string>();
  setInterval(() => {
    for (const [key, object] of fixture.objects()) {
      if (seen.has(key) || !key.endsWith('.m4s')) continue;
      seen.add(key);
      const folder = path.posix.dirname(key);
      const first = shared.get(folder) ?? object.body;
      shared.set(folder, first);
      if (object.body.equals(first)) Reflect.set(object, 'body', first);
    }
  }, lookMs);
  tell({ server: { endpoint, region, accessKeyId, secretAccessKey, bucket } } satisfies BucketAnswer);
};

/** A bucket in a process of its own. */
export interface RunningBucket {
  readonly server: BucketServer;
  stop(): Promise<void>;
}

export async function startOwnBucket(): Promise<RunningBucket> {
  const child = new RoleProcess(bucketRoleName, null);
  const { server } = await child.hear<BucketAnswer>('server');
  return { server, stop: () => child.stop() };
}

/** Null where Ceph is not installed. */
export async function startCephBucket(): Promise<RunningBucket | null> {
  const ceph = await startCeph({ publicAccess: 'list' });
  if (ceph === null) return null;
  const { endpoint, region, accessKeyId, secretAccessKey, bucket } = ceph;
  return { server: { endpoint, region, accessKeyId, secretAccessKey, bucket }, stop: () => ceph.stop() };
}
