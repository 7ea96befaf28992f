import type { ActiveBroadcast } from '../../shared/studio-state.js';
import type { StudioMediaState } from '../media/studio-media.js';
import { useEngineState } from '../stores/studio-context.js';
import { useMedia } from '../stores/studio-media-context.js';
import { isOwnProgramme } from './is-own-programme.js';

/** Whether this page sends, or is about to. */
export function isSending({ status }: StudioMediaState['feed']): boolean {
  return status === 'connecting' || status === 'sending' || status === 'reconnecting';
}

/** Whether what this studio composes is on air: sent from this page or another one, or waited for by the engine. */
export function isOnAir(broadcast: ActiveBroadcast | null, feed: StudioMediaState['feed']): boolean {
  return isOwnProgramme(broadcast) || isSending(feed);
}

/** As `isOnAir`, now. Only for components below the boot gate. */
export function useIsOnAir(): boolean {
  const isOwn = useEngineState(({ broadcast }) => isOwnProgramme(broadcast));
  const isSent = useMedia(({ feed }) => isSending(feed));
  return isOwn || isSent;
}
