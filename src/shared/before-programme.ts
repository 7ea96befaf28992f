import type { ActiveBroadcast } from './studio-state.js';

/** True while no relay has begun: nothing is on, or what is on waits for its programme. What is said of relays is an estimate then. */
export function isBeforeProgramme(broadcast: Pick<ActiveBroadcast, 'status' | 'relays'> | null): boolean {
  if (broadcast === null) return true;
  return broadcast.relays.length === 0 && (broadcast.status === 'waiting' || broadcast.status === 'starting');
}
