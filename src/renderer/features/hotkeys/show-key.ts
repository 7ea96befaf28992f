import type { FeedPurpose } from '../../../shared/feed.js';
import { assertNever } from '../../../shared/errors.js';
import type { LivePhase } from '../golive/live-phase.js';

/** What a key that begins and ends a show of one purpose does now. `other`: a show of another purpose is on, and it is not this key's to end. */
export type ShowKey =
  | { readonly does: 'begin' | 'ask-end' | 'undo-end' | 'resume' | 'busy' | 'elsewhere' | 'nothing' }
  | { readonly does: 'other'; readonly on: FeedPurpose };

/** As the show stands. Who presses “Record” while live wants no end of the broadcast. */
export function showKey(phase: LivePhase, purpose: FeedPurpose): ShowKey {
  switch (phase.kind) {
    case 'live':
    case 'interrupted':
    case 'leaving':
    case 'broken':
      if (phase.purpose !== purpose) return { does: 'other', on: phase.purpose };
      if (phase.kind === 'leaving') return { does: 'undo-end' };
      return { does: phase.kind === 'broken' ? 'resume' : 'ask-end' };
    case 'busy':
    case 'elsewhere':
      return { does: phase.kind };
    case 'off':
    case 'ended':
    case 'refused':
      return { does: 'begin' };
    case 'connecting':
    case 'starting':
    case 'ending':
      return { does: 'nothing' };
    default:
      return assertNever(phase);
  }
}
