/** How patient a relay is and how much it may hold. Times in milliseconds, sizes in bytes. */
export interface UnitLimits {
  /** From the first packet to the service until it says that we publish. */
  readonly connectTimeoutMs: number;
  /** Of what waits for one service: more than either, and everything up to the next keyframe is left out. */
  readonly queueBytes: number;
  readonly queueMs: number;
  /** Handed to the socket and not taken by it yet: past this, tags wait in the queue, where they can still be left out. */
  readonly aheadBytes: number;
  /** The feed's GOP under way, kept for connections that begin inside of it. */
  readonly gopBytes: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** A connection that held so long was a good one: pauses begin anew after it. */
  readonly healthyMs: number;
  /** A service that takes nothing for so long is left for its backup. */
  readonly stallToBackupMs: number;
  /** Without a backup it is connected to anew after so long. */
  readonly stallMs: number;
  /** How long a silent connection is held while the source is gone. */
  readonly holdMs: number;
  /** While the backup carries, the primary is looked at so often; */
  readonly probeEveryMs: number;
  /** and is gone back to after so many good looks in a row. */
  readonly probesNeeded: number;
  /** How long a connection that is left may take to send what is queued. */
  readonly leaveMs: number;
  /** So many refusals of the key or the address in a row, and only a person can help. */
  readonly refusalsInARow: number;
}

/** 16 MB hold fifteen seconds at 8.5 Mbit/s; two seconds are what a change to the backup may cost beside the connecting itself. */
export const defaultUnitLimits: UnitLimits = {
  connectTimeoutMs: 10_000,
  queueBytes: 16 * 1024 * 1024,
  queueMs: 15_000,
  aheadBytes: 256 * 1024,
  gopBytes: 16 * 1024 * 1024,
  firstPauseMs: 1_000,
  longestPauseMs: 30_000,
  healthyMs: 30_000,
  stallToBackupMs: 2_000,
  stallMs: 20_000,
  holdMs: 60_000,
  probeEveryMs: 15_000,
  probesNeeded: 2,
  leaveMs: 2_000,
  refusalsInARow: 3,
};
