import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { Tooltip } from 'radix-ui';
import type { ComponentProps } from 'react';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: LucideIcon;
  /** What it does: its accessible name and its tooltip. */
  readonly label: string;
}

/** A button that is only an icon. */
export function IconButton({ icon: Icon, label, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <button
          type="button"
          aria-label={label}
          {...rest}
          className={clsx(
            'icon-button inline-flex shrink-0 items-center justify-center rounded-control text-muted transition-colors',
            'hover:enabled:bg-raised hover:enabled:text-text disabled:cursor-not-allowed disabled:opacity-50',
            className,
          )}
        >
          <Icon aria-hidden className="size-4" />
        </button>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          sideOffset={6}
          className="appear z-50 rounded-md border border-line bg-raised px-2 py-1 text-xs text-text shadow-over"
        >
          {label}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
