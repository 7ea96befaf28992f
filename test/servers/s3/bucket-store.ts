import { createHash } from 'node:crypto';
import type { CorsRule } from './cors.js';
import type { PolicyStatement } from './policy.js';

/** An object as it was stored. */
export interface S3Object {
  readonly body: Buffer;
  /** With its quotes. */
  readonly etag: string;
  readonly modifiedAtMs: number;
  /** What comes back with GET and HEAD: content-type, cache-control, x-amz-meta-*, … */
  readonly headers: Readonly<Record<string, string>>;
  readonly isPublic: boolean;
  readonly checksum: readonly [header: string, value: string] | null;
}

/** A multipart upload that is under way. */
export interface S3Upload {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly isPublic: boolean;
  readonly parts: Map<number, { readonly body: Buffer; readonly etag: string }>;
}

export interface S3Bucket {
  readonly name: string;
  readonly account: string;
  readonly createdAtMs: number;
  readonly objects: Map<string, S3Object>;
  readonly uploads: Map<string, S3Upload>;
  policy: { readonly text: string; readonly statements: readonly PolicyStatement[] } | null;
  cors: readonly CorsRule[] | null;
}

export const etagOf = (body: Buffer): string => `"${createHash('md5').update(body).digest('hex')}"`;

export function createBucket(name: string, account: string, createdAtMs: number): S3Bucket {
  return { name, account, createdAtMs, objects: new Map(), uploads: new Map(), policy: null, cors: null };
}
