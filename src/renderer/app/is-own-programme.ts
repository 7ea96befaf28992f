import { studioInputId } from '../../shared/feed.js';
import type { ActiveBroadcast } from '../../shared/studio-state.js';

/** Whether a broadcast shows what this studio composes, not what an encoder elsewhere sends. */
export function isOwnProgramme(broadcast: ActiveBroadcast | null): boolean {
  return broadcast?.programme.kind === 'encoder' && broadcast.programme.inputId === studioInputId;
}
