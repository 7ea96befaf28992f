import type { PutCondition } from '../s3/bucket-client.js';
import type { LeaseRecord } from './lease-record.js';

/** What a studio has in the bucket. */
export interface LeaseHolding {
  /** The last record that is known to be stored. */
  readonly record: LeaseRecord;
  /** What the next conditional write must meet; null: has to be read first. */
  readonly condition: PutCondition | null;
  /** Taken over from this holder, who may still be writing until `untilMs` (monotonic). Null: ours alone. */
  readonly outwaits: { readonly previous: LeaseRecord; readonly untilMs: number } | null;
}

/** The condition that an object is still the one with this ETag; null when the server told none. */
export function matching(etag: string | null): PutCondition | null {
  return etag === null ? null : { ifMatch: etag };
}
