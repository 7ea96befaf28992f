import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode, RefObject } from 'react';
import { focusDialog } from './focus-dialog.js';
import { IconButton } from './icon-button.js';
import { uiWords } from './ui-words.js';

interface DialogFrameProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: string;
  /** For what needs room; it keeps its head and foot, and one part of it gives way. */
  readonly isWide?: boolean;
  /** What has the focus at first; without it the dialog itself. */
  readonly focusFirst?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

/** A dialog in the middle of the page. Escape, the backdrop and the cross close it. */
export function DialogFrame(props: DialogFrameProps) {
  const { isOpen, onClose, title, description, isWide = false, focusFirst, children } = props;
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/55" />
        <Dialog.Content
          onOpenAutoFocus={(event) => {
            if (focusFirst === undefined) return focusDialog(event);
            event.preventDefault();
            focusFirst.current?.focus();
          }}
          {...(description === undefined && { 'aria-describedby': undefined })}
          className={clsx(
            'appear fixed inset-0 z-50 m-auto flex h-fit max-h-[calc(100vh-2rem)] flex-col gap-4 overflow-y-auto rounded-card border border-line bg-surface p-5 shadow-over outline-none',
            isWide ? 'w-[min(52rem,calc(100vw-2rem))]' : 'w-[min(26rem,calc(100vw-2rem))]',
          )}
        >
          <header className="flex items-start justify-between gap-3">
            <div className="grid gap-1">
              <Dialog.Title className="text-base font-semibold">{title}</Dialog.Title>
              {description !== undefined && (
                <Dialog.Description className="text-sm text-muted">{description}</Dialog.Description>
              )}
            </div>
            <Dialog.Close asChild>
              <IconButton icon={X} label={uiWords.close} className="-mt-1 -mr-1" />
            </Dialog.Close>
          </header>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
