import type { StudioState } from '../../../shared/studio-state.js';

/**
 * Ids of the relays that go along with the broadcast that waits for its programme, else with the next one, as the engine
 * reckons with them: a command line may have chosen others than those that are enabled.
 */
export function goingAlong({ nextRelays }: Pick<StudioState, 'nextRelays'>): ReadonlySet<string> {
  return new Set(nextRelays.map(({ relayId }) => relayId));
}
