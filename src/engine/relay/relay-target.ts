import type { RelayRun } from '../../shared/relays.js';

/** Where to and as whom. */
export interface RelayEndpoint {
  /** Without the key. */
  readonly url: string;
  readonly key: string;
}

/** One relay as the thread runs it. Holds keys: never to be logged or shown. */
export interface RelayTarget {
  readonly id: string;
  /** Grows with each start of a relay: what is told of an earlier one is no news of this one. */
  readonly startNumber: number;
  /** The feed that it sends on. */
  readonly feedId: string;
  readonly primary: RelayEndpoint;
  readonly backup: RelayEndpoint | null;
  readonly whileSourceIsGone: 'hold' | 'hang-up';
  /** For services that do not take another codec or size inside of a connection. */
  readonly reconnectOnNewConfig: boolean;
  /** For tests: trusts servers signed by this authority (PEM). */
  readonly ca?: string;
}

/** How a relay stands, as the thread tells it; what feeds it is the engine's knowledge. */
export interface RelayUnitState extends Omit<RelayRun, 'feed'> {
  /** Of the RelayTarget that it is told of. */
  readonly startNumber: number;
}
