/** What an object is stored with. */
export interface ObjectHeaders {
  readonly contentType: string;
  /** Empty: none is sent, and the provider's own default holds (the doctor looks for it). */
  readonly cacheControl: string;
  /** `gzip`: the body is compressed already. */
  readonly contentEncoding?: 'gzip';
  /** Not for viewers: never sent with an ACL that lets everybody read it. */
  readonly isPrivate?: true;
}

/** Write only when there is no such object, or when it is still the one with this ETag (RFC 9110 §13.1). */
export type PutCondition = { readonly ifNoneMatch: true } | { readonly ifMatch: string };

export interface StoredObject {
  readonly body: Buffer;
  readonly etag: string | null;
  readonly contentType: string | null;
  readonly cacheControl: string | null;
  readonly contentEncoding: string | null;
}

export interface ListedObject {
  readonly key: string;
  readonly sizeBytes: number;
  readonly etag: string | null;
}

/** Requests and bytes since the client was made: failed ones count too, as providers bill them. */
export interface BucketUsage {
  readonly puts: number;
  readonly gets: number;
  readonly lists: number;
  readonly deletes: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

export interface RequestOptions {
  /** Ends the request: it rejects with `publish.unreachable` (details.why `aborted`). */
  readonly signal?: AbortSignal;
  /** Whole request, milliseconds. Default: 10 s, more for large bodies. */
  readonly timeoutMs?: number;
}

/**
 * One bucket, one attempt per call: nobody below retries, who calls decides (publish/recovery.ts). Keys are whole (prefix
 * included) and plain text; escaping is the client's. Rejects with AppError of a `publish.*` code, `details.status` and
 * `details.s3Code` where the server answered, `details.retryAfterMs` where it said so.
 */
export interface BucketClient {
  /** What the clock of this computer lacks to the server's, milliseconds, as last seen; requests are signed with it. */
  readonly clockOffsetMs: number;
  readonly usage: BucketUsage;
  /** Stores an object; `condition` rejects with `publish.conflict` when it does not hold. Large bodies go in parts. */
  put(
    key: string,
    body: Buffer,
    headers: ObjectHeaders,
    options?: RequestOptions & { readonly condition?: PutCondition },
  ): Promise<{ readonly etag: string | null }>;
  /** Null when there is none. */
  get(key: string, options?: RequestOptions): Promise<StoredObject | null>;
  /** Null when there is none. `sizeBytes` as stored. */
  head(
    key: string,
    options?: RequestOptions,
  ): Promise<(Omit<StoredObject, 'body'> & { readonly sizeBytes: number }) | null>;
  /** All objects below a prefix, page by page, in key order. */
  list(prefix: string, options?: RequestOptions): AsyncIterable<readonly ListedObject[]>;
  /** Removes these keys; those that are not there count as removed. Many at once where the provider can. */
  delete(keys: readonly string[], options?: RequestOptions): Promise<void>;
  /** The cheapest signed request that proves reach, keys and bucket. */
  check(options?: RequestOptions): Promise<void>;
  createBucket(options?: RequestOptions): Promise<void>;
  /** The bucket policy as JSON text, null without one. */
  getPolicy(options?: RequestOptions): Promise<string | null>;
  putPolicy(policy: string, options?: RequestOptions): Promise<void>;
  getCors(options?: RequestOptions): Promise<readonly CorsRule[] | null>;
  putCors(rules: readonly CorsRule[], options?: RequestOptions): Promise<void>;
  /** Closes its connections. */
  close(): void;
}

export interface CorsRule {
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds: number;
}
