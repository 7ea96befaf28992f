import type { IncomingHttpHeaders } from 'node:http';
import type { S3Bucket } from './bucket-store.js';
import { evaluatePolicy } from './policy.js';
import { accessDenied } from './s3-error.js';
import type { S3Key } from './s3-keys.js';

/** A request whose sender and bucket are known and whose body is checked. */
export interface S3Request {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly bucket: S3Bucket;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly body: Buffer;
  readonly checksum: readonly [header: string, value: string] | null;
  /** Null: anonymous. */
  readonly sender: S3Key | null;
  readonly now: number;
}

export interface S3Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

export const accountOf = (key: S3Key): string => key.account ?? 'owner';

/** May the sender do this? `action` as policies name it (`s3:GetObject`). */
export function isAllowed(request: Omit<S3Request, 'body' | 'checksum'>, action: string, key = request.key): boolean {
  const { bucket, sender } = request;
  const resource = `arn:aws:s3:::${bucket.name}${key === '' ? '' : `/${key}`}`;
  const principal = sender === null ? null : `arn:aws:iam:::user/${accountOf(sender)}`;
  const verdict = evaluatePolicy(bucket.policy?.statements ?? [], { principal, action, resource });
  if (verdict === 'deny') return false;
  if (sender !== null && accountOf(sender) === bucket.account) {
    return sender.isReadOnly !== true || /^s3:(Get|List)/.test(action);
  }
  return verdict === 'allow' || (action === 's3:GetObject' && bucket.objects.get(key)?.isPublic === true);
}

/** Throws AccessDenied unless the sender may. */
export function authorize(request: Omit<S3Request, 'body' | 'checksum'>, action: string): void {
  if (!isAllowed(request, action)) throw accessDenied();
}
