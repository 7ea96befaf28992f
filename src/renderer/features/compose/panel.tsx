import { clsx } from 'clsx';
import { useId, type ReactNode } from 'react';

interface PanelProps {
  readonly title: string;
  /** Stands at the end of the title's line. */
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A part of the compose page: a title, and what scrolls below it. */
export function Panel({ title, aside, className, children }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={clsx('flex min-h-0 min-w-0 flex-col bg-surface', className)}>
      <header className="flex h-9 shrink-0 items-center gap-1 border-b border-line pr-1 pl-3">
        <h2 id={id} className="mr-auto min-w-12 truncate text-xs font-semibold tracking-wide text-muted">
          {title}
        </h2>
        {aside}
      </header>
      <div className="relative min-h-0 flex-1 overflow-y-auto">{children}</div>
    </section>
  );
}
