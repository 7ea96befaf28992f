import type { LucideIcon } from 'lucide-react';
import { useEffect, useRef } from 'react';

/** Something that the command palette finds and does. */
export interface PaletteCommand {
  /** The same for the same thing, always. */
  readonly id: string;
  readonly title: string;
  /** Under which heading it stands. */
  readonly group: string;
  readonly icon?: LucideIcon;
  /** Other words that find it. */
  readonly keywords?: string;
  /** The key that does it, too; as it is shown. */
  readonly keys?: string;
  readonly run: () => void;
}

/** What commands there are now; asked when the palette opens. */
type CommandList = () => readonly PaletteCommand[];

const lists = new Map<symbol, CommandList>();

/** Everything that can be done now, in the order in which its parts were registered. An id that comes twice counts once. */
export function allCommands(): readonly PaletteCommand[] {
  const byId = new Map<string, PaletteCommand>();
  for (const list of lists.values()) {
    for (const command of list()) if (!byId.has(command.id)) byId.set(command.id, command);
  }
  return [...byId.values()];
}

/** Offers commands until the function that comes back is called. */
export function registerCommands(list: CommandList): () => void {
  const key = Symbol('commands');
  lists.set(key, list);
  return () => void lists.delete(key);
}

/** Offers commands as long as the component is shown; `list` is asked anew whenever the palette opens. */
export function usePaletteCommands(list: CommandList): void {
  const newest = useRef(list);
  useEffect(() => {
    newest.current = list;
  });
  useEffect(() => registerCommands(() => newest.current()), []);
}
