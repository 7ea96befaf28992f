import { useContext, useSyncExternalStore } from 'react';
import type { StudioMedia, StudioMediaState } from '../../media/studio-media.js';
import { StudioMediaContext } from '../../stores/studio-media-context.js';

/** The media of this page; null where there is none: scenes can be arranged without any picture. */
export function useMediaIfAny(): StudioMedia | null {
  return useContext(StudioMediaContext);
}

const never = () => () => undefined;

/** A part of the media's state, or `otherwise` where there is no media. `select` answers parts that there are, never new objects. */
export function useMediaPart<T>(select: (state: StudioMediaState) => T, otherwise: T): T {
  const media = useMediaIfAny();
  return useSyncExternalStore(media === null ? never : (listener) => media.subscribe(listener), () =>
    media === null ? otherwise : select(media.state()),
  );
}
