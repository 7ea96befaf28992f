import type { BucketCredentials, Destination, DestinationConfig } from '../../shared/destinations.js';
import type { BucketTarget } from '../publish/s3/bucket-target.js';

/** The saved destinations, and those of this run's command line. The keys are in the secret store. */
export interface DestinationStore {
  list(): Destination[];
  /** Where the next broadcast goes. Null: this computer. */
  readonly defaultId: string | null;
  /**
   * Everything needed to talk to it, keys included. Throws `destination.not-found`, `destination.no-credentials`,
   * `destination.invalid` (an endpoint or a region that the profile needs is missing), `secrets.locked`.
   */
  target(id: string): Promise<BucketTarget>;
  /** A bucket that is not saved: for the doctor. Throws `destination.invalid`. */
  draftTarget(config: DestinationConfig, credentials: BucketCredentials): BucketTarget;
  /** Called with the new list after each change (keys included: a blocked publication goes on at once). */
  onChange(listener: (list: readonly Destination[]) => void): () => void;
}
