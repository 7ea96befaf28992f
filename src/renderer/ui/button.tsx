import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';

interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: 'primary' | 'secondary' | 'ghost' | 'danger' | 'quiet-danger';
  readonly size?: 'small' | 'medium' | 'large';
  readonly icon?: LucideIcon;
  readonly isBusy?: boolean;
}

const variants = {
  primary: 'bg-accent text-on-accent hover:enabled:bg-accent-hover font-semibold',
  secondary: 'bg-raised text-text border border-line hover:enabled:border-line-strong',
  ghost: 'text-muted hover:enabled:bg-raised hover:enabled:text-text',
  danger: 'bg-live text-on-live hover:enabled:brightness-110 font-semibold',
  'quiet-danger': 'text-danger-text border border-line bg-raised hover:enabled:border-live',
};
const sizes = {
  small: 'h-7 gap-1.5 px-2.5 text-xs',
  medium: 'h-9 gap-2 px-3.5 text-sm',
  large: 'h-11 gap-2.5 px-5 text-base',
};

/** The one button. Disabled while busy, and says so. */
export function Button({
  variant = 'secondary',
  size = 'medium',
  icon: Icon,
  isBusy = false,
  disabled,
  className,
  children,
  ...rest
}: ButtonProps) {
  const Shown = isBusy ? LoaderCircle : Icon;
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled === true || isBusy}
      aria-busy={isBusy}
      className={clsx(
        'inline-flex shrink-0 items-center justify-center rounded-control font-medium whitespace-nowrap transition-colors',
        'disabled:cursor-not-allowed disabled:opacity-50',
        variants[variant],
        sizes[size],
        className,
      )}
    >
      {Shown !== undefined && <Shown aria-hidden className={clsx('size-4 shrink-0', isBusy && 'animate-spin')} />}
      {children}
    </button>
  );
}
