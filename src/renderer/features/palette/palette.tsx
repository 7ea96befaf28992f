import { clsx } from 'clsx';
import { Command as CommandIcon, Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import type { PaletteCommand } from './commands.js';
import { findCommands } from './find-commands.js';
import { usePalette } from './palette-open.js';
import { paletteWords as words } from './palette-words.js';

/** More is not read; more letters find the rest. */
const maxShown = 60;

/** Ctrl+K (or Cmd+K), anywhere: everything that can be done, found by a few letters. Once in the page. */
export function Palette() {
  const { commands, open, close } = usePalette();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.code !== 'KeyK' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      if (usePalette.getState().commands === null) open();
      else close();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [open, close]);
  return (
    <Dialog.Root open={commands !== null} onOpenChange={(isOpen) => !isOpen && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Dialog.Content
          aria-describedby={undefined}
          className="appear fixed inset-x-0 top-[12vh] z-50 mx-auto flex max-h-[70vh] w-[min(36rem,calc(100vw-2rem))] flex-col overflow-hidden rounded-card border border-line-strong bg-surface shadow-over outline-none"
        >
          <Dialog.Title className="sr-only">{words.title}</Dialog.Title>
          {commands !== null && <Finder commands={commands} onClose={close} />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface FinderProps {
  readonly commands: readonly PaletteCommand[];
  readonly onClose: () => void;
}

function Finder({ commands, onClose }: FinderProps) {
  const [typed, setTyped] = useState('');
  const [index, setIndex] = useState(0);
  const found = findCommands(commands, typed).slice(0, maxShown);
  const active = found[Math.min(index, found.length - 1)];
  const run = (command: PaletteCommand) => {
    onClose();
    // when the dialog has given the focus back: the command may take it
    setTimeout(command.run);
  };
  return (
    <>
      <div className="flex items-center gap-2.5 border-b border-line px-3.5">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <input
          autoFocus
          role="combobox"
          aria-label={words.title}
          aria-expanded
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={active === undefined ? undefined : `palette-${active.id}`}
          placeholder={words.placeholder}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setIndex(0);
          }}
          onKeyDown={(event) => {
            const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
            if (by !== undefined) {
              event.preventDefault();
              const next = Math.min(Math.max(0, index + by), found.length - 1);
              setIndex(next);
              document.getElementById(`palette-${found[next]?.id}`)?.scrollIntoView({ block: 'nearest' });
            }
            if (event.key === 'Enter' && active !== undefined) run(active);
          }}
          className="h-12 w-full bg-transparent text-base text-text outline-none placeholder:text-muted"
        />
      </div>
      {found.length === 0 && <p className="p-4 text-sm text-muted">{words.nothing}</p>}
      <div id="palette-list" role="listbox" aria-label={words.results} className="min-h-0 overflow-y-auto p-1.5">
        {found.map((command, place) => {
          const { id, title, group, icon: Icon = CommandIcon, keys } = command;
          return (
            <div
              key={id}
              id={`palette-${id}`}
              role="option"
              aria-selected={command === active}
              onPointerMove={() => setIndex(place)}
              onClick={() => run(command)}
              className={clsx(
                'flex h-9 cursor-pointer items-center gap-2.5 rounded-control px-2.5 text-sm',
                command === active && 'bg-accent-soft text-accent-text',
              )}
            >
              <Icon aria-hidden className="size-4 shrink-0 opacity-70" />
              <span className="min-w-0 flex-1 truncate">{title}</span>
              <span className="shrink-0 text-xs text-muted">{group}</span>
              {keys !== undefined && (
                <kbd className="shrink-0 rounded border border-line px-1 font-sans text-2xs text-muted">{keys}</kbd>
              )}
            </div>
          );
        })}
      </div>
    </>
  );
}
