import { create } from 'zustand';

interface SwitchQuestion {
  /** The collection that somebody wants to show while on air; null: none. */
  readonly asked: { readonly id: string; readonly name: string } | null;
  readonly ask: (asked: { readonly id: string; readonly name: string }) => void;
  readonly close: () => void;
}

/** What the menu asks before another collection is shown to viewers, whoever wants it: the menu itself or the palette. */
export const useSwitchQuestion = create<SwitchQuestion>((set) => ({
  asked: null,
  ask: (asked) => set({ asked }),
  close: () => set({ asked: null }),
}));
