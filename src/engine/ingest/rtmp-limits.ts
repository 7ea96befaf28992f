/** What the media server grants its clients. Times in milliseconds, sizes in bytes. */
export interface RtmpLimits {
  /** From the first byte to the end of the RTMP handshake. */
  readonly handshakeTimeoutMs: number;
  /** From the end of the handshake to `publish` or `play`. */
  readonly roleTimeoutMs: number;
  /** A publisher without a media packet for so long is gone (half-open TCP). */
  readonly publisherIdleMs: number;
  /** How long `ready` waits for the announced tracks. */
  readonly sourceWaitMs: number;
  /** From the minting of a one-time URL to its use. */
  readonly oneTimeUrlLifetimeMs: number;
  /** After the end a pull that takes nothing for so long is closed hard. */
  readonly drainStallMs: number;
  readonly connectionsPerNetworkAddress: number;
  readonly connectionsPerLoopbackAddress: number;
  readonly connectionsInAll: number;
  readonly handshakesPerSecondNetwork: number;
  readonly handshakesPerSecondLoopback: number;
  /** Largest message, and number of chunk streams, of a client that may not publish (yet). */
  readonly messageBytesBeforePublish: number;
  readonly chunkStreamsBeforePublish: number;
  readonly chunkStreams: number;
  /** Media queued for one pull. */
  readonly pullQueueBytes: number;
  /** Media kept of the newest GOP. Stays below `pullQueueBytes`: a new pull gets all of it at once. */
  readonly gopCacheBytes: number;
  /** Of the GOP under way, kept for a tap that comes inside of it; a longer one is left out. */
  readonly tapHistoryBytes: number;
  /** What was sent to a tap and is not taken yet. Stays above `tapHistoryBytes`. */
  readonly tapQueueBytes: number;
}

/** Generous to any real encoder; small enough that thousands of hostile sockets cost some megabytes. */
export const defaultRtmpLimits: RtmpLimits = {
  handshakeTimeoutMs: 5_000,
  roleTimeoutMs: 10_000,
  publisherIdleMs: 20_000,
  sourceWaitMs: 5_000,
  oneTimeUrlLifetimeMs: 10_000,
  drainStallMs: 15_000,
  connectionsPerNetworkAddress: 32,
  connectionsPerLoopbackAddress: 256,
  connectionsInAll: 512,
  handshakesPerSecondNetwork: 20,
  handshakesPerSecondLoopback: 500,
  messageBytesBeforePublish: 8 * 1024,
  chunkStreamsBeforePublish: 8,
  chunkStreams: 64,
  pullQueueBytes: 64 * 1024 * 1024,
  gopCacheBytes: 48 * 1024 * 1024,
  tapHistoryBytes: 24 * 1024 * 1024,
  tapQueueBytes: 48 * 1024 * 1024,
};
