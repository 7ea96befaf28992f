import { create } from 'zustand';

interface ObsReplaced {
  /** The name of the service that OBS had before it was set up from here; null: none, or it has it again. */
  readonly service: string | null;
  readonly keep: (service: string | null) => void;
}

/** What can be put back into OBS, whatever page was open meanwhile. The service itself, with its key, is the engine's alone. */
export const useObsReplaced = create<ObsReplaced>((set) => ({
  service: null,
  keep: (service) => set({ service }),
}));
