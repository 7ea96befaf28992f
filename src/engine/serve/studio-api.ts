import type { CommandInput, CommandName, CommandResults } from '../../shared/commands.js';
import type { StateFrame } from '../../shared/state-frames.js';
import type { StudioState } from '../../shared/studio-state.js';

/** The state the studio mirrors: one writer (the engine), many listeners, ordered revisions. */
export interface StateStore {
  /** Random per engine start: a mirror from another epoch starts over. */
  readonly epoch: string;
  readonly revision: number;
  get(): StudioState;
  /** Changes the state with an immer recipe; tells the listeners at once when something changed. */
  update(recipe: (draft: StudioState) => void): void;
  subscribe(listener: (frame: StateFrame & { type: 'patch' }) => void): () => void;
}

/** What the studio may ask of the engine. Each throws AppError. Implemented by the composition root; called by the router. */
export type StudioCommands = {
  [N in CommandName]: (input: CommandInput<N>) => Promise<CommandResults[N]>;
};

/** Reads that never belong into the state. */
export interface StudioQueries {
  revealKey(inputId: string): Promise<{ key: string }>;
}
