import { create } from 'zustand';
import { allCommands, type PaletteCommand } from './commands.js';

interface PaletteOpen {
  /** What there is to find; null: the palette is closed. */
  readonly commands: readonly PaletteCommand[] | null;
  open(): void;
  close(): void;
}

/** Whether the command palette is open. What there is to find is asked as it opens. */
export const usePalette = create<PaletteOpen>((set) => ({
  commands: null,
  open: () => set({ commands: allCommands() }),
  close: () => set({ commands: null }),
}));
