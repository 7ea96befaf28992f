import type { ChannelLease } from '../lease/channel-lease.js';
import type { BucketClient } from '../s3/bucket-client.js';
import type { BucketTarget } from '../s3/bucket-target.js';

/** What is needed to write a channel at a destination. */
export interface Connection {
  readonly target: BucketTarget;
  readonly client: BucketClient;
  readonly lease: ChannelLease;
}

/** Rejects as `DestinationStore.target`. */
export type ConnectionFactory = (destinationId: string, channel: string) => Promise<Connection>;
