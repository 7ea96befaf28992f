import { create } from 'zustand';

interface Inspected {
  /** A source without a picture (a microphone) that is looked at; null: what is selected on the stage. */
  readonly sourceId: string | null;
  inspect(sourceId: string | null): void;
}

/** What the inspector shows when it is nothing on the stage. */
export const useInspected = create<Inspected>((set) => ({
  sourceId: null,
  inspect: (sourceId) => set({ sourceId }),
}));
