import type { BucketCredentials, DestinationConfig } from '../../../shared/destinations.js';
import type { ProviderProfile } from './provider-profile.js';

/** A destination with everything filled in: what a client is made from. */
export interface BucketTarget {
  readonly config: DestinationConfig;
  readonly profile: ProviderProfile;
  /** API endpoint, no slash at its end. */
  readonly endpoint: string;
  readonly region: string;
  readonly pathStyle: boolean;
  /** URL of the bucket's root for viewers, no slash at its end; null when nobody knows it. */
  readonly publicUrl: string | null;
  readonly credentials: BucketCredentials;
}
