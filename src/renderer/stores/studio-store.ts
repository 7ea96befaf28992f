import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Figures, StudioState } from '../../shared/studio-state.js';
import type { Connection } from './connection.js';
import type { StudioClient } from './studio-client.js';

/** Two minutes of figures, one per second. */
const maxSamples = 120;

/** What the components read. */
export interface StudioView {
  readonly connection: Connection;
  /** The engine's state as last seen; null before the first snapshot. */
  readonly state: StudioState | null;
  /** Figures of the active broadcast, oldest first, since this page is open. */
  readonly samples: readonly Figures[];
}

/** A zustand store that follows the client; the only writer is the client. */
export function createStudioStore(client: StudioClient): StoreApi<StudioView> {
  const store = createStore<StudioView>(() => ({
    connection: client.connection.get(),
    state: client.state,
    samples: [],
  }));
  client.connection.subscribe((connection) => store.setState({ connection }));
  client.mirror.subscribe((mirror) => {
    const state = mirror?.state ?? null;
    store.setState((view) => ({ state, samples: withSample(view, state) }));
  });
  return store;
}

function withSample(view: StudioView, state: StudioState | null): readonly Figures[] {
  const before = view.state?.broadcast ?? null;
  const now = state?.broadcast ?? null;
  if (now === null) return view.samples.length === 0 ? view.samples : [];
  const kept = before?.id === now.id ? view.samples : [];
  return kept.at(-1) === now.figures ? kept : [...kept, now.figures].slice(-maxSamples);
}
