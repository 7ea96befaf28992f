import type { MessagePort } from 'node:worker_threads';
import type { RelayTestFacts } from './relay-runner-api.js';
import type { RelayTarget, RelayUnitState } from './relay-target.js';
import type { UnitLimits } from './unit-limits.js';

/** What a relay thread is started with. No key is in it. */
export interface RelayWorkerData {
  readonly limits: UnitLimits;
  /** Milliseconds between reports of states that did not change. */
  readonly reportEveryMs: number;
}

/** Engine → thread. */
export type ToRelayWorker =
  /** RelayFeedMessages come in through the port, RelayFeedAnswers go out. It replaces the feed's last one. */
  | { readonly type: 'feed'; readonly feedId: string; readonly port: MessagePort }
  | { readonly type: 'no-feed'; readonly feedId: string }
  /** Begins, or goes on with what is new. */
  | { readonly type: 'start'; readonly target: RelayTarget }
  | { readonly type: 'try-now'; readonly relayId: string }
  | { readonly type: 'stop'; readonly requestId: number; readonly relayId: string }
  | { readonly type: 'test'; readonly requestId: number; readonly target: Pick<RelayTarget, 'primary' | 'ca'> }
  | { readonly type: 'abort-test'; readonly requestId: number }
  | { readonly type: 'end' };

/** Thread → engine. */
export type FromRelayWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'states'; readonly states: readonly RelayUnitState[] }
  /** The feed's port was closed without its `end`: another one is wanted if the source is still there. */
  | { readonly type: 'feed-lost'; readonly feedId: string }
  | { readonly type: 'stopped'; readonly requestId: number }
  | { readonly type: 'tested'; readonly requestId: number; readonly facts: RelayTestFacts };
