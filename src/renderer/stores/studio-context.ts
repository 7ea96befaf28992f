import { createContext, useContext } from 'react';
import { useStore, type StoreApi } from 'zustand';
import { AppError } from '../../shared/errors.js';
import type { StudioState } from '../../shared/studio-state.js';
import type { StudioClient } from './studio-client.js';
import type { StudioView } from './studio-store.js';

/** The client and the store that follows it, made once at boot. */
export interface Studio {
  readonly client: StudioClient;
  readonly store: StoreApi<StudioView>;
}

export const StudioContext = createContext<Studio | null>(null);

/** The studio of this page. Throws outside of the provider. */
export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (studio === null) throw new AppError('internal', 'Expected a StudioContext around this component');
  return studio;
}

/** A part of the view; renders again when that part changes. */
export function useView<T>(selector: (view: StudioView) => T): T {
  return useStore(useStudio().store, selector);
}

/** A part of the engine's state. Only for components below the boot gate, where there is one. */
export function useEngineState<T>(selector: (state: StudioState) => T): T {
  return useView(({ state }) => {
    if (state === null) throw new AppError('internal', 'Expected a state below the boot gate');
    return selector(state);
  });
}

/** True while commands can be sent. Controls that send some are disabled otherwise. */
export function useIsConnected(): boolean {
  return useView(({ connection }) => connection.status === 'connected');
}
