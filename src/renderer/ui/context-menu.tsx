import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { ContextMenu as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { menuItemLook, menuLook } from './menu-look.js';

interface ContextMenuProps {
  /** Where the right button, a long touch or the menu key opens it. */
  readonly area: ReactElement;
  readonly label: string;
  /** It was closed: who has the focus now. */
  readonly onClosed: () => void;
  readonly children: ReactNode;
}

/** A menu at the pointer. What it offers is to be had elsewhere, too: not everybody looks for it. */
export function ContextMenu({ area, label, onClosed, children }: ContextMenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{area}</Radix.Trigger>
      <Radix.Content
        aria-label={label}
        collisionPadding={12}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          onClosed();
        }}
        className={clsx(menuLook, 'max-h-(--radix-context-menu-content-available-height)')}
      >
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}

interface ContextMenuItemProps {
  readonly icon: LucideIcon;
  /** The key that does it, as it is shown. */
  readonly keys?: string | undefined;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

/** Something to do. */
export function ContextMenuItem({ icon: Icon, keys, disabled = false, onSelect, children }: ContextMenuItemProps) {
  return (
    <Radix.Item disabled={disabled} onSelect={onSelect} className={clsx(menuItemLook, 'items-center py-1 text-text')}>
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 flex-1">{children}</span>
      {keys !== undefined && (
        <kbd aria-hidden className="font-sans text-2xs text-muted">
          {keys}
        </kbd>
      )}
    </Radix.Item>
  );
}

/** A line between groups of a menu. */
export const ContextMenuLine = () => <Radix.Separator className="my-1 h-px bg-line" />;
