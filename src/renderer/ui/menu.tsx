import { clsx } from 'clsx';
import { Check, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { menuItemLook, menuLook } from './menu-look.js';

interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}

/** A menu below a button. Arrow keys, first letters and Escape work as everywhere. */
export function Menu({ trigger, align = 'end', children }: MenuProps) {
  return (
    // Not modal, and not in a portal: what a menu offers belongs to the page around it, which stays there for everybody.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Content
        align={align}
        sideOffset={6}
        collisionPadding={12}
        className={clsx(menuLook, 'max-h-(--radix-dropdown-menu-content-available-height)')}
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

interface MenuItemProps {
  readonly icon: LucideIcon;
  readonly isDanger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

/** Something to do. */
export function MenuItem({ icon: Icon, isDanger = false, disabled = false, onSelect, children }: MenuItemProps) {
  return (
    <DropdownMenu.Item
      disabled={disabled}
      onSelect={onSelect}
      className={clsx(menuItemLook, isDanger ? 'text-danger-text' : 'text-text')}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 flex-1">{children}</span>
    </DropdownMenu.Item>
  );
}

interface MenuChoiceProps {
  readonly value: string;
  readonly note?: string;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

/** One of the choices of a `MenuChoices`. */
export function MenuChoice({ value, note, disabled = false, children }: MenuChoiceProps) {
  return (
    <DropdownMenu.RadioItem value={value} disabled={disabled} className={menuItemLook}>
      <span className="mt-0.5 grid size-4 shrink-0 place-items-center">
        <DropdownMenu.ItemIndicator>
          <Check aria-hidden className="size-4 text-accent-text" />
        </DropdownMenu.ItemIndicator>
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{children}</span>
        {note !== undefined && <span className="block truncate text-xs text-muted">{note}</span>}
      </span>
    </DropdownMenu.RadioItem>
  );
}

interface MenuChoicesProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
}

/** Choices of which one holds. */
export function MenuChoices({ label, value, onChange, children }: MenuChoicesProps) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={onChange} aria-label={label}>
      <DropdownMenu.Label className="px-2.5 pt-1 pb-1.5 text-xs font-medium text-muted">{label}</DropdownMenu.Label>
      {children}
    </DropdownMenu.RadioGroup>
  );
}

/** A line between groups of a menu. */
export const MenuLine = () => <DropdownMenu.Separator className="my-1.5 h-px bg-line" />;
