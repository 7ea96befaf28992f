import { AppError } from '../../../shared/errors.js';
import type { ProviderProfile } from './provider-profile.js';
import type { PutCondition } from './bucket-client.js';

/** A condition in the SDK's words. */
export interface ConditionFields {
  readonly IfNoneMatch?: '*';
  readonly IfMatch?: string;
}

/** Ceph's gateway numbers its requests so, whatever stands in front of it. */
const cephRequestId = /^tx[0-9a-f]{21}-[0-9a-f]+-[0-9a-f]+-/;

/**
 * Conditions of writes, as a server wants them spelt. HTTP puts an ETag in quotes (RFC 9110 §8.8.3), AWS takes both, and Ceph
 * 16 compares what is in `If-Match` with its own ETag without them: there a quoted one never matches. A Ceph that is not
 * known to be one is asked again without quotes when it says no; nobody else is, for a server that does not understand a
 * condition may ignore it.
 */
export class WriteConditions {
  #isBare: boolean;

  constructor(profile: ProviderProfile) {
    this.#isBare = profile.id === 'ceph';
  }

  /** Runs a write under its condition. Rejects with `publish.conflict` when that does not hold. */
  async run<T>(condition: PutCondition | undefined, write: (fields: ConditionFields) => Promise<T>): Promise<T> {
    if (condition === undefined) return write({});
    if ('ifNoneMatch' in condition) return write({ IfNoneMatch: '*' });
    const bare = condition.ifMatch.replace(/^W\/|"/g, '');
    try {
      return await write({ IfMatch: this.#isBare ? bare : `"${bare}"` });
    } catch (error) {
      const refusal = asConflict(error);
      if (this.#isBare || !isRefusedByCeph(refusal)) throw refusal;
      this.#isBare = true;
      return write({ IfMatch: bare });
    }
  }
}

function isRefusedByCeph(error: unknown): boolean {
  if (!(error instanceof AppError) || error.details['status'] !== 412) return false;
  const { requestId } = error.details;
  return typeof requestId === 'string' && cephRequestId.test(requestId);
}

/** AWS says 404 about an object that is gone, where others say 412. */
function asConflict(error: unknown): unknown {
  const isGone = error instanceof AppError && error.code === 'publish.refused' && error.details['status'] === 404;
  return isGone ? new AppError('publish.conflict', error.message, { details: error.details }) : error;
}
