import type { Clock } from '../../clock.js';
import type { Logger } from '../../log/logger.js';
import type { BucketClient } from '../s3/bucket-client.js';
import type { BucketTarget } from '../s3/bucket-target.js';
import type { PublicWeb } from './public-web.js';
import type { Scratch } from './scratch.js';

/** What every check of one run works with. */
export interface DoctorRun {
  readonly client: BucketClient;
  readonly target: BucketTarget;
  readonly scratch: Scratch;
  readonly web: PublicWeb;
  /** Apply what the keys allow: bucket policy, CORS. */
  readonly fix: boolean;
  /** Make the bucket when it is not there. */
  readonly create: boolean;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Whole time for one small request of the doctor, milliseconds. */
export const requestTimeoutMs = 10_000;
