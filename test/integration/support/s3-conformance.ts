import { randomUUID } from 'node:crypto';
import { S3ServiceException, type S3Client } from '@aws-sdk/client-s3';
import { cephMissing, startCeph } from '../../servers/ceph.js';
import { createS3Client, type S3Access } from '../../servers/s3-client.js';
import { startS3Server } from '../../servers/s3-server.js';
import { testKeys } from '../../servers/s3/s3-keys.js';

/** A server that the conformance tests run against. */
export interface S3Subject extends S3Access {
  readonly bucket: string;
  readonly publicUrl: string;
  readonly virtualHostEndpoint: string;
  /** Keys of the same account that may only read. */
  readonly readOnly: S3Access;
  /** Keys of another account. */
  readonly stranger: S3Access;
  stop(): Promise<void>;
}

/** Our server and a real one: what both do alike is what S3 does. `missing`: why it cannot run here. */
export const s3Subjects: readonly { name: string; missing: string | null; start: () => Promise<S3Subject> }[] = [
  {
    name: 'our server',
    missing: null,
    start: async () => {
      const server = await startS3Server();
      const access = (keys: { accessKeyId: string; secretAccessKey: string }): S3Access => ({ ...server, ...keys });
      return { ...server, readOnly: access(testKeys.readOnly), stranger: access(testKeys.stranger) };
    },
  },
  {
    name: 'Ceph',
    missing: cephMissing,
    start: async () => {
      const ceph = await startCeph();
      if (ceph === null) throw new Error('Expected Ceph to be installed');
      return ceph;
    },
  },
];

/** How a call ended: `200` or the status and S3's code. */
export async function outcomeOf(call: Promise<{ $metadata: { httpStatusCode?: number } }>): Promise<string> {
  try {
    return String((await call).$metadata.httpStatusCode);
  } catch (error) {
    if (error instanceof S3ServiceException) return `${String(error.$metadata.httpStatusCode)} ${error.name}`;
    throw error;
  }
}

/** URL of a key for anonymous requests. */
export function publicUrlOf(subject: S3Subject, key: string): string {
  return `${subject.publicUrl}/${key.split('/').map(encodeURIComponent).join('/')}`;
}

/** A client that changes every request after it was signed, as a faulty proxy would. */
export function createTamperingClient(access: S3Access, change: (headers: Record<string, string>) => void): S3Client {
  const client = createS3Client(access);
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (typeof request === 'object' && request !== null && 'headers' in request) {
        change(request.headers as Record<string, string>);
      }
      return next(args);
    },
    { step: 'deserialize', priority: 'low' },
  );
  return client;
}

/** A fresh folder in the bucket, so that tests do not see each other's keys. */
export const freshPrefix = (): string => `t-${randomUUID().slice(0, 8)}/`;
