import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { StudioMediaState } from '../../media/studio-media.js';
import { isSending } from '../../app/is-on-air.js';

type Shown = Pick<SceneCollection, 'sources'> | null;

/** Whether a screen or a window is captured. */
export function isSharing(collection: Shown, captures: StudioMediaState['captures']): boolean {
  const isShared = ({ id, kind }: SceneCollection['sources'][number]): boolean => {
    const status = captures.get(id)?.status;
    return kind.type === 'display' && (status === 'live' || status === 'frozen');
  };
  return (collection?.sources ?? []).some(isShared);
}

/**
 * Whether a message of the system would be seen by viewers: a screen or window is captured while the show is sent. A window can be
 * covered by one, too, on some systems.
 */
export function isQuiet(collection: Shown, { feed, captures }: Pick<StudioMediaState, 'feed' | 'captures'>): boolean {
  return isSending(feed) && isSharing(collection, captures);
}
