import type { RelayUnitState } from './relay-target.js';

/** The figures of a relay without a connection. */
export const atRest = { bitrate: null, liveSinceMs: null, lagMs: null } as const;

/** A relay of which nothing was told yet. */
export function blankState(relayId: string, startNumber: number): RelayUnitState {
  const sums = { sentBytes: 0, droppedFrames: 0, reconnects: 0 };
  return { relayId, startNumber, status: 'idle', via: 'primary', reason: null, ...atRest, ...sums };
}
