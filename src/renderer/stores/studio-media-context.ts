import { createContext, useContext, useSyncExternalStore } from 'react';
import { AppError } from '../../shared/errors.js';
import type { StudioMedia, StudioMediaState } from '../media/studio-media.js';

/** Capture, composing, sound and feed of this page: made once, for all components below. */
export const StudioMediaContext = createContext<StudioMedia | null>(null);

/** The media of this page, for requests. Throws outside of the provider. */
export function useStudioMedia(): StudioMedia {
  const media = useContext(StudioMediaContext);
  if (media === null) throw new AppError('internal', 'Expected a StudioMediaContext around this component');
  return media;
}

/** A part of the media's state; renders again when that part changes. `select` answers parts that there are, never new objects. */
export function useMedia<T>(select: (state: StudioMediaState) => T): T {
  const media = useStudioMedia();
  return useSyncExternalStore(
    (listener) => media.subscribe(listener),
    () => select(media.state()),
  );
}
