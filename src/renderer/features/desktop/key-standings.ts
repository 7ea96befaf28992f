import { create } from 'zustand';
import type { KeyStanding } from '../../../shared/background-keys.js';

interface KeyStandings {
  /** Of each key that shall work in the background, as the system answered; a key that was not asked for has none. */
  readonly byHotkey: ReadonlyMap<string, KeyStanding['standing']>;
  put(standings: readonly KeyStanding[]): void;
}

/** How the creator's keys in the background fare. */
export const useKeyStandings = create<KeyStandings>((set) => ({
  byHotkey: new Map(),
  put: (standings) => set({ byHotkey: new Map(standings.map(({ hotkey, standing }) => [hotkey, standing])) }),
}));
