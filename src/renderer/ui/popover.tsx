import { Popover as Primitive } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';

interface PopoverProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  /** What it holds, for those who do not see it. */
  readonly label: string;
  readonly children: ReactNode;
}

/** A small card below a button, with more about it. Escape and a click elsewhere close it. */
export function Popover({ trigger, label, children }: PopoverProps) {
  return (
    // not in a portal, as menus are: it belongs to the page around it
    <Primitive.Root>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Content
        data-beside-page
        aria-label={label}
        align="start"
        sideOffset={6}
        collisionPadding={12}
        className="appear z-40 max-h-(--radix-popover-content-available-height) w-[min(24rem,calc(100vw-1.5rem))] overflow-y-auto rounded-card border border-line-strong bg-surface p-4 text-sm shadow-over"
      >
        {children}
      </Primitive.Content>
    </Primitive.Root>
  );
}
