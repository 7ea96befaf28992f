import { Bell, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { usePageNotices } from '../stores/page-notices.js';
import { useEngineState } from '../stores/studio-context.js';
import { focusDialog } from '../ui/focus-dialog.js';
import { IconButton } from '../ui/icon-button.js';
import { LogEntry } from './log-entry.js';
import { shellWords } from './shell-words.js';

/** What happened since the engine started, and on this page since it was opened, newest first, in a drawer at the right. */
export function LogDrawer() {
  const told = useEngineState((state) => state.notices);
  const own = usePageNotices((view) => view.notices);
  const notices = [...told, ...own].sort((one, other) => one.atMs - other.atMs);
  const serious = notices.filter(({ level }) => level !== 'info').length;
  return (
    <Dialog.Root>
      <Dialog.Trigger className="relative flex w-full flex-col items-center gap-1 rounded-control px-3 py-2 text-2xs font-medium text-muted transition-colors hover:bg-raised hover:text-text">
        <Bell aria-hidden className="size-5" strokeWidth={1.75} />
        {shellWords.log.title}
        {serious > 0 && (
          <span className="absolute top-1 left-1/2 ml-1.5 min-w-4 rounded-full bg-warn px-1 text-center text-[0.625rem] leading-4 font-bold text-black">
            {serious > 99 ? '99+' : serious}
            <span className="sr-only"> {shellWords.log.warnings}</span>
          </span>
        )}
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusDialog}
          className="slide-in fixed inset-y-0 right-0 z-50 flex w-[min(26rem,100vw)] flex-col border-l border-line bg-surface shadow-over outline-none"
        >
          <header className="flex items-center justify-between border-b border-line py-3 pr-3 pl-5">
            <Dialog.Title className="text-base font-semibold">{shellWords.log.title}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton icon={X} label={shellWords.log.close} />
            </Dialog.Close>
          </header>
          {notices.length === 0 ? (
            <p className="m-auto max-w-60 p-6 text-center text-muted">{shellWords.log.empty}</p>
          ) : (
            <ol
              tabIndex={0}
              aria-label={shellWords.log.entries}
              className="flex-1 divide-y divide-line overflow-y-auto"
            >
              {notices.toReversed().map((notice) => (
                <LogEntry key={notice.id} notice={notice} />
              ))}
            </ol>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
