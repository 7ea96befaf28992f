import { AlertDialog } from 'radix-ui';
import type { ReactElement, ReactNode, RefObject } from 'react';
import { Button } from './button.js';

interface ConfirmProps {
  /** The button that asks. Without one `isOpen` says when. */
  readonly trigger?: ReactElement;
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  /** What gets the focus back; with a trigger it is that. */
  readonly returnFocusTo?: RefObject<HTMLElement | null>;
  readonly title: string;
  /** What will happen, and what will not come back. */
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly cancelLabel?: string;
  readonly onConfirm: () => void;
  /** Something else that can be done about it. */
  readonly instead?: { readonly label: string; readonly onSelect: () => void };
}

/** Asks before something that cannot be taken back. Focus begins on the safe answer. */
export function Confirm(props: ConfirmProps) {
  const {
    trigger,
    isOpen,
    onOpenChange,
    returnFocusTo,
    title,
    children,
    confirmLabel,
    cancelLabel = 'Cancel',
    onConfirm,
    instead,
  } = props;
  return (
    <AlertDialog.Root {...(isOpen !== undefined && { open: isOpen })} {...(onOpenChange && { onOpenChange })}>
      {trigger !== undefined && <AlertDialog.Trigger asChild>{trigger}</AlertDialog.Trigger>}
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 bg-black/55" />
        <AlertDialog.Content
          onCloseAutoFocus={(event) => {
            if (returnFocusTo === undefined) return;
            event.preventDefault();
            returnFocusTo.current?.focus();
          }}
          className="appear fixed inset-0 z-50 m-auto flex h-fit w-[min(26rem,calc(100vw-2rem))] flex-col gap-5 rounded-card border border-line bg-surface p-5 shadow-over"
        >
          <div className="grid gap-1.5">
            <AlertDialog.Title className="text-base font-semibold">{title}</AlertDialog.Title>
            <AlertDialog.Description asChild>
              <div className="text-sm text-muted">{children}</div>
            </AlertDialog.Description>
          </div>
          <div className="flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>{cancelLabel}</Button>
            </AlertDialog.Cancel>
            {instead !== undefined && (
              <AlertDialog.Action asChild>
                <Button onClick={instead.onSelect}>{instead.label}</Button>
              </AlertDialog.Action>
            )}
            <AlertDialog.Action asChild>
              <Button variant="danger" onClick={onConfirm}>
                {confirmLabel}
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
