import { randomUUID } from 'node:crypto';
import { AppError } from '../../../shared/errors.js';
import type { BucketClient, ObjectHeaders, PutCondition, RequestOptions } from '../s3/bucket-client.js';
import { parseLease, parseLeaseEnd, renderLease, type LeaseEnd, type LeaseRecord } from './lease-record.js';

const headers: ObjectHeaders = { contentType: 'application/json', cacheControl: 'no-store' };
/** No object has this ETag: it is the MD5 of nothing that anybody ever found. */
const impossibleEtag = '"00000000000000000000000000000000"';

/** What stands in the lease object. `record` is null when there is none, or none that can be read. */
export interface SeenLease {
  readonly record: LeaseRecord | null;
  readonly exists: boolean;
  readonly etag: string | null;
}

/** The lease's objects in the bucket: `lease.json`, `lease-released.json`, and for a moment one to try conditions on. */
export class LeaseObjects {
  readonly #client: BucketClient;
  readonly #key: string;

  /** `key`: of the lease, ending in `.json`. */
  constructor(client: BucketClient, key: string) {
    this.#client = client;
    this.#key = key;
  }

  async read(options: RequestOptions): Promise<SeenLease> {
    const object = await this.#client.get(this.#key, options);
    if (object === null) return { record: null, exists: false, etag: null };
    return { record: parseLease(object.body), exists: true, etag: object.etag };
  }

  /** Answers the ETag. Rejects with what `isFailedCondition` knows when the condition did not hold. */
  async write(record: LeaseRecord, condition: PutCondition | null, options: RequestOptions): Promise<string | null> {
    const how = condition === null ? options : { ...options, condition };
    const { etag } = await this.#client.put(this.#key, renderLease(record), headers, how);
    return etag;
  }

  /** The last holder who said that it has stopped. */
  async readEnd(options: RequestOptions): Promise<LeaseEnd | null> {
    const object = await this.#client.get(this.#beside('-released'), options);
    return object === null ? null : parseLeaseEnd(object.body);
  }

  async writeEnd(end: LeaseEnd, options: RequestOptions): Promise<void> {
    await this.#client.put(this.#beside('-released'), renderLease(end), headers, options);
  }

  /**
   * Finds out whether the server keeps to If-Match: asks it to overwrite what cannot be there. One that does stores nothing
   * (412, AWS 404); one that ignores it stores the object, which is removed again; one that does not know it refuses.
   */
  async honoursConditions(options: RequestOptions): Promise<boolean> {
    const key = this.#beside(`-probe-${randomUUID()}`);
    try {
      const condition = { ifMatch: impossibleEtag };
      await this.#client.put(key, Buffer.from('{}\n'), headers, { ...options, condition });
    } catch (error) {
      if (isFailedCondition(error)) return true;
      if (isUnsupported(error)) return false;
      throw error;
    }
    await this.#client.delete([key], options);
    return false;
  }

  #beside(ending: string): string {
    return `${this.#key.replace(/\.json$/, '')}${ending}.json`;
  }
}

/** The object is not the one that the request was for: 412, or 404 where there is none at all. */
export function isFailedCondition(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  return error.code === 'publish.conflict' || error.details['s3Code'] === 'NoSuchKey';
}

/** The server does not know conditions, and says so. */
export function isUnsupported(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'publish.unsupported' || error.code === 'publish.refused');
}
