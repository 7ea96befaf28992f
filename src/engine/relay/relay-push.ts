import type { AppError } from '../../shared/errors.js';
import type { RelayTag } from './relay-tag.js';
import type { RtmpPushOptions } from './rtmp/push-options.js';

/** One connection that a service takes the programme through. */
export interface RelayPush {
  /** Never waits; what the socket does not take stays in memory and shows in `unsentBytes`. */
  send(tag: RelayTag): void;
  readonly unsentBytes: number;
  /** Monotonic milliseconds: when the peer last took bytes. */
  readonly lastProgressAtMs: number;
  /** Milliseconds for which a peer that else says what it has received has owed a word; 0: it owes none, or never gave one. */
  readonly owedMs: number;
  /** Resolves once the peer has taken us, which by SRT shows in what is sent alone; never when it ends before. */
  readonly taken: Promise<void>;
  /** Null: we closed it. Never rejects. */
  readonly closed: Promise<AppError | null>;
  /** Says good-bye as the protocol has it; bounded in time. */
  close(): Promise<void>;
}

/** How units come to their connections: `RtmpPush` in the thread, a hand-driven one in tests of timing. */
export interface PushFactory {
  /** Resolves once the service says that we publish. Rejects with an AppError of a `relay.*` code. */
  open(options: RtmpPushOptions, signal: AbortSignal): Promise<RelayPush>;
  /** As `open`, but ends before it publishes anything. */
  probe(options: RtmpPushOptions, signal: AbortSignal): Promise<void>;
}
