import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export type Tone = 'quiet' | 'accent' | 'ok' | 'warn' | 'danger';

const looks: Record<Tone, string> = {
  quiet: 'bg-raised text-muted',
  accent: 'bg-accent-soft text-accent-text',
  ok: 'bg-raised text-ok-text',
  warn: 'bg-warn-soft text-warn-text',
  danger: 'bg-live-soft text-danger-text',
};

interface BadgeProps {
  readonly tone: Tone;
  readonly icon?: LucideIcon;
  readonly isMoving?: boolean;
  readonly children: ReactNode;
}

/** A word about the state of the thing beside it. */
export function Badge({ tone, icon: Icon, isMoving = false, children }: BadgeProps) {
  return (
    <span
      className={clsx(
        'inline-flex max-w-full items-center gap-1.5 rounded-full px-2.5 py-0.5 text-xs font-medium whitespace-nowrap',
        looks[tone],
      )}
    >
      {Icon !== undefined && <Icon aria-hidden className={clsx('size-3.5 shrink-0', isMoving && 'animate-spin')} />}
      <span className="truncate">{children}</span>
    </span>
  );
}
