import type { IncomingHttpHeaders } from 'node:http';
import type { S3Error } from '../s3/s3-error.js';
import type { S3Address } from '../s3/uri.js';

/** How providers misbehave. Which do: docs/providers.md. */
export type QuirkName =
  | 'refuses-acl'
  | 'needs-acl'
  | 'refuses-crc32'
  | 'one-write-per-second'
  | 'missing-is-403'
  | 'no-multi-delete'
  | 'multi-delete-wants-md5'
  | 'wrong-clock'
  | 'wrong-region'
  | 'wrong-region-301'
  | 'no-cors'
  | 'default-max-age-3600'
  | 'drops-cache-control'
  | 'no-conditional-put'
  | 'ignores-conditional-put'
  | 'html-as-download'
  | 'slow-list'
  | 'refuses-one-key'
  | 'captive-portal';

/** What a quirk may be told. */
export interface QuirkSettings {
  /** `wrong-clock`: the provider's clock is ahead of ours by this, milliseconds. Default three hours. */
  readonly clockOffsetMs: number;
  /** `wrong-region`: where the bucket really is. Default `eu-north-7`. */
  readonly region: string;
  /** `slow-list`: milliseconds. Default 3000. */
  readonly listDelayMs: number;
}

export interface QuirkRequest {
  readonly method: string;
  readonly address: S3Address;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: IncomingHttpHeaders;
  readonly isSigned: boolean;
}

export interface QuirkAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** What to change in a request before the server sees it; it is signed anew, as its sender would have. */
export interface QuirkChange {
  /** Lower-case names of headers to take away. */
  readonly drop?: readonly string[];
  /** Sign for the target's own region, at the real time. */
  readonly resign: true;
}

/** One quirk at work. */
export interface QuirkBehaviour {
  /** The refusal, or an answer, in place of the server's. */
  refuse?(request: QuirkRequest): S3Error | QuirkAnswer | null;
  change?(request: QuirkRequest): QuirkChange | null;
  answer?(request: QuirkRequest, answer: QuirkAnswer): QuirkAnswer;
  /** How long the answer takes longer, milliseconds. */
  delayMs?(request: QuirkRequest): number;
}

/** True for an object's GET and HEAD. */
export function isRead({ method, address }: QuirkRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && address.key !== '';
}

/** True for whatever makes or replaces an object. */
export function isWrite({ method, address, query }: QuirkRequest): boolean {
  if (address.key === '') return false;
  return method === 'PUT' || (method === 'POST' && query.has('uploadId'));
}

/** The answer with some headers set, others (null) taken away. */
export function withHeaders(answer: QuirkAnswer, changes: Readonly<Record<string, string | null>>): QuirkAnswer {
  const headers = new Map(answer.headers);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return { ...answer, headers };
}
