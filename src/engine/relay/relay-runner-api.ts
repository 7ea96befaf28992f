import type { RelayTestReport } from '../../shared/relays.js';
import type { RelayTarget, RelayUnitState } from './relay-target.js';

/** A target with what SRT has beside it. Holds secrets: never to be logged or shown. */
export interface RelayAssignment extends RelayTarget {
  /** SRT's passphrase. */
  readonly passphrase: string | null;
}

/** What a test found out. */
export type RelayTestFacts = Pick<RelayTestReport, 'steps' | 'reason'> & { readonly status: 'ok' | 'failed' };

/** What the relay desk wants of who pushes. */
export interface RelayRunnerApi {
  /** Begins, or goes on with what is new of a target: another feed, address or key. */
  start(target: RelayAssignment): void;
  /** By hand: one that pauses before its next attempt tries at once. */
  tryNow(id: string): void;
  /** Resolves once the service was told good-bye, in bounded time. An unknown id is done already. */
  stop(id: string): Promise<void>;
  /** Called with the states of all targets, at each change and once a second. */
  onStates(listener: (states: readonly RelayUnitState[]) => void): () => void;
  /** Looks whether the service takes us, without going live; in bounded time. Never rejects, also when aborted. */
  test(endpoint: Pick<RelayAssignment, 'primary' | 'passphrase'>, signal: AbortSignal): Promise<RelayTestFacts>;
}
