import type { StudioState } from '../shared/studio-state.js';

/** Who goes along, said when a command starts; null where nobody does. */
export function relayStartLine({ relays, nextRelays }: Pick<StudioState, 'relays' | 'nextRelays'>): string | null {
  const names = nextRelays.flatMap(({ relayId }) => relays.find(({ id }) => id === relayId)?.config.name ?? []);
  const last = names.at(-1);
  if (last === undefined) return null;
  const all = names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
  return `The programme is sent on to ${all} as soon as it is there.`;
}
